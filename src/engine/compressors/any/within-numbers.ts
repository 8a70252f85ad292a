import type { Content, ContentKind } from '../../ir/content.ts'
import { numberStyleOf } from './find-number-style.ts'
import { type NumberStyle, numberBefore, printNumber } from './number-style.ts'

/** Records or data behind line numbers. */
export interface WithinNumbers {
  /** Of the whole text. */
  readonly lines: readonly string[]
  readonly style: NumberStyle
  readonly run: Run
  /** What stands behind the numbers of the run. */
  readonly source: string
}

/** Reads a text as numbered lines of what nobody edits by its lines; `undefined` where it is none. */
export function withinNumbers(
  text: string,
  detect: (text: string) => Content,
): WithinNumbers | undefined {
  const style = numberStyleOf(text)
  if (style === undefined) return undefined
  const lines = text.split('\n')
  const run = runOf(lines, style)
  if (run === undefined) return undefined
  const inside = lines
    .slice(run.start, run.end)
    .map((line) => line.slice(prefixLength(line, style)))
  const source = inside.join('\n')
  return INSIDE.includes(detect(source).kind) ? { lines, style, run, source } : undefined
}

/** What programs wrote, and what is edited by its values: nobody edits either by its lines. */
const INSIDE: readonly ContentKind[] = [
  'log',
  'build',
  'trace',
  'search',
  'listing',
  'diff',
  'json',
  'table',
]

/** Units before what the file itself has. */
function prefixLength(line: string, style: NumberStyle): number {
  return printNumber(style, numberBefore(line, style) ?? 0).length
}

/** Lines whose numbers go up by one: `start` to `end`, which is excluded. */
export interface Run {
  readonly start: number
  readonly end: number
  /** The number of the first one. */
  readonly first: number
}

/** A tool may say something above the first line … */
const MOST_ABOVE = 8
/** … and below the last; the numbered lines are at least this share of all, in per cent. */
const LEAST_SHARE = 60

function runOf(lines: readonly string[], style: NumberStyle): Run | undefined {
  const above = lines.slice(0, MOST_ABOVE)
  const start = above.findIndex((line) => numberBefore(line, style) !== undefined)
  const first = numberBefore(lines[start] ?? '', style)
  if (first === undefined) return undefined
  let end = start + 1
  while (end < lines.length && numberBefore(lines[end] ?? '', style) === first + end - start) end++
  return (end - start) * 100 < lines.length * LEAST_SHARE ? undefined : { start, end, first }
}
