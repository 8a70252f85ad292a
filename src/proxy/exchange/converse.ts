import { observe } from '../answers/observe.ts'
import type { CacheNote } from '../cache/cache-watch.ts'
import { HeaderList } from '../header-list.ts'
import type { UpstreamAnswer } from '../host.ts'
import type { ExchangeRecord } from '../operations/record.ts'
import type { Stats } from '../operations/stats.ts'
import { Steps } from '../operations/steps.ts'
import type { ProxyAnswer } from '../proxy-answer.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { firstOf, type Gone } from '../stop.ts'
import { forward } from '../upstream/forward.ts'
import { requestHeaders, without } from '../upstream/headers.ts'
import type { Format } from '../upstream/route-of.ts'
import { targetOf } from '../upstream/target.ts'
import { type Conversing, type Draft, draftOf } from './draft.ts'
import { answerFor } from './errand.ts'
import { type Answering, answered, Bill } from './recalling.ts'
import { refusedRecord, type Sent, sentRecord } from './sent-record.ts'

/** A conversation: its body is compressed, its answer passes as it comes. */
export async function converse(conversing: Conversing, desk: ProxyDesk): Promise<ProxyAnswer> {
  const { request, caller, provider, format, leave, hold } = conversing
  const { host, settings, stats, conversations } = desk
  const steps = new Steps(() => host.now())
  const bytes = await request.bytes(settings.values.largestBody, hold)
  steps.end('read')
  const arrived = host.now()
  const draft = await draftOf({ steps, ...conversing }, bytes, desk)
  const path = caller.path + caller.query
  const url = targetOf({ provider, model: draft.model, path }, settings.values)
  const asking = { url, original: bytes, desk }
  const sent: Sent = { draft, url, original: bytes, arrived, at: host.now() }
  const noted = noting(conversing, sent, desk)
  const { answer, wasRefused } = await noted(ask(conversing, draft, asking))
  steps.end('upstream')
  if (draft.conversation !== undefined) conversations.settle(draft.conversation)
  const record = sentRecord(conversing, sent, desk)
  const known: ExchangeRecord = {
    ...(wasRefused ? refusedRecord(record) : record),
    status: answer.status,
    toolTokens: wasRefused ? 0 : await toolTokensOf(draft, format, desk),
  }
  const bill = new Bill(wasRefused)
  const answering: Answering = {
    conversing,
    draft: wasRefused ? withoutRecall(draft) : draft,
    bill,
    desk,
    ask: async (body, signal) =>
      await send(conversing, { ...draft, bytes: body }, { ...asking, signal }),
    askAsItCame: async (signal) => await askRaw(conversing, draft, { ...asking, signal }),
  }
  const complete = await noted(answered(answer, answering))
  const body = observe(complete.body, {
    format: undefined,
    gone: request.signal,
    now: () => host.now(),
    onEnd: ({ ending, firstByte }) => {
      leave()
      const taken = {
        ...steps.taken,
        ...(firstByte === undefined ? {} : { first_byte: firstByte }),
      }
      bill.whenRead(() => {
        const cache = cacheNote(conversing, { draft, bill, sent: sent.at }, stats)
        const { usage, recalls } = bill
        const end = { ending, steps: taken, usage, recalls, wasRefused: bill.wasRefused, cache }
        stats.add({ ...known, ...end }, host.date())
      })
    },
  })
  return answerFor(complete, body)
}

/** Waits for what comes of a request that was sent; notes it where nothing does. */
function noting(conversing: Conversing, sent: Sent, desk: ProxyDesk) {
  return async <Done>(work: Promise<Done>): Promise<Done> => {
    try {
      return await work
    } catch (error) {
      desk.stats.add(sentRecord(conversing, sent, desk), desk.host.date())
      throw error
    }
  }
}

/** What came was sent in the end: it has no tool of ours. */
function withoutRecall({ recall: _recall, ...draft }: Draft): Draft {
  return draft
}

/** Tokens of our tool in a request that carries it. */
async function toolTokensOf(
  { recall, model }: Draft,
  format: Format,
  { toolTokens }: ProxyDesk,
): Promise<number> {
  return recall === undefined ? 0 : await toolTokens.of(format, model)
}

/** What was sent, when it has been answered. */
interface Outcome {
  readonly draft: Draft
  readonly bill: Bill
  readonly sent: number
}

/** What the provider's cache did for a request, by its own figures. */
function cacheNote(
  { request, format, caller }: Conversing,
  { draft, bill, sent }: Outcome,
  stats: Stats,
): CacheNote | undefined {
  const { conversation, model, mode, failure, bytes, recall } = draft
  const usage = bill.ends
  // What came was sent in the end, and all that was known of the conversation is of no use any more.
  if (conversation === undefined || usage === undefined || bill.wasRefused) return undefined
  const [agent = ''] = (request.headers.get('user-agent') ?? '').split('/')
  return stats.cache.note({
    conversation,
    format,
    model,
    client: `${caller.project}/${agent}`,
    thread: recall === undefined ? 'without our tool' : 'with our tool',
    handling: `${mode} ${failure ?? ''}`,
    bytes,
    time: sent,
    usage,
  })
}

interface Asking {
  readonly url: URL
  /** The body as it came. */
  readonly original: Uint8Array
  readonly desk: ProxyDesk
  /** Fires when a further answer is not wanted any more. */
  readonly signal?: Gone
}

/**
 * Sends the draft. Where the provider refuses what was changed, it is asked once more with what came,
 * and if that is better, the conversation stays as it comes from here on.
 */
async function ask(
  conversing: Conversing,
  draft: Draft,
  asking: Asking,
): Promise<{ readonly answer: UpstreamAnswer; readonly wasRefused: boolean }> {
  const answer = await send(conversing, draft, asking)
  if (answer.status !== 400 || !draft.changed) return { answer, wasRefused: false }
  await answer.body?.cancel().catch(() => undefined)
  return { answer: await askRaw(conversing, withoutRecall(draft), asking), wasRefused: true }
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
