import type { Decision } from '../../engine/index.ts'
import type { CacheNote } from '../cache/cache-watch.ts'
import type { Mode } from '../exchange/mode.ts'
import type { StepTimes } from './steps.ts'
import type { UsageFigures } from './usage.ts'

/** What happened to one request: names, sizes and hashes, never content. */
export interface ExchangeRecord {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly time: number
  readonly method: string
  /** Without the query, which may hold a key. */
  readonly path: string
  readonly project: string
  readonly provider: string
  /** Absent where every byte passed as it came. */
  readonly format: string | undefined
  readonly model: string
  /** Scheme and host of the upstream. */
  readonly upstream: string
  readonly mode: Mode | 'pass'
  /** Names the conversation. */
  readonly conversation: string | undefined
  /** The upstream's; 0 where no answer came. */
  readonly status: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly tokensBefore: number
  readonly tokensAfter: number
  /** Tokens of our tool's definition, where it was appended. */
  readonly toolTokens: number
  /** Tokens taken out of blocks that came for the first time. */
  readonly tokensSavedNew: number
  /** Those that were made for this request; the record of an earlier one has those that were made before. */
  readonly decisions: readonly RecordedDecision[]
  /** How many blocks came before and stay as they were sent. */
  readonly replayed: number
  /** What kept it from being compressed, where it should have been. */
  readonly failure: string | undefined
  /** True where the provider refused what we had made of it, and was asked again with what came. */
  readonly wasRefused: boolean
  /** How often the proxy looked an original up within the answer. */
  readonly recalls: number
  /** Milliseconds from the last byte in to the first byte out. */
  readonly addedMilliseconds: number
  /** Milliseconds from the first byte out to the upstream's first byte. */
  readonly upstreamMilliseconds: number
  /** Milliseconds of each step. */
  readonly steps: StepTimes
  readonly usage: UsageFigures | undefined
  /** What the provider's cache did for it; absent where the provider does not say. */
  readonly cache: CacheNote | undefined
  /** How the answer ended. */
  readonly ending: 'complete' | 'cut' | 'cancelled'
}

/** A decision as it is recorded: by place and name. */
export interface RecordedDecision {
  readonly block: string
  readonly kind: string
  readonly outcome: string
  readonly by: string | undefined
  readonly reason: string | undefined
  readonly tokensBefore: number
  readonly tokensAfter: number
  readonly refs: readonly string[]
}

/** The record of a decision. */
export function recordedDecision(decision: Decision): RecordedDecision {
  const { outcome } = decision
  return {
    block: decision.block,
    kind: decision.content,
    outcome,
    by: outcome === 'kept' ? undefined : decision.by,
    reason: outcome === 'kept' ? decision.reason : undefined,
    tokensBefore: decision.tokensBefore,
    tokensAfter: decision.tokensAfter,
    refs: 'refs' in decision ? decision.refs : [],
  }
}
