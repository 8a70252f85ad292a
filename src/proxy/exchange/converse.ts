import { observe } from '../answers/observe.ts'
import type { CacheNote } from '../cache/cache-watch.ts'
import type { ExchangeRecord } from '../operations/record.ts'
import type { Stats } from '../operations/stats.ts'
import { Steps } from '../operations/steps.ts'
import type { ProxyAnswer } from '../proxy-answer.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import type { Format } from '../upstream/route-of.ts'
import { targetOf } from '../upstream/target.ts'
import { ask, askingOn, withoutRecall } from './asking.ts'
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
    ...askingOn(conversing, draft, asking),
  }
  const complete = await noted(answered(answer, answering), bill)
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

/** Waits for what comes of a request that was sent; notes it where nothing does, and what it has cost by then. */
function noting(conversing: Conversing, sent: Sent, desk: ProxyDesk) {
  return async <Done>(work: Promise<Done>, bill?: Bill): Promise<Done> => {
    try {
      return await work
    } catch (error) {
      const cost = bill === undefined ? {} : { usage: bill.usage, recalls: bill.recalls }
      desk.stats.add({ ...sentRecord(conversing, sent, desk), ...cost }, desk.host.date())
      throw error
    }
  }
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
