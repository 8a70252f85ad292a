import { callerOf } from '../access/caller.ts'
import { type AccessRules, checkAccess, checkPlace } from '../access/check-access.ts'
import type { ProxyHost } from '../host.ts'

/** Paths that the page may have; a host says which of them it does have. */
const PAGE_PATH = /^\/(?:$|service-worker\.js$|assets\/)/

/** True for paths at which files of the page lie. */
export function isPagePath(path: string): boolean {
  return PAGE_PATH.test(path)
}

/**
 * A file of the page, for whoever comes by a name of ours: there is nothing in it but what the package
 * holds, so it wants no token; all that it shows of the proxy does. `undefined` for every other request.
 */
export async function pageAnswer(
  request: Request,
  { page }: ProxyHost,
  rules: AccessRules,
): Promise<Response | undefined> {
  const { path } = callerOf(request)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (page === undefined || !isRead || !isPagePath(path)) return undefined
  checkPlace(request, rules)
  const file = await page(path)
  if (file === undefined) return undefined
  if (path === '/' && new URL(request.url).pathname !== '/') return await home(request, rules)
  const body = path === '/' ? await marked(file) : file
  const headers = { ...HEADERS, 'content-type': typeOf(path), 'cache-control': lifetimeOf(path) }
  return new Response(request.method === 'HEAD' ? null : (body as BodyInit), { headers })
}

/**
 * To the page's one address, with the token behind `#`, where browsers keep it to themselves: below
 * `/t/<token>/` it would be a part of every address that the page, its cache and its worker know.
 */
async function home(request: Request, rules: AccessRules): Promise<Response> {
  const { token } = await checkAccess(request, rules)
  const fragment = token === undefined ? '' : `#token=${encodeURIComponent(token)}`
  const headers = { ...HEADERS, location: `/${fragment}`, 'cache-control': 'no-store' }
  return new Response(null, { status: 303, headers })
}

/** Tells the page that it comes from a proxy, whose traffic it may show. */
async function marked(file: Uint8Array | ReadableStream<Uint8Array>): Promise<string> {
  const html = await new Response(file as BodyInit).text()
  return html.replace('<html ', '<html data-served-by="headroom" ')
}

/** Besides its own: no page of another origin may frame, embed or share a process with it. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src data:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  wasm: 'application/wasm',
  bin: 'application/octet-stream',
  gz: 'application/octet-stream',
}

/** Samples are shown as text, whatever they are. */
function typeOf(path: string): string {
  if (path === '/') return 'text/html; charset=utf-8'
  return TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain; charset=utf-8'
}

/** Names of assets carry the hash of what is in them. */
function lifetimeOf(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
}
