import { RequestError } from './request-error.ts'

/** Who may call. */
export interface AccessRules {
  readonly token: string | undefined
  /** Host names besides the loopback device's. */
  readonly hosts: readonly string[]
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses, by throwing, what did not come from this machine's own programs or lacks the token.
 * Host keeps out names that were bent to point here (DNS rebinding), Origin keeps out web pages.
 */
export async function checkAccess(request: Request, { token, hosts }: AccessRules): Promise<void> {
  const allowed = [...LOOPBACK, ...hosts]
  const host = hostNameOf(`http://${request.headers.get('host') ?? new URL(request.url).host}`)
  if (host === undefined || !allowed.includes(host)) {
    throw new RequestError(403, 'forbidden', `not served under the name ${host ?? 'given'}`)
  }
  const origin = request.headers.get('origin')
  if (origin !== null && !allowed.includes(hostNameOf(origin) ?? '')) {
    throw new RequestError(403, 'forbidden', 'pages of other origins may not call')
  }
  if (token === undefined || (await sameText(tokenIn(request.headers), token))) return
  throw new RequestError(
    401,
    'unauthorized',
    'the header x-headroom-proxy-token is missing or wrong',
  )
}

function hostNameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

function tokenIn(headers: Headers): string {
  const own = headers.get('x-headroom-proxy-token')
  if (own !== null) return own
  const [scheme, token = ''] = (headers.get('authorization') ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' ? token : ''
}

/** Compares digests, so that the time it takes says nothing about the text. */
async function sameText(left: string, right: string): Promise<boolean> {
  const [one, other] = await Promise.all([digestOf(left), digestOf(right)])
  return one.every((byte, at) => byte === other[at])
}

async function digestOf(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
