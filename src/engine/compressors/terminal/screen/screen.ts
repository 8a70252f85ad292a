interface Row {
  text: string
  /** Where in the source it was written last; rows are shown in this order. */
  writtenAt: number
}

/** Rows that a cursor can still go back to. */
const REACH = 200

/** Rows of a tall terminal. */
const TALLEST = 60

/** Rows of text under a moving cursor. */
export class Screen {
  readonly #rows: Row[] = [{ text: '', writtenAt: 0 }]
  #row = 0
  /** The first row below what was wiped. */
  #top = 0
  #column = 0
  /** The row written last: only there does what stands before the cursor belong to what comes. */
  #lastRow = 0
  /** True when what comes next does not go on where the text before it ended. */
  #hasMoved = false
  #saved: { readonly row: number; readonly column: number } | undefined

  write(text: string, at: number): void {
    const row = this.#rows[this.#row]
    if (row === undefined) return
    const kept = this.#row === this.#lastRow ? partBefore(row.text, this.#column) : ''
    const isFused = this.#hasMoved && !endsInSpace(kept) && !isSpace(text.charCodeAt(0))
    row.text = (isFused ? withoutLastWord(kept) : kept) + text
    row.writtenAt = at
    this.#column = row.text.length
    this.#lastRow = this.#row
    this.#hasMoved = false
  }

  lineFeed(at: number): void {
    if (this.#row === this.#rows.length - 1) this.#rows.push({ text: '', writtenAt: at })
    this.#row++
    this.moveTo(0)
  }

  moveTo(column: number): void {
    this.#column = Math.max(0, column)
    this.#hasMoved = true
  }

  moveBy(columns: number): void {
    this.moveTo(this.#column + columns)
  }

  moveUp(rows: number): void {
    this.#row = Math.max(0, this.#rows.length - REACH, this.#row - rows)
    this.#hasMoved = true
  }

  moveDown(rows: number): void {
    this.#row = Math.min(this.#rows.length - 1, this.#row + rows)
    this.#hasMoved = true
  }

  /** Row and column counted from 1, from the top of what was wiped last. */
  moveToCell(row: number, column: number, at: number): void {
    const wanted = this.#top + Math.min(row, TALLEST) - 1
    while (this.#rows.length <= wanted) this.#rows.push({ text: '', writtenAt: at })
    this.#row = Math.max(this.#rows.length - REACH, wanted)
    this.moveTo(column - 1)
  }

  saveCursor(): void {
    this.#saved = { row: this.#row, column: this.#column }
  }

  restoreCursor(): void {
    const { row, column } = this.#saved ?? { row: this.#top, column: 0 }
    this.#row = Math.max(0, this.#rows.length - REACH, Math.min(row, this.#rows.length - 1))
    this.moveTo(column)
  }

  /** The row of the cursor and those below it go. */
  deleteRows(rows: number): void {
    this.#rows.splice(this.#row, Math.min(rows, this.#rows.length - 1 - this.#row))
    this.moveTo(0)
  }

  /** Another screen begins, or the first one again: what stands here stays above. */
  startBelow(at: number): void {
    if (this.#rows.at(-1)?.text !== '') this.#rows.push({ text: '', writtenAt: at })
    this.#row = this.#rows.length - 1
    this.#top = this.#row
    this.moveTo(0)
  }

  /** What a screen shows goes; what has scrolled out of it stays. */
  wipe(at: number): void {
    this.#rows.splice(Math.max(this.#top, this.#rows.length - TALLEST))
    this.#top = this.#rows.length
    this.#rows.push({ text: '', writtenAt: at })
    this.#row = this.#top
    this.moveTo(0)
  }

  /** 0 from the cursor on, 1 up to the cursor, 2 all; and with `isBelow` the rows below as well. */
  erase(isBelow: boolean, part: number): void {
    const row = this.#rows[this.#row]
    if (row === undefined || (isBelow && part !== 0)) return
    this.#hasMoved = true
    row.text = part === 0 ? wholeWordsBefore(row.text, this.#column) : ''
    if (!isBelow) return
    for (const below of this.#rows.slice(this.#row + 1)) below.text = ''
  }

  text(): string {
    const last = this.#rows.at(-1)
    const isTerminated = last?.text === '' && this.#rows.length > 1
    const shown = isTerminated ? this.#rows.slice(0, -1) : [...this.#rows]
    shown.sort((a, b) => a.writtenAt - b.writtenAt)
    return shown.map(({ text }) => text.trimEnd()).join('\n') + (isTerminated ? '\n' : '')
  }
}

/** Longer rows are no lines of a screen; what is written into them goes to their end. */
const LONGEST_ROW = 4096

function partBefore(text: string, column: number): string {
  if (column === 0) return ''
  if (column === text.length || text.length > LONGEST_ROW) return text
  return column > text.length ? text.padEnd(column) : wholeWordsBefore(text, column)
}

/** The part of `text` before `column`, without a word that the column would cut. */
function wholeWordsBefore(text: string, column: number): string {
  if (column === 0) return ''
  if (column >= text.length || text.length > LONGEST_ROW) return text
  const kept = text.slice(0, column)
  return isSpace(text.charCodeAt(column)) || endsInSpace(kept) ? kept : withoutLastWord(kept)
}

function withoutLastWord(text: string): string {
  let end = text.length
  while (end > 0 && !isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(0, end)
}

function endsInSpace(text: string): boolean {
  return text === '' || isSpace(text.charCodeAt(text.length - 1))
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09
}
