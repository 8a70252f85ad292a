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
export function callerOf(request: Request): Caller {
  const { pathname, search } = new URL(request.url)
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

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
