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
const MISTYPED = `${UNKNOWN}. No line names it: it was not copied exactly`
const FAILED = 'the lookup failed: do not retry; run the command again'

/** Characters of one answer: some 15,000 tokens of plain text, as much as the engine gives by itself. */
export const LONGEST_ANSWER = 60_000

/** How a call is answered. */
export interface RecallOptions {
  /** Characters of the original at most; the answer says how to go on. */
  readonly limit?: number
  /** Refs of the reader's own that one which is not known may mean, where that can be told. */
  readonly refsLike?: (ref: string) => Promise<readonly string[]>
}

/**
 * Answers one call of the recall tool; `given` is its arguments, parsed. Never rejects: what goes wrong is
 * an answer, too.
 */
export async function answerRecallCall(
  given: unknown,
  retrieve: Retrieve,
  { limit = LONGEST_ANSWER, refsLike = async () => [] }: RecallOptions = {},
): Promise<RecallAnswer> {
  const asked = readRecallRequest(given)
  if ('wrong' in asked) return { text: asked.wrong, isError: true }
  try {
    const slice = await retrieve(asked.ref, asked.part, { limit })
    if (slice !== undefined) return { text: sliceText(slice, asked.ref), isError: false }
    return { text: await unknown(asked.ref, UNKNOWN, refsLike), isError: true }
  } catch (error) {
    const words = wordsOf(error)
    const text = words === MISTYPED ? await unknown(asked.ref, words, refsLike) : words
    return { text, isError: true }
  }
}

/** One digit that is wrong is told from what is kept no longer: only the former is worth another call. */
async function unknown(
  ref: string,
  words: string,
  refsLike: NonNullable<RecallOptions['refsLike']>,
): Promise<string> {
  const near = await refsLike(ref).catch(() => [])
  if (near.length === 0) return words
  return `unknown ref: did you mean ${near.join(' or ')}? If not, do not retry; run the command again`
}

/** The engine says of a bad request what would be right; other errors may hold names of this machine. */
function wordsOf(error: unknown): string {
  if (!isEngineError(error)) return FAILED
  if (error.code === 'bad-ref') return MISTYPED
  return error.code === 'bad-options' ? error.message : FAILED
}
