import type { Caller } from '../access/caller.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { routeOf } from '../upstream/route-of.ts'
import { admit } from './admit.ts'
import { converse } from './converse.ts'
import { isBypassed } from './mode.ts'
import { passThrough } from './pass-through.ts'
import { asksForSocket, exchangeSocket } from './passage.ts'

/**
 * One request on its way to its provider and the answer on its way back. Throws `RequestError` for what
 * can't be sent at all; whatever else goes wrong here costs a saving, never the request.
 */
export async function exchange(
  request: Request,
  caller: Caller,
  desk: ProxyDesk,
): Promise<Response> {
  if (asksForSocket(request.headers)) return await exchangeSocket(request, caller, desk)
  const leave = await admit(request, desk)
  try {
    const route = routeOf(request, caller.path)
    const { format } = route
    const errand = { request, caller, provider: route.provider, leave }
    if (format === undefined) return await passThrough({ ...errand, mode: 'pass' }, desk)
    const conversing = { ...errand, format, answers: route.answers }
    if (isBypassed(request.headers))
      return await passThrough({ ...conversing, mode: 'bypass' }, desk)
    // Once that was set while running, some conversations may still be under way as they began.
    if (!desk.settings.values.optimize && desk.settings.version === 0) {
      return await passThrough({ ...conversing, mode: 'off' }, desk)
    }
    return await converse(conversing, desk)
  } catch (error) {
    leave()
    throw error
  }
}
