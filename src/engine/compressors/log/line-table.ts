/** A text's lines as offsets: no object and no copy a line. */
export interface LineTable {
  readonly text: string
  readonly count: number
  /** Start of each line; one more entry, one beyond the end of the last line's break. */
  readonly starts: Int32Array
  /** `\n`, or `\r` for a text that has no `\n` at all. */
  readonly lineBreak: '\n' | '\r'
  /** False when the last line has no break. */
  readonly isTerminated: boolean
}

/** Cuts at `\n`; a `\r` before it belongs to the line. Text without `\n` is cut at `\r`. */
export function lineTableOf(text: string): LineTable {
  const lineBreak = text.includes('\n') ? '\n' : '\r'
  let count = 0
  for (let at = text.indexOf(lineBreak); at !== -1; at = text.indexOf(lineBreak, at + 1)) count++
  const isTerminated = text.endsWith(lineBreak)
  if (!isTerminated) count++
  const starts = new Int32Array(count + 1)
  let start = 0
  for (let line = 0; line < count; line++) {
    starts[line] = start
    const end = text.indexOf(lineBreak, start)
    start = (end === -1 ? text.length : end) + 1
  }
  starts[count] = start
  return { text, count, starts, lineBreak, isTerminated }
}

/** The line without its break. */
export function lineAt({ text, starts }: LineTable, line: number): string {
  return text.slice(starts[line] ?? 0, (starts[line + 1] ?? 1) - 1)
}
