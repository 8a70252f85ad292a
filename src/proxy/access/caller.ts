import type { RequestHead } from '../request-head.ts'

/** What an address says beyond the path that the upstream knows. */
export interface Caller {
  /** Path without our own parts, and the query. */
  readonly path: string
  readonly query: string
  /** From `/t/<token>/…`, so that any client that takes a base URL can be pointed here. */
  readonly token?: string
  /** From `/p/<project>/…` or a header; originals of one project can't be had from another. */
  readonly project: string
}

/** Where nobody says otherwise. */
const DEFAULT_PROJECT = 'default'

/** `/t/<token>` and `/p/<project>` in front of a path, each once, in this order. */
const OWN_PARTS = /^(?:\/t\/([^/]{1,200}))?(?:\/p\/([^/]{1,200}))?(?=\/|$)/

/** Reads the address and the headers that name a project. */
export function callerOf(request: RequestHead): Caller {
  const { pathname, search } = placeIn(request.url)
  const [own = '', token, named] = OWN_PARTS.exec(pathname) ?? []
  const { headers } = request
  const project = headers.get('x-headroom-project-id') ?? headers.get('x-headroom-project')
  return {
    path: pathname.slice(own.length) || '/',
    query: search,
    project: named === undefined ? project || DEFAULT_PROJECT : decoded(named),
    ...(token === undefined ? {} : { token: decoded(token) }),
  }
}

/** What a parser would leave as it is: nothing to escape, and no dots behind a slash. */
const PLAIN_PATH = /^\/[\w./:~@+=,;!$&()*-]*$/
const PLAIN_QUERY = /^\?[\w./:~@+=,;!$&()*?%-]+$/

/** Path and query. Few addresses need the parser, which costs as much as all else that is asked of them. */
function placeIn(url: string): Pick<URL, 'pathname' | 'search'> {
  const start = url.indexOf('/', url.indexOf('//') + 2)
  const mark = url.indexOf('?', start)
  const pathname = url.slice(start, mark === -1 ? undefined : mark)
  const search = mark === -1 ? '' : url.slice(mark)
  const isPlain = PLAIN_PATH.test(pathname) && !pathname.includes('/.')
  return isPlain && (search === '' || PLAIN_QUERY.test(search))
    ? { pathname, search }
    : new URL(url)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
