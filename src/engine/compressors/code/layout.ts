import type { SourceView } from '../../text/source-view.ts'

/** How a text is laid out. */
export interface Layout {
  /** Columns before each line's text; `OUTSIDE` for blank lines and for what stands where it likes. */
  readonly indents: Int16Array
}

export const OUTSIDE = -1

const TAB_STOP = 8
/** Deeper lines count as that deep. */
const DEEPEST = 400
const LONGEST_LINE = 400

export function layoutOf(view: SourceView): Layout {
  const indents = new Int16Array(view.count)
  for (let line = 0; line < view.count; line++) indents[line] = indentAt(view, line)
  return { indents }
}

/** Columns before the line's text. */
export function indentAt({ source, sourceStarts }: SourceView, line: number): number {
  const start = sourceStarts[line] ?? 0
  const head = source.slice(start, Math.min(start + DEEPEST, (sourceStarts[line + 1] ?? 1) - 1))
  const blank = /^[ \t]*/.exec(head)?.[0] ?? ''
  const rest = head.slice(blank.length, blank.length + LONGEST_LABEL)
  if (rest === '' || rest === '\r') return blank.length === DEEPEST ? DEEPEST : OUTSIDE
  let columns = 0
  for (const mark of blank) columns += mark === '\t' ? TAB_STOP - (columns % TAB_STOP) : 1
  return columns < 2 && LOOSE.test(rest) ? OUTSIDE : columns
}

const LONGEST_LABEL = 44
/** Words of the preprocessor, and labels. */
const LOOSE = /^(?:#\w|\w{2,40}:\s*$)/

/** The line's text without indentation; of a long line its beginning. */
export function textAt({ source, sourceStarts }: SourceView, line: number): string {
  const start = sourceStarts[line] ?? 0
  return source
    .slice(start, Math.min(start + LONGEST_LINE, (sourceStarts[line + 1] ?? 1) - 1))
    .trim()
}
