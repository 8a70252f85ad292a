import type { Caller } from '../access/caller.ts'
import type { Hold } from '../access/gate.ts'
import { type ProxyAnswer, responseOf } from '../proxy-answer.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { type AskedRequest, askedWith } from '../request/asked-request.ts'
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
  return await letIn(request, desk, async (leave, hold) => {
    const way = wayOf(request, caller, desk)
    const own = { caller, leave, hold }
    const answer = way.isLeftAlone
      ? await passThrough({ ...way.passing, ...own, request }, desk)
      : await converse({ ...way.conversing, ...own, request: askedWith(request) }, desk)
    return responseOf(answer)
  })
}

/**
 * The same for a host that moves bytes by itself: how to pass a request on that is left alone, the answer to one
 * that is not, or `undefined` for what only `exchange` serves.
 */
export async function exchangeDirectly(
  request: AskedRequest,
  caller: Caller,
  desk: ProxyDesk,
): Promise<PassPlan | ProxyAnswer | undefined> {
  if (asksForSocket(request.headers)) return undefined
  const way = wayOf(request, caller, desk)
  const { retries, models } = desk.settings.values
  // What may be sent again, or is sent by what its body says, has to be read.
  if (way.isLeftAlone && (retries > 0 || models.size > 0)) return undefined
  return await letIn(request, desk, async (leave, hold) => {
    const own = { request, caller, leave }
    if (way.isLeftAlone) return passPlan({ ...way.passing, ...own }, desk)
    return await converse({ hold, ...own, ...way.conversing }, desk)
  })
}

/** Works on a request within the bounds of all together; what throws has let the request out. */
async function letIn<Done>(
  head: RequestHead,
  desk: ProxyDesk,
  work: (leave: () => void, hold: Hold) => Promise<Done>,
): Promise<Done> {
  const letOut = await admit(head, desk)
  const { hold, release } = desk.gate.holding(mostHeld(desk))
  const leave = (): void => {
    letOut()
    release()
  }
  try {
    return await work(leave, hold)
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
  return { isLeftAlone: false, conversing: { preset: presetIn(head.headers), ...conversing } }
}
