import type { LineStarts } from '../../../text/line-starts.ts'

/** What a line is to the run that printed it. */
export const ROLE = {
  /** No mark: what programs print, headings, blank lines. */
  other: 0,
  summary: 1,
  failure: 2,
  /** Goes on with a failure: its assertion, difference, excerpt, own frames. */
  failureDetail: 3,
  /** A library's frame within a failure. */
  libraryFrame: 4,
  warning: 5,
  warningDetail: 6,
  skip: 7,
  pass: 8,
  /** Goes on with what passed. */
  passDetail: 9,
  progress: 10,
  section: 11,
} as const

/** What a fold must know of each line of a run, in flat arrays. */
export interface RunFacts {
  readonly lines: LineStarts
  /** Of `ROLE`. */
  readonly roles: Uint8Array
  /** The status word of each line with one: index into `words`, 0 for none. */
  readonly wordOf: Uint8Array
  readonly words: readonly string[]
  /** Of failures and warnings, heads and details alike: which finding they belong to; -1 elsewhere. */
  readonly findingOf: Int32Array
  readonly findings: readonly Finding[]
  /** Packages of the library frames within failures, by the line at which each begins. */
  readonly libraries: ReadonlyMap<number, string>
  /** Equal for lines that differ in numbers only. */
  readonly shapes: Int32Array
}

/** One failure or warning. */
export interface Finding {
  readonly head: number
  /** Equal for findings of one rule, or whose messages differ in numbers and quoted names only. */
  readonly rule: string
  /** `file:line` as the tool gives it; '' where it gives none. */
  readonly place: string
  /** Another line that says where it stands: the file's heading above, the place below; -1 for none. */
  readonly placeLine: number
}
