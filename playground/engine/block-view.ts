import { gapIn, isMarker, isPackedHeader } from './gaps.ts'
import type { Row } from './protocol.ts'
import { firstRowOf, indexRows, type RowIndex, rowText } from './rows.ts'

/** A stretch of original put below a gap. */
interface Recalled {
  /** Line of the gap in the result, counted from 1. */
  readonly line: number
  readonly text: string
  /** Number of its first line in the original. */
  readonly from: number
}

/** One text of a block, shown in rows, with stretches of the original opened in it. */
export class BlockView {
  private readonly text: string
  /** Gap and marker lines count as such in folded texts alone: anywhere else they are data. */
  private readonly isShortened: boolean
  private recalled: readonly Recalled[] = []
  private shown: string
  private cut: { readonly columns: number; readonly index: RowIndex } | undefined

  constructor(text: string, isShortened: boolean) {
    this.text = text
    this.shown = text
    this.isShortened = isShortened
  }

  rowCount(columns: number): number {
    return this.indexFor(columns).count
  }

  rowOf(line: number, columns: number): number {
    return firstRowOf(this.indexFor(columns), line - 1)
  }

  rows(columns: number, from: number, to: number): readonly Row[] {
    const index = this.indexFor(columns)
    const rows: Row[] = []
    for (let row = from; row < Math.min(to, index.count); row++) rows.push(this.rowAt(index, row))
    return rows
  }

  /** Puts `text` below the gap on `line`; a second one in the same place takes the first's. */
  open(recalled: Recalled): void {
    this.setRecalled([...this.recalled.filter(({ line }) => line !== recalled.line), recalled])
  }

  close(line: number): void {
    this.setRecalled(this.recalled.filter((one) => one.line !== line))
  }

  private setRecalled(recalled: readonly Recalled[]): void {
    this.recalled = [...recalled].sort((one, other) => one.line - other.line)
    this.cut = undefined
    const starts = lineStarts(
      this.text,
      this.recalled.map(({ line }) => line),
    )
    const parts: string[] = []
    let from = 0
    for (const [at, { text }] of this.recalled.entries()) {
      const end = starts[at] ?? this.text.length
      parts.push(this.text.slice(from, end), end === this.text.length ? '\n' : '', text)
      if (!text.endsWith('\n')) parts.push('\n')
      from = end
    }
    this.shown = [...parts, this.text.slice(from)].join('')
  }

  private indexFor(columns: number): RowIndex {
    if (this.cut?.columns !== columns) {
      this.cut = { columns, index: indexRows(this.shown, columns) }
    }
    return this.cut.index
  }

  private rowAt(index: RowIndex, row: number): Row {
    const text = rowText(this.shown, index, row)
    const line = index.lines[row] ?? 0
    const isStart = row === 0 || index.lines[row - 1] !== line
    const place = this.placeOf(line + 1)
    // What a line is, and which way it runs, its first row says for all of them.
    const head = isStart ? text : rowText(this.shown, index, firstRowOf(index, line))
    const facts = { line: place.line, text, isStart, isRightToLeft: isRightToLeft(head) }
    if (place.isRecalled) return { ...facts, kind: 'recalled' }
    if (!this.isShortened) {
      return { ...facts, kind: place.line === 1 && isPackedHeader(head) ? 'header' : 'text' }
    }
    const { gap, kind } = markOf(head, place.line)
    return isStart && gap !== undefined ? { ...facts, kind, gap } : { ...facts, kind }
  }

  /** Which line of the result, or of a recalled stretch, a shown line is. */
  private placeOf(shown: number): { readonly line: number; readonly isRecalled: boolean } {
    let before = 0
    for (const { line, text, from } of this.recalled) {
      const size = countLines(text)
      const first = line + before + 1
      if (shown < first) break
      if (shown < first + size) return { line: from + shown - first, isRecalled: true }
      before += size
    }
    return { line: shown - before, isRecalled: false }
  }
}

/** As its first letter has it. */
function isRightToLeft(text: string): boolean {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(/\p{L}/u.exec(text)?.[0] ?? '')
}

/** What a line of a shortened text is. */
function markOf(text: string, line: number): Pick<Row, 'kind' | 'gap'> {
  const gap = gapIn(text)
  if (gap !== undefined) return { kind: 'gap', gap }
  if (line <= 2 && isPackedHeader(text)) return { kind: 'header' }
  return { kind: line === 1 && isMarker(text) ? 'marker' : 'text' }
}

/** Where the line after each of `lines` (counted from 1, ascending) begins. */
function lineStarts(text: string, lines: readonly number[]): readonly number[] {
  const starts: number[] = []
  let line = 0
  let at = 0
  for (const wanted of lines) {
    while (line < wanted && at < text.length) {
      const found = text.indexOf('\n', at)
      at = found === -1 ? text.length : found + 1
      line++
    }
    starts.push(at)
  }
  return starts
}

function countLines(text: string): number {
  let count = text.endsWith('\n') || text === '' ? 0 : 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return Math.max(1, count)
}
