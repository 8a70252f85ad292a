import { isEngineError, type Slice, type SliceRequest } from '../../engine/index.ts'
import { requestOf } from './call-request.ts'
import { sliceText } from './slice-text.ts'
import type { PrivateCall, PrivateResult } from './turn.ts'

/** Looks an original up: the engine's `retrieve`, bound to the caller's scope. */
export type Recall = (ref: string, part: SliceRequest | undefined) => Promise<Slice | undefined>

/** Words for the model when it gets nothing; each says what to do instead, so that it does not try again. */
const UNKNOWN = 'unknown ref: do not retry; run the command again'
const FAILED = 'the lookup failed: do not retry; run the command again'
const TOO_MUCH =
  'too much was looked up in this answer: do not call headroom_retrieve again in it; go on with what you have'

/** Answers private calls, within the bounds of one answer. */
export class Lookups {
  readonly #recall: Recall
  readonly #largest: number
  #characters = 0

  /** `largest`: characters that all results of the answer may have together. */
  constructor(recall: Recall, largest: number) {
    this.#recall = recall
    this.#largest = largest
  }

  /** The results of calls, in their order. Never rejects: what goes wrong is a result, too. */
  async answer(calls: readonly PrivateCall[]): Promise<readonly PrivateResult[]> {
    const results = await Promise.all(calls.map((call) => this.#lookUp(call)))
    return results.map((result) => this.#bounded(result))
  }

  /** Results that only say that no more is looked up. */
  refuse(calls: readonly PrivateCall[]): readonly PrivateResult[] {
    return calls.map((call) => ({ call, text: TOO_MUCH, isError: true }))
  }

  async #lookUp(call: PrivateCall): Promise<PrivateResult> {
    const asked = requestOf(call.input)
    if ('wrong' in asked) return { call, text: asked.wrong, isError: true }
    try {
      const slice = await this.#recall(asked.ref, asked.part)
      if (slice === undefined) return { call, text: UNKNOWN, isError: true }
      return { call, text: sliceText(slice, asked.ref), isError: false }
    } catch (error) {
      return { call, text: wordsOf(error), isError: true }
    }
  }

  #bounded(result: PrivateResult): PrivateResult {
    if (this.#characters + result.text.length > this.#largest) {
      return { call: result.call, text: TOO_MUCH, isError: true }
    }
    this.#characters += result.text.length
    return result
  }
}

/** The engine says of a bad request what would be right; other errors may hold names of this machine. */
function wordsOf(error: unknown): string {
  if (!isEngineError(error)) return FAILED
  if (error.code === 'bad-ref') return UNKNOWN
  return error.code === 'bad-options' ? error.message : FAILED
}
