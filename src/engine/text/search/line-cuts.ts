/** Where the lines of a text begin. */
export interface LineCuts {
  readonly text: string
  readonly count: number
  /** Start of each line, and one more: one beyond the end of the last line's break. */
  readonly starts: Int32Array
  /** False when the last line has no break. */
  readonly isTerminated: boolean
}

/** Cuts at `\n` alone; a `\r` before it belongs to its line. */
export function lineCutsOf(text: string): LineCuts {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  const isTerminated = text.endsWith('\n')
  if (!isTerminated) count++
  const starts = new Int32Array(count + 1)
  let start = 0
  for (let line = 0; line < count; line++) {
    starts[line] = start
    const end = text.indexOf('\n', start)
    start = (end === -1 ? text.length : end) + 1
  }
  starts[count] = start
  return { text, count, starts, isTerminated }
}

/** The line without its break. */
export function lineOf({ text, starts }: LineCuts, line: number): string {
  return text.slice(starts[line] ?? 0, (starts[line + 1] ?? 1) - 1)
}
