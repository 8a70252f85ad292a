import { answerRecallCall, LONGEST_ANSWER, type Retrieve } from '../../engine/index.ts'
import { parsed } from '../answers/json-values.ts'
import type { PrivateCall, PrivateResult } from './turn.ts'

/** Below this a slice is not worth its call. */
const SHORTEST_SLICE = 200

/** Words for the model when it gets no more. */
const TOO_MUCH =
  'too much was looked up in this answer: do not call headroom_retrieve again in it; go on with what you have'

/** Answers private calls, within the bounds of one answer. */
export class Lookups {
  readonly #recall: Retrieve
  /** Characters that are left for results. */
  #left: number

  /** `largest`: characters that all slices of the answer may have together. */
  constructor(recall: Retrieve, largest: number) {
    this.#recall = recall
    this.#left = largest
  }

  /** The results of calls, in their order. Never rejects: what goes wrong is a result, too. */
  async answer(calls: readonly PrivateCall[]): Promise<readonly PrivateResult[]> {
    const limit = Math.min(LONGEST_ANSWER, Math.floor(this.#left / calls.length))
    if (limit < SHORTEST_SLICE) return this.refuse(calls)
    return await Promise.all(calls.map((call) => this.#lookUp(call, limit)))
  }

  /** Results that only say that no more is looked up. */
  refuse(calls: readonly PrivateCall[]): readonly PrivateResult[] {
    return calls.map((call) => ({ call, text: TOO_MUCH, isError: true }))
  }

  async #lookUp(call: PrivateCall, limit: number): Promise<PrivateResult> {
    const answer = await answerRecallCall(parsed(call.input), this.#recall, { limit })
    if (!answer.isError) this.#left -= answer.text.length
    return { call, ...answer }
  }
}
