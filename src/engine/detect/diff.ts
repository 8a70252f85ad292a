import { type DiffLine, diffLineOf, type Within } from './diff-line.ts'
import type { LineSample } from './line-sample.ts'

/** Lines that only together prove something must be as many. */
const FEWEST_SIGNS = 3
/** Per cent of lines that must belong to a diff or a history. */
const LEAST_SHARE = 60
/** Where no line is proof by itself, nearly all must agree. */
const LEAST_SHARE_OF_SIGNS = 85

/** Confidence, 0 … 100, that a text is a patch or a history: what diff, git diff, show, log and blame print. */
export function recognizeDiff(sample: LineSample): number {
  if (!sample.written.some((line) => MAY_BE.test(line))) return 0
  const lines = readLines(sample.lines)
  const count = (role: DiffLine['role']): number =>
    lines.filter((line) => line.role === role).length
  const [proofs, signs, parts] = [count('proof'), count('sign'), count('part')]
  const all = lines.length - count('blank')
  const share = Math.floor(((proofs + signs + parts) * 100) / Math.max(1, all))
  if (proofs > 0) {
    // A word diff's lines bear no signs, but its heads do.
    if (share < LEAST_SHARE) return proofs > 1 && lines[0]?.role === 'proof' ? 75 : 0
    return 60 + Math.floor((share * 40) / 100)
  }
  const agreed = Math.floor(((signs + parts) * 100) / Math.max(1, all))
  return signs < FEWEST_SIGNS || agreed < LEAST_SHARE_OF_SIGNS ? 0 : Math.min(99, agreed)
}

/** A quick no for most texts: the beginnings of the lines that count. */
const MAY_BE =
  /^(?:diff |@@|[*|/\\ _]{0,40}commit [0-9a-f]{7}|\^?[0-9a-f]{7,40} |[*|/\\ _]{1,40}[0-9a-f]{7,40} |From [0-9a-f]{40} |changeset: |r\d{1,9} \| |\*{15}$| \S[^\n|]{0,400} \| |[AMDTURC]\d{0,3}\t|(?:\d{1,9}|-)\t(?:\d{1,9}|-)\t|:\d{6} |\d{1,9}(?:,\d{1,9})?[acd]\d|\S[^\n]{0,100} \(\d{1,9}\):$|Only in |Index: \S)/

function readLines(sample: readonly string[]): readonly DiffLine[] {
  let within: Within = 'nothing'
  return sample.map((source) => {
    const line = diffLineOf(source, within)
    within = line.within
    return line
  })
}
