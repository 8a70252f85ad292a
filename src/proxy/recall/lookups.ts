import { isEngineError, type Slice, type SliceRequest } from '../../engine/index.ts'
import { requestOf } from './call-request.ts'
import { sliceText } from './slice-text.ts'
import type { PrivateCall, PrivateResult } from './turn.ts'

/** Looks an original up: the engine's `retrieve`, in the caller's scope. */
export type Recall = (
  ref: string,
  part: SliceRequest | undefined,
  /** Characters that the slice may have; to be handed to the engine, which cuts and says how to go on. */
  options: { readonly limit: number },
) => Promise<Slice | undefined>

/** Characters of one slice: some 15,000 tokens of plain text, as much as the engine gives by itself. */
const LONGEST_SLICE = 60_000

/** Below this a slice is not worth its call. */
const SHORTEST_SLICE = 200

/** Words for the model when it gets nothing; each says what to do instead, so that it does not try again. */
const UNKNOWN = 'unknown ref: do not retry; run the command again'
const FAILED = 'the lookup failed: do not retry; run the command again'
const TOO_MUCH =
  'too much was looked up in this answer: do not call headroom_retrieve again in it; go on with what you have'

/** Answers private calls, within the bounds of one answer. */
export class Lookups {
  readonly #recall: Recall
  /** Characters that are left for results. */
  #left: number

  /** `largest`: characters that all slices of the answer may have together. */
  constructor(recall: Recall, largest: number) {
    this.#recall = recall
    this.#left = largest
  }

  /** The results of calls, in their order. Never rejects: what goes wrong is a result, too. */
  async answer(calls: readonly PrivateCall[]): Promise<readonly PrivateResult[]> {
    const limit = Math.min(LONGEST_SLICE, Math.floor(this.#left / calls.length))
    if (limit < SHORTEST_SLICE) return this.refuse(calls)
    return await Promise.all(calls.map((call) => this.#lookUp(call, limit)))
  }

  /** Results that only say that no more is looked up. */
  refuse(calls: readonly PrivateCall[]): readonly PrivateResult[] {
    return calls.map((call) => ({ call, text: TOO_MUCH, isError: true }))
  }

  async #lookUp(call: PrivateCall, limit: number): Promise<PrivateResult> {
    const asked = requestOf(call.input)
    if ('wrong' in asked) return { call, text: asked.wrong, isError: true }
    try {
      const slice = await this.#recall(asked.ref, asked.part, { limit })
      if (slice === undefined) return { call, text: UNKNOWN, isError: true }
      this.#left -= slice.content.length
      return { call, text: sliceText(slice, asked.ref), isError: false }
    } catch (error) {
      return { call, text: wordsOf(error), isError: true }
    }
  }
}

/** The engine says of a bad request what would be right; other errors may hold names of this machine. */
function wordsOf(error: unknown): string {
  if (!isEngineError(error)) return FAILED
  if (error.code === 'bad-ref') return UNKNOWN
  return error.code === 'bad-options' ? error.message : FAILED
}
