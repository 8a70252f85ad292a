import type { Attempt, Decision } from '../../src/runtime-browser/index.ts'

/** Why a block was left as it was, in a sentence. */
const SENTENCES: Readonly<Record<string, string>> = {
  sealed: 'Not ours to touch: someone’s own words',
  small: 'Too small for anything to pay off',
  unrecognized: 'Of no kind that the engine knows, and nothing repeats in it',
  'nothing-to-do': 'Nothing in it can be written shorter or safely left out',
  'not-smaller': 'Every other way of writing it took as many tokens',
  'not-worth-it': 'The saving was under 10 % or under 30 tokens',
  'not-faithful': 'What was packed did not decode to the same bytes, so it was thrown away',
  'not-recallable': 'Something could be left out, but the model has no way to recall it',
  'compressor-failed': 'A compressor failed; the block went through as it came',
  'store-failed': 'The original could not be stored, so nothing was left out',
  secret: 'Holds a secret, which is never stored; nothing was left out',
  'already-ours': 'Was compressed before',
  recalled: 'Was just recalled by the model',
  excluded: 'A tool whose results were to be left alone',
  'file-read': 'A file that is likely to be edited next stays as it is',
}

/** A reason in a sentence. */
export function sentenceOf(reason: string): string {
  return SENTENCES[reason] ?? reason
}

/** What came of a block and why. */
export function reasonOf(decision: Decision): string {
  if (decision.outcome === 'kept') return sentenceOf(decision.reason)
  if (decision.proof === undefined) return `by ${decision.by}`
  const held =
    decision.proof === 'bytes' ? 'proved: every byte comes back' : 'proved: equal JSON comes back'
  return decision.outcome === 'packed'
    ? `by ${decision.by}; ${held}`
    : `by ${decision.by}, the rest packed`
}

/** One way that was tried: `table 1,204: chosen`. */
export function attemptText({ by, tokens, result }: Attempt): string {
  const size = tokens === undefined ? '' : ` ${tokens.toLocaleString('en')}`
  return `${by}${size}: ${result}`
}
