import { RequestError } from '../request-error.ts'
import type { HeadHeaders, RequestHead } from '../request-head.ts'
import { type Caller, callerOf } from './caller.ts'
import { type KeyBinding, providerKeyOf } from './provider-key.ts'
import { sameText } from './same-text.ts'

/** Who may call. */
export interface AccessRules {
  /** Absent only on the loopback device, for whoever embeds the app and checks by itself. */
  readonly token: string | undefined
  /** Host names besides the loopback device's. */
  readonly names: readonly string[]
  /** Origins of pages that may call, besides the proxy's own. */
  readonly origins: readonly string[]
  /** Present where a client's own provider key may stand for the token. */
  readonly binding?: KeyBinding
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses, by throwing, what did not come from this machine's own programs or lacks the token; gives
 * what the address says beyond the path. Host keeps out names that were bent to point here (DNS
 * rebinding), Origin keeps out web pages.
 */
export async function checkAccess(request: RequestHead, rules: AccessRules): Promise<Caller> {
  checkPlace(request, rules)
  const origin = request.headers.get('origin')
  const caller = callerOf(request)
  // A preflight carries no secrets; it is told only what an allowed page may send.
  if (request.method === 'OPTIONS' && origin !== null) return caller
  if (await isKnown(request, caller, rules)) return caller
  const how = 'as the header x-headroom-token, or in the base URL as /t/<token>'
  throw new RequestError(
    401,
    'unauthorized',
    `the proxy's token is missing or wrong; give it ${how}`,
  )
}

/** The same for what needs no token: the name it is asked by, and the page that asks. */
export function checkPlace(request: RequestHead, rules: AccessRules): void {
  const host = checkHost(request, rules)
  const origin = request.headers.get('origin')
  if (origin !== null && !isAllowedOrigin(origin, host, rules)) {
    throw new RequestError(403, 'forbidden', 'pages of other origins may not call')
  }
}

function checkHost(request: RequestHead, { names }: AccessRules): string {
  const host = request.headers.get('host') ?? new URL(request.url).host
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined
  if (name !== undefined && [...LOOPBACK, ...names].includes(name)) return host
  throw new RequestError(403, 'forbidden', `not served under the name ${name ?? 'given'}`)
}

/** The proxy's own page, and the pages that were named. */
function isAllowedOrigin(origin: string, host: string, { origins }: AccessRules): boolean {
  return origin === `http://${host}` || origin === `https://${host}` || origins.includes(origin)
}

async function isKnown(request: RequestHead, caller: Caller, rules: AccessRules): Promise<boolean> {
  const { token, binding } = rules
  if (token === undefined) return true
  for (const given of tokensIn(request.headers, caller)) {
    if (sameText(given, token)) return true
  }
  const key = binding === undefined ? undefined : providerKeyOf(request.headers)
  return key !== undefined && (await binding?.(key)) === true
}

/** True for paths that are answered here, and for some beside them. */
export function isOwn(path: string): boolean {
  return OWN.test(path)
}

const OWN =
  /^\/(?:$|v1\/(?:compress|retrieve)|stats|metrics|admin|audit|health|livez|readyz|mcp(?:$|\/))/

/** Wherever a client can put it; a bearer is the provider's on the routes that travel on, and never ours. */
function tokensIn(headers: HeadHeaders, { token, path }: Caller): readonly string[] {
  const [scheme = '', bearer = ''] = (headers.get('authorization') ?? '').split(' ')
  const given = [
    headers.get('x-headroom-token'),
    headers.get('x-headroom-proxy-token'),
    token,
    isOwn(path) && scheme.toLowerCase() === 'bearer' ? bearer : undefined,
  ]
  return given.filter((text): text is string => typeof text === 'string')
}
