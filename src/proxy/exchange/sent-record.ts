import type { Decision } from '../../engine/index.ts'
import { type ExchangeRecord, recordedDecision } from '../operations/record.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import type { Conversing, Draft } from './draft.ts'
import { blankRecord } from './errand.ts'

/** What was sent, and where and when. */
export interface Sent {
  readonly draft: Draft
  readonly url: URL
  /** The body as it came. */
  readonly original: Uint8Array
  /** When the body had come, and when it was sent on; milliseconds of the host's clock. */
  readonly arrived: number
  readonly at: number
}

/** The record of a request that was sent and not answered yet: of status 0, and cut. */
export function sentRecord(
  conversing: Conversing,
  { draft, url, original, arrived, at }: Sent,
  desk: ProxyDesk,
): ExchangeRecord {
  return {
    ...blankRecord(conversing, desk, url),
    ...figuresOf(draft),
    format: conversing.format,
    bytesIn: original.byteLength,
    bytesOut: draft.bytes.byteLength,
    addedMilliseconds: at - arrived,
    upstreamMilliseconds: desk.host.now() - at,
    ending: 'cut',
  }
}

/** The same where what came was sent in the end: nothing was saved. */
export function refusedRecord(record: ExchangeRecord): ExchangeRecord {
  const { tokensBefore, bytesIn } = record
  return { ...record, tokensAfter: tokensBefore, tokensSavedNew: 0, bytesOut: bytesIn }
}

function figuresOf(draft: Draft): Partial<ExchangeRecord> {
  const { mode, model, conversation, failure, result } = draft
  const decisions = result?.report.decisions ?? []
  const fresh = freshOf(decisions)
  return {
    mode,
    model,
    conversation,
    failure,
    decisions: fresh.map(recordedDecision).filter(({ reason }) => reason !== 'sealed'),
    replayed: decisions.length - fresh.length,
    tokensBefore: result?.tokensBefore ?? 0,
    tokensAfter: result?.tokensAfter ?? 0,
    tokensSavedNew: fresh.reduce((sum, one) => sum + one.tokensBefore - one.tokensAfter, 0),
  }
}

/** Those that were made for this request: what is replayed stands before them. */
function freshOf(decisions: readonly Decision[]): readonly Decision[] {
  let first = decisions.length
  while (first > 0 && decisions[first - 1]?.replayed !== true) first--
  return decisions.slice(first)
}
