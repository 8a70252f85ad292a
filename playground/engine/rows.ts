/** A text cut into rows that fit a width: where each begins, and on which line. */
export interface RowIndex {
  readonly count: number
  /** Offset of a row's first character. */
  readonly starts: Uint32Array
  /** Line of a row, counted from 0. */
  readonly lines: Uint32Array
}

/** Cuts `text` at its lines, and lines at `columns`; wide signs take two. One pass. */
export function indexRows(text: string, columns: number): RowIndex {
  const rows = new GrowingPairs()
  let line = 0
  for (let at = 0; at <= text.length; ) {
    const found = text.indexOf('\n', at)
    const end = found === -1 ? text.length : found
    if (end - at <= columns && isNarrow(text, at, end)) rows.push(at, line)
    else cutLine({ text, at, end, line, columns }, rows)
    if (found === -1) break
    at = end + 1
    line++
  }
  return rows.done()
}

/** Text of a row, without its line break. */
export function rowText(text: string, { starts, lines, count }: RowIndex, row: number): string {
  const start = starts[row] ?? text.length
  const next = row + 1 < count ? (starts[row + 1] ?? text.length) : text.length + 1
  const isLast = row + 1 >= count || lines[row + 1] !== lines[row]
  const end = isLast ? next - 1 : next
  return text.slice(start, text[end - 1] === '\r' ? end - 1 : end)
}

/** The first row of a line, counted from 0. */
export function firstRowOf({ lines, count }: RowIndex, line: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle] ?? 0) < line) low = middle + 1
    else high = middle
  }
  return Math.min(low, Math.max(0, count - 1))
}

interface LongLine {
  readonly text: string
  readonly at: number
  readonly end: number
  readonly line: number
  readonly columns: number
}

function cutLine({ text, at, end, line, columns }: LongLine, rows: GrowingPairs): void {
  rows.push(at, line)
  let used = 0
  for (let here = at; here < end; here++) {
    const code = text.charCodeAt(here)
    const width = code >= WIDE ? 2 : 1
    const isPairEnd = code >= 0xdc00 && code <= 0xdfff
    if (used + width > columns && !isPairEnd) {
      rows.push(here, line)
      used = 0
    }
    used += width
  }
}

/** From here on signs may take two columns: Hangul, CJK, emoji. */
const WIDE = 0x1100

function isNarrow(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) >= WIDE) return false
  return true
}

/** Two lists of numbers that grow together. */
class GrowingPairs {
  private starts = new Uint32Array(1024)
  private lines = new Uint32Array(1024)
  private count = 0

  push(start: number, line: number): void {
    if (this.count === this.starts.length) this.grow()
    this.starts[this.count] = start
    this.lines[this.count++] = line
  }

  done(): RowIndex {
    return { count: this.count, starts: this.starts, lines: this.lines }
  }

  private grow(): void {
    this.starts = doubled(this.starts)
    this.lines = doubled(this.lines)
  }
}

function doubled(list: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(list.length * 2)
  larger.set(list)
  return larger
}
