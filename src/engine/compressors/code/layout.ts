import type { SourceView } from '../../text/source-view.ts'

/** How a text is laid out. */
export interface Layout {
  /** Columns before each line's text; `OUTSIDE` for blank lines and for what stands where it likes. */
  readonly indents: Int16Array
  /** How many more round and square brackets each line opens than it closes. */
  readonly depths: Int16Array
}

export const OUTSIDE = -1

const TAB_STOP = 8
/** Deeper lines count as that deep. */
const DEEPEST = 400
const LONGEST_LINE = 400

export function layoutOf(view: SourceView): Layout {
  const indents = new Int16Array(view.count)
  const depths = new Int16Array(view.count)
  for (let line = 0; line < view.count; line++) {
    indents[line] = indentAt(view, line)
    depths[line] = depthOf(textAt(view, line))
  }
  return { indents, depths }
}

function depthOf(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === ROUND || code === SQUARE) depth++
    else if (code === ROUND + 1 || code === SQUARE + 2) depth--
  }
  return depth
}

const ROUND = 0x28
const SQUARE = 0x5b

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
