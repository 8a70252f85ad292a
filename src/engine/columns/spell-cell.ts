/**
 * How a value is written in a cell. *Guarded*: one whole JSON value that begins with `"`, `[` or
 * `{`, so its end can be found whatever it holds. *Bare*: any other text that cannot be mistaken
 * for a guarded value, a codec's mark, or a cell's end.
 */

/** Marks that open a guarded value or belong to codecs, so no bare cell may begin with them. */
const RESERVED_STARTS = '"[{=~^ \t'

/** True when `text` can stand in a cell as it is; `forbidden` holds the delimiter and other ends. */
export function isBare(text: string, forbidden: string): boolean {
  if (text === '' || RESERVED_STARTS.includes(text.charAt(0))) return false
  const last = text.charCodeAt(text.length - 1)
  if (last === 0x20 || last === 0x09) return false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x0a || code === 0x0d || isForbidden(code, forbidden)) return false
  }
  return true
}

function isForbidden(code: number, forbidden: string): boolean {
  for (let at = 0; at < forbidden.length; at++) if (forbidden.charCodeAt(at) === code) return true
  return false
}

/** Spells a plain text: bare where that is safe, else as a JSON string. Undone by `readText`. */
export function spellText(text: string, forbidden: string): string {
  return isBare(text, forbidden) ? text : JSON.stringify(text)
}

/** The text a cell of `spellText` stands for; `undefined` for a cell it would not write. */
export function readText(cell: string): string | undefined {
  if (!cell.startsWith('"')) return cell === '' ? undefined : cell
  try {
    const value: unknown = JSON.parse(cell)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** Cuts a row at its delimiters, stepping over guarded values (also behind a codec's `=`). */
export function splitRow(row: string, delimiter: string): string[] {
  if (!GUARD.test(row)) return row.split(delimiter)
  const cells: string[] = []
  let start = 0
  while (true) {
    const end = endOfCell(row, start, delimiter)
    cells.push(row.slice(start, end))
    if (end >= row.length) return cells
    start = end + delimiter.length
  }
}

const GUARD = /["[{]/

/** Where the cell that begins at `start` ends: at the next delimiter, or at the end of `text`. */
function endOfCell(text: string, start: number, delimiter: string): number {
  const first = text.charAt(start) === '=' ? start + 1 : start
  const from = endOfGuarded(text, first)
  const end = text.indexOf(delimiter, from)
  return end === -1 ? text.length : end
}

/** End of the JSON value that begins at `start`, or `start` when none does. */
export function endOfGuarded(text: string, start: number): number {
  const opening = text.charCodeAt(start)
  if (opening === QUOTE) return endOfString(text, start)
  return opening === BRACKET || opening === BRACE ? endOfNested(text, start) : start
}

function endOfNested(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at) - 1
    else if (code === BRACKET || code === BRACE) depth++
    else if (code === BRACKET_END || code === BRACE_END) depth--
    if (depth === 0) return at + 1
  }
  return text.length
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const BRACKET = 0x5b
const BRACKET_END = 0x5d
const BRACE = 0x7b
const BRACE_END = 0x7d

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at + 1
  }
  return text.length
}
