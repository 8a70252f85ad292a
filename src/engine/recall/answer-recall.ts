import { isEngineError } from '../errors.ts'
import { readRecallRequest } from './recall-request.ts'
import type { Slice } from './slice.ts'
import type { SliceRequest } from './slice-request.ts'
import { sliceText } from './slice-text.ts'

/** Looks an original up: `Headroom.retrieve`. */
export type Retrieve = (
  ref: string,
  part: SliceRequest | undefined,
  options: { readonly limit: number },
) => Promise<Slice | undefined>

/** What the model reads in answer to a call. */
export interface RecallAnswer {
  readonly text: string
  readonly isError: boolean
}

/** Words for the model when it gets nothing; each says what to do instead, so that it does not try again. */
const UNKNOWN = 'unknown ref: do not retry; run the command again'
const FAILED = 'the lookup failed: do not retry; run the command again'

/** Characters of one answer: some 15,000 tokens of plain text, as much as the engine gives by itself. */
export const LONGEST_ANSWER = 60_000

/**
 * Answers one call of the recall tool; `given` is its arguments, parsed. Never rejects: what goes wrong is
 * an answer, too. At most `limit` characters of the original; the answer says how to go on.
 */
export async function answerRecallCall(
  given: unknown,
  retrieve: Retrieve,
  limit: number = LONGEST_ANSWER,
): Promise<RecallAnswer> {
  const asked = readRecallRequest(given)
  if ('wrong' in asked) return { text: asked.wrong, isError: true }
  try {
    const slice = await retrieve(asked.ref, asked.part, { limit })
    if (slice === undefined) return { text: UNKNOWN, isError: true }
    return { text: sliceText(slice, asked.ref), isError: false }
  } catch (error) {
    return { text: wordsOf(error), isError: true }
  }
}

/** The engine says of a bad request what would be right; other errors may hold names of this machine. */
function wordsOf(error: unknown): string {
  if (!isEngineError(error)) return FAILED
  if (error.code === 'bad-ref') return UNKNOWN
  return error.code === 'bad-options' ? error.message : FAILED
}
