import type { Caller } from '../access/caller.ts'
import { hexDigest } from '../access/hex-digest.ts'
import { providerKeyOf } from '../access/provider-key.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { RequestError } from '../request-error.ts'
import { routeOf } from '../upstream/route-of.ts'
import { converse } from './converse.ts'
import { isBypassed } from './mode.ts'
import { passThrough } from './pass-through.ts'

/**
 * One request on its way to its provider and the answer on its way back. Throws `RequestError` for what
 * can't be sent at all; whatever else goes wrong here costs a saving, never the request.
 */
export async function exchange(
  request: Request,
  caller: Caller,
  desk: ProxyDesk,
): Promise<Response> {
  if (request.headers.get('upgrade')?.toLowerCase() === 'websocket') {
    // Clients that try a socket first go on over HTTP at once when they are told so.
    throw new RequestError(426, 'upgrade_required', 'sockets are not served here; use HTTP')
  }
  const { values } = desk.settings
  const leave = desk.gate.enter(values.concurrency)
  try {
    if (values.perMinute > 0) {
      const client = await clientOf(request.headers)
      desk.gate.countRequest(client, values.perMinute, desk.host.now())
    }
    const route = routeOf(request, caller.path)
    const { format } = route
    const errand = { request, caller, provider: route.provider, leave }
    if (format === undefined) return await passThrough({ ...errand, mode: 'pass' }, desk)
    const conversing = { ...errand, format, answers: route.answers }
    if (isBypassed(request.headers))
      return await passThrough({ ...conversing, mode: 'bypass' }, desk)
    if (!values.optimize) return await passThrough({ ...conversing, mode: 'off' }, desk)
    return await converse(conversing, desk)
  } catch (error) {
    leave()
    throw error
  }
}

/** Names a client by its key, without holding the key. */
async function clientOf(headers: Headers): Promise<string> {
  const key = providerKeyOf(headers)
  return key === undefined ? 'no key' : await hexDigest(key)
}
