import { HeaderList } from '../header-list.ts'
import type { UpstreamAnswer } from '../host.ts'
import type { ExchangeDesk } from '../proxy-desk.ts'
import { firstOf, type Gone } from '../stop.ts'
import { forward } from '../upstream/forward.ts'
import { requestHeaders, without } from '../upstream/headers.ts'
import type { Conversing, Draft } from './draft.ts'
import type { Answering } from './recalling.ts'

/** Where a draft goes, and what came in its place. */
export interface Asking {
  readonly url: URL
  /** The body as it came. */
  readonly original: Uint8Array
  readonly desk: ExchangeDesk
  /** Fires when a further answer is not wanted any more. */
  readonly signal?: Gone
}

/**
 * Sends the draft. Where the provider refuses what was changed, it is asked once more with what came,
 * and if that is better, the conversation stays as it comes from here on.
 */
export async function ask(
  conversing: Conversing,
  draft: Draft,
  asking: Asking,
): Promise<{ readonly answer: UpstreamAnswer; readonly wasRefused: boolean }> {
  const answer = await send(conversing, draft, asking)
  if (answer.status !== 400 || !draft.changed) return { answer, wasRefused: false }
  await answer.body?.cancel().catch(() => undefined)
  return { answer: await askRaw(conversing, withoutRecall(draft), asking), wasRefused: true }
}

/** How the upstream is asked again while a draft's answer is under way. */
export function askingOn(
  conversing: Conversing,
  draft: Draft,
  asking: Asking,
): Pick<Answering, 'ask' | 'askAsItCame'> {
  return {
    ask: async (body, signal) =>
      await send(conversing, { ...draft, bytes: body }, { ...asking, signal }),
    askAsItCame: async (signal) => await askRaw(conversing, draft, { ...asking, signal }),
  }
}

/** What came was sent in the end: it has no tool of ours. */
export function withoutRecall({ recall: _recall, ...draft }: Draft): Draft {
  return draft
}

/** Sends what came. Where that is not refused as well, what goes on from it stays as it comes. */
async function askRaw(
  conversing: Conversing,
  draft: Draft,
  asking: Asking,
): Promise<UpstreamAnswer> {
  const { original, desk } = asking
  const answer = await send(conversing, { ...draft, bytes: original, changed: false }, asking)
  const { conversation, said } = draft
  if (answer.status !== 400 && conversation !== undefined && said !== undefined)
    await desk.conversations.leaveRaw(conversation, said).catch(() => undefined)
  return answer
}

/**
 * How often at least the upstream is asked on where it is busy or the connection lost. Before that the
 * client would have tried again by itself; in the midst of an answer some can't, and end their work.
 */
const LEAST_REPEATS = 2

async function send(
  { request }: Conversing,
  { bytes, changed, recall }: Draft,
  { url, desk, signal }: Asking,
): Promise<UpstreamAnswer> {
  const { settings, host } = desk
  const { retries } = settings.values
  const given = requestHeaders(request.headers, { changed })
  // An answer that may hold a private call has to be read.
  const headers = recall === undefined ? given : withoutEncoding(given)
  return await forward(
    {
      url,
      method: request.method,
      headers,
      body: bytes,
      signal: signal === undefined ? request.signal : firstOf(request.signal, signal),
      retries: signal === undefined ? retries : Math.max(retries, LEAST_REPEATS),
      timeout: settings.values.requestTimeout * 1000,
    },
    host,
  )
}

function withoutEncoding(headers: HeaderList): HeaderList {
  const others = without(headers, ['accept-encoding'])
  return new HeaderList([...others, ['accept-encoding', 'identity']])
}
