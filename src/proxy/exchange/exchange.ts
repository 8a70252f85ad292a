import type { Caller } from '../access/caller.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import type { RequestHead } from '../request-head.ts'
import { routeOf } from '../upstream/route-of.ts'
import { admit } from './admit.ts'
import { converse } from './converse.ts'
import type { Conversing } from './draft.ts'
import { isBypassed } from './mode.ts'
import { type Passing, type PassPlan, passPlan } from './pass-plan.ts'
import { passThrough } from './pass-through.ts'
import { asksForSocket, exchangeSocket } from './passage.ts'
import { presetIn } from './preset-header.ts'

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
  const letOut = await admit(request, desk)
  const { hold, release } = desk.gate.holding(mostHeld(desk))
  const leave = (): void => {
    letOut()
    release()
  }
  const own = { request, caller, leave, hold }
  try {
    const way = wayOf(request, caller, desk)
    if (way.isLeftAlone) return await passThrough({ ...way.passing, ...own }, desk)
    return await converse({ ...way.conversing, ...own }, desk)
  } catch (error) {
    leave()
    throw error
  }
}

/** Bytes of bodies at once. Where a host has little room, they have twice what conversations have there. */
function mostHeld({ host, settings }: ProxyDesk): number {
  const { largestInFlight } = settings.values
  return host.roomFor === undefined ? largestInFlight : Math.min(largestInFlight, 2 * host.roomFor)
}

/**
 * The same for a host that moves bytes by itself: the plan of a request that is left alone, decided by
 * its head alone; `undefined` for every other.
 */
export async function planPassing(
  head: RequestHead,
  caller: Caller,
  desk: ProxyDesk,
): Promise<PassPlan | undefined> {
  const { retries, models } = desk.settings.values
  // What may be sent again, or is sent by what its body says, has to be read.
  if (retries > 0 || models.size > 0 || asksForSocket(head.headers)) return undefined
  const way = wayOf(head, caller, desk)
  if (!way.isLeftAlone) return undefined
  const leave = await admit(head, desk)
  try {
    return passPlan({ ...way.passing, request: head, caller, leave }, desk)
  } catch (error) {
    leave()
    throw error
  }
}

type Own = 'request' | 'caller' | 'leave' | 'hold'
type Way =
  | { readonly isLeftAlone: true; readonly passing: Omit<Passing, Own> }
  | { readonly isLeftAlone: false; readonly conversing: Omit<Conversing, Own> }

/** Whether a request is left alone, and why, by its head and the settings. */
function wayOf(head: RequestHead, caller: Caller, { settings }: ProxyDesk): Way {
  const { provider, format, answers } = routeOf(head, caller.path)
  if (format === undefined) return { isLeftAlone: true, passing: { provider, mode: 'pass' } }
  const conversing = { provider, format, answers }
  if (isBypassed(head.headers)) {
    return { isLeftAlone: true, passing: { ...conversing, mode: 'bypass' } }
  }
  // Once that was set while running, some conversations may still be under way as they began.
  if (!settings.values.optimize && settings.version === 0) {
    return { isLeftAlone: true, passing: { ...conversing, mode: 'off' } }
  }
  return { isLeftAlone: false, conversing: { ...conversing, preset: presetIn(head.headers) } }
}
