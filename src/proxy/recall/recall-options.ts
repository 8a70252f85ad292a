import type { Retrieve } from '../../engine/index.ts'
import type { UpstreamAnswer } from '../host.ts'
import type { Gone } from '../stop.ts'
import type { Format } from '../upstream/route-of.ts'
import type { PendingRecall } from './pending.ts'

/** What answering private calls within an answer needs. */
export interface AnsweringRecall {
  /** The upstream's answer to `body`; observe it before it is given here, where it is to be observed. */
  readonly answer: UpstreamAnswer
  readonly format: Format
  /** The request's body as it was sent, our tool in its list: valid JSON text. */
  readonly body: string
  /**
   * Asks the same upstream again. The signal fires when the client has gone; an answer that comes
   * after that is let go.
   */
  readonly ask: (body: string, signal: Gone) => Promise<UpstreamAnswer>
  /** Asks with what the client sent, as it came: for a provider that refuses whatever is asked on. */
  readonly askAsItCame: (signal: Gone) => Promise<UpstreamAnswer>
  readonly recall: Retrieve
  /**
   * Called before the client learns that its own calls are to be answered, where the model made some of
   * ours beside them. What it rejects with is passed over: then ours are as if they had not been made.
   */
  readonly pend: (pending: PendingRecall) => Promise<void>
  /** How many times the upstream may be asked again with results. Default 5. */
  readonly rounds?: number
  /** Characters of all slices together. Default 240,000: four of the longest. */
  readonly largest?: number
}

const ROUNDS = 5
const LARGEST = 240_000

type RecallLimits = Required<Pick<AnsweringRecall, 'rounds' | 'largest'>>

/** What is asked for, or else what is usual. */
export function limitsOf({ rounds = ROUNDS, largest = LARGEST }: AnsweringRecall): RecallLimits {
  return { rounds, largest }
}
