import type { Caller } from '../access/caller.ts'
import type { AnswerFacts } from '../answers/answer-facts.ts'
import type { HeaderList } from '../header-list.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { RequestError } from '../request-error.ts'
import type { HeadHeaders } from '../request-head.ts'
import { requestHeaders } from '../upstream/headers.ts'
import { isConversation, routeOf } from '../upstream/route-of.ts'
import { targetOf } from '../upstream/target.ts'
import { admit } from './admit.ts'
import { blankRecord } from './errand.ts'
import { isBypassed } from './mode.ts'

/** Where a socket leads that has been let in. */
export interface Passage {
  readonly url: URL
  /** What the client said, as far as it is for the upstream. */
  readonly headers: Headers
  /** Milliseconds until the upstream's answer to the upgrade. */
  readonly timeout: number
  /** Lets the socket out and notes what became of it; to be called once, when it has ended. */
  readonly left: (outcome: Outcome) => void
}

/** What became of a socket. */
export interface Outcome {
  /** The upstream's answer to the upgrade; 0 where none came. */
  readonly status: number
  readonly ending: AnswerFacts['ending']
}

/** True for a request that wants to go on as a socket. */
export function asksForSocket(headers: HeadHeaders): boolean {
  return headers.get('upgrade')?.toLowerCase() === 'websocket'
}

/**
 * Lets a socket in. Throws `RequestError` for one that can't be served, 426 among them: what would be
 * compressed goes over HTTP, and clients that try a socket first go on so at once when they are told.
 */
export async function openPassage(
  request: Request,
  caller: Caller,
  desk: ProxyDesk,
): Promise<Passage> {
  const { values } = desk.settings
  const mayCompress = values.optimize && !isBypassed(request.headers)
  if (mayCompress && isConversation(caller.path)) throw upgradeRequired()
  const { provider } = routeOf(request, caller.path)
  const url = targetOf({ provider, model: undefined, path: caller.path + caller.query }, values)
  const leave = await admit(request, desk)
  const errand = { request, caller, provider, leave }
  return {
    url,
    headers: webHeaders(requestHeaders(request.headers, { changed: false })),
    timeout: values.requestTimeout * 1000,
    left: (outcome) => {
      leave()
      desk.stats.add({ ...blankRecord(errand, desk, url), ...outcome })
    },
  }
}

/**
 * A socket on a host that opens them as it fetches: from the answer on it goes by itself, so that it
 * counts as under way no longer than that.
 */
export async function exchangeSocket(
  request: Request,
  caller: Caller,
  desk: ProxyDesk,
): Promise<Response> {
  const { openSocket } = desk.host
  if (openSocket === undefined) throw upgradeRequired()
  const { url, headers, left } = await openPassage(request, caller, desk)
  try {
    const answer = await openSocket(url, headers)
    left({ status: answer.status, ending: 'complete' })
    return answer
  } catch {
    left({ status: 0, ending: 'cut' })
    throw new RequestError(502, 'upstream_unreachable', 'the upstream could not be reached')
  }
}

function webHeaders(headers: HeaderList): Headers {
  return new Headers([...headers].map(([name, value]): [string, string] => [name, value]))
}

function upgradeRequired(): RequestError {
  return new RequestError(426, 'upgrade_required', 'sockets are not served here; use HTTP')
}
