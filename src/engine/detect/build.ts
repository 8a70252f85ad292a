import { isProof, markOf, seenOf } from '../text/build-marks/mark-of.ts'
import type { LineSample } from './line-sample.ts'

/** Lines with words at either end among which a proof counts for more. */
const EDGE = 8
/** Fewer lines are read faster than judged. */
const FEWEST_LINES = 3

/**
 * Confidence, 0 … 100, that a text is what a test runner, compiler, linter, bundler or package manager
 * printed. It rests on marks that hardly anything else prints; words such as `error` prove nothing.
 */
export function recognizeBuild({ text, written: lines }: LineSample): number {
  if (BEGINS_AS_DATA.test(text.slice(0, 100))) return 0
  if (lines.length < FEWEST_LINES) return 0
  if (lines.filter((line) => STAMPED.test(line)).length * 2 > lines.length) return 0
  const proofs = lines.flatMap((line, index) => (isProof(line) ? [index] : []))
  if (proofs.length === 0) return 0
  const seen = survey(lines, proofs)
  if (seen.foreign * 10 > lines.length) return 0
  return confidenceOf(seen, lines.length)
}

/** JSON of whatever kind is told apart by its own recognizer. */
const BEGINS_AS_DATA = /^\s{0,80}(?:[{"]|\[(?:\s{0,80}[{"[\]]|\s{0,80}-?\d{1,20}[.,\r\n]|\r?\n))/

/** Where every line has its time, it is the log of whatever ran. */
const STAMPED = /^\W{0,2}(?:\d{4}-\d\d-\d\d[T ]|\d\d:\d\d:\d\d)/

interface Survey {
  /** Lines with a mark, those that go on with one included. */
  readonly explained: number
  readonly proofs: number
  readonly hasProofAtHead: boolean
  readonly hasProofAtTail: boolean
  /** One of the very first or last lines is a proof. */
  readonly isFramed: boolean
  /** Lines of documents that may quote such output. */
  readonly foreign: number
}

function survey(lines: readonly string[], proofs: readonly number[]): Survey {
  const verdicts = lines.map(verdictOf)
  let explained = 0
  let goesOn = false
  for (const verdict of verdicts) {
    const isExplained: boolean = verdict === 'mark' || (verdict === 'detail' && goesOn)
    if (isExplained) explained++
    goesOn = isExplained
  }
  return {
    explained,
    proofs: proofs.length,
    foreign: verdicts.filter((verdict) => verdict === 'foreign').length,
    hasProofAtHead: (proofs[0] ?? EDGE) < EDGE,
    isFramed: (proofs[0] ?? EDGE) < 3 || (proofs.at(-1) ?? -EDGE) >= lines.length - 3,
    hasProofAtTail: (proofs.at(-1) ?? -EDGE) >= lines.length - EDGE,
  }
}

/** `detail` may go on with a mark above it. */
function verdictOf(line: string): 'mark' | 'detail' | 'foreign' | 'other' {
  const mark = markOf(line)
  if (mark !== undefined) return mark.role === 'section' && !mark.proves ? 'other' : 'mark'
  if (FOREIGN.test(line)) return 'foreign'
  return CONTINUES.test(seenOf(line)) ? 'detail' : 'other'
}

/** Diff headers, fences, headings, table rows, tags, imports: of texts that may quote marks. */
const FOREIGN =
  /^(?:diff --git |@@ -\d|```|~~~|#{1,6} [A-Z]|\|.{1,300}\|$|<[a-z/!]|import |export |#include )/
/** What goes on with a mark: indented, an excerpt, a frame, a caret. */
const CONTINUES = /^(?:\s|E |\d{1,6} {0,6}[|│]|[|~^>+-]|at |\.\.\.)/

function confidenceOf(seen: Survey, lines: number): number {
  const share = Math.floor((seen.explained * 100) / lines)
  const { proofs, hasProofAtHead, hasProofAtTail } = seen
  if (share < leastShare(seen)) return 0
  const isSure = proofs > 1 && (hasProofAtHead || hasProofAtTail)
  return isSure ? 99 : 80 + Math.floor(Math.min(share, 90) / 10)
}

/** Per cent of lines that marks must explain, by where the proofs stand: the rest may be traces and excerpts. */
function leastShare({ proofs, hasProofAtHead, hasProofAtTail, isFramed }: Survey): number {
  if (proofs > 1 && isFramed) return 4
  if (hasProofAtHead && hasProofAtTail && proofs > 1) return 10
  if (hasProofAtHead || hasProofAtTail) return proofs > 2 ? 20 : 34
  return proofs > 2 ? 50 : 75
}
