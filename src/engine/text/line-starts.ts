/** A text's lines as offsets: no object and no copy a line. Only `\n` ends a line. */
export interface LineStarts {
  readonly text: string
  readonly count: number
  /** Start of each line, and the end of the text as one more entry. */
  readonly starts: Int32Array
}

/** Cuts at `\n`; the break, and a `\r` before it, belong to their line. */
export function lineStartsOf(text: string): LineStarts {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  if (text.length > 0 && !text.endsWith('\n')) count++
  const starts = new Int32Array(count + 1)
  for (let line = 1; line < count; line++) {
    starts[line] = text.indexOf('\n', starts[line - 1]) + 1
  }
  starts[count] = text.length
  return { text, count, starts }
}

/** The line without its break; '' for lines that do not exist. */
export function lineOf({ text, starts, count }: LineStarts, line: number): string {
  if (line < 0 || line >= count) return ''
  const end = starts[line + 1] ?? text.length
  const isBroken = text.charCodeAt(end - 1) === LINE_FEED
  return text.slice(starts[line], isBroken ? end - 1 : end)
}

const LINE_FEED = 0x0a
