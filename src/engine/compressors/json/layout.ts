/**
 * How a JSON text is laid out, as a few choices that hold all through it; and the words that stand
 * for them in the header. White space is all that a layout says: lexemes are always as written.
 */
export interface Layout {
  /** `'\n'` or `'\r\n'`; used only where something stands on lines of its own. */
  readonly lineBreak: string
  /** One level of indentation: spaces or a tab; `''` is possible. */
  readonly indent: string
  /** Between a key and its value, colon included, e.g. `": "`. */
  readonly colon: string
  /** Between values on one line, comma included, e.g. `", "`. */
  readonly comma: string
  /** Inside the brackets of a container on one line: `''` or `' '`. */
  readonly padding: string
  /** Inside the brackets of an empty container: `''` or `' '`. */
  readonly emptyPadding: string
  /** Which containers put each child on a line of its own; the others stay on one line. */
  readonly onLines: OnLines
}

export interface OnLines {
  readonly objects: boolean
  /** Arrays that hold a container. */
  readonly deepArrays: boolean
  /** Arrays that hold none. */
  readonly flatArrays: boolean
}

/** Nothing but what JSON needs. */
export const COMPACT: Layout = {
  lineBreak: '\n',
  indent: '',
  colon: ':',
  comma: ',',
  padding: '',
  emptyPadding: '',
  onLines: { objects: false, deepArrays: false, flatArrays: false },
}

/** True when there is no white space at all. */
export function isCompact({ onLines, colon, comma, padding, emptyPadding }: Layout): boolean {
  if (onLines.objects || onLines.deepArrays || onLines.flatArrays) return false
  return colon + comma + padding + emptyPadding === ':,'
}

/** The words for a layout, e.g. `indent 2` or `compact, colon ": "`. Undone by `parseLayout`. */
export function printLayout(layout: Layout): string {
  const { onLines } = layout
  const usesLines = onLines.objects || onLines.deepArrays || onLines.flatArrays
  const base = usesLines ? indented(layout.indent) : COMPACT
  const { colon, comma, padding, emptyPadding, lineBreak } = layout
  const differences: readonly (readonly [differs: boolean, word: string])[] = [
    [colon !== base.colon, `colon ${JSON.stringify(colon)}`],
    [comma !== base.comma, `comma ${JSON.stringify(comma)}`],
    [padding !== '', 'padded'],
    [emptyPadding !== '', 'empty padded'],
    [lineBreak !== '\n', 'CRLF'],
    [usesLines && !onLines.objects, 'objects inline'],
    [usesLines && !onLines.deepArrays, 'deep arrays inline'],
    [usesLines && !onLines.flatArrays, 'flat arrays inline'],
  ]
  const words = differences.flatMap(([differs, word]) => (differs ? [word] : []))
  return [usesLines ? `indent ${indentWord(layout.indent)}` : 'compact', ...words].join(', ')
}

/** Reads what `printLayout` wrote; `undefined` for anything else. */
export function parseLayout(words: readonly string[]): Layout | undefined {
  const [base, ...rest] = words
  const start = base === undefined ? undefined : parseBase(base)
  if (start === undefined) return undefined
  let layout: Layout | undefined = start
  for (const word of rest) {
    layout = layout && withWord(layout, word)
  }
  return layout
}

/** Splits a legend's first part at the commas that are not inside quotes. */
export function splitWords(part: string): string[] {
  const words: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at < part.length; at++) {
    const code = part.charAt(at)
    if (code === '"') quoted = !quoted
    if (code !== ',' || quoted) continue
    words.push(part.slice(from, at))
    from = part.charAt(at + 1) === ' ' ? at + 2 : at + 1
  }
  words.push(part.slice(from))
  return words
}

/** What `JSON.stringify(value, null, n)` and most other printers do. */
export function indented(indent: string): Layout {
  const onLines = { objects: true, deepArrays: true, flatArrays: true }
  return { ...COMPACT, indent, colon: ': ', comma: ', ', onLines }
}

function indentWord(indent: string): string {
  if (indent === '\t') return 'tab'
  return /^ *$/.test(indent) ? String(indent.length) : JSON.stringify(indent)
}

function parseBase(word: string): Layout | undefined {
  if (word === 'compact') return COMPACT
  if (word === 'indent tab') return indented('\t')
  const [, spaces] = /^indent (\d{1,2})$/.exec(word) ?? []
  if (spaces !== undefined) return indented(' '.repeat(Number(spaces)))
  const [, literal] = /^indent ("[\\ tnr"]*")$/.exec(word) ?? []
  const indent = literal === undefined ? undefined : readLiteral(literal)
  return indent === undefined ? undefined : indented(indent)
}

function withWord(layout: Layout, word: string): Layout | undefined {
  if (word === 'padded') return { ...layout, padding: ' ' }
  if (word === 'empty padded') return { ...layout, emptyPadding: ' ' }
  if (word === 'CRLF') return { ...layout, lineBreak: '\r\n' }
  const { onLines } = layout
  if (word === 'objects inline') return { ...layout, onLines: { ...onLines, objects: false } }
  if (word === 'deep arrays inline')
    return { ...layout, onLines: { ...onLines, deepArrays: false } }
  if (word === 'flat arrays inline')
    return { ...layout, onLines: { ...onLines, flatArrays: false } }
  const [, slot, literal] = /^(colon|comma) ("[\\ tnr,:]*")$/.exec(word) ?? []
  const value = literal === undefined ? undefined : readLiteral(literal)
  if (value === undefined) return undefined
  return slot === 'colon' ? { ...layout, colon: value } : { ...layout, comma: value }
}

function readLiteral(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
