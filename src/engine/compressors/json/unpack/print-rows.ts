import { numberEnd } from '../../../text/json-lexemes.ts'
import type { ColumnPlace, Step } from '../column-names.ts'
import type { Emitter } from './emitter.ts'
import type { RowTable } from './rows.ts'

/** A part of a text, with the value to print at its start. */
export interface Stretch {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** How deep a value lies in named values and in rows below rows. */
export interface Depth {
  readonly names: number
  readonly rows: number
}

/** Prints what cells hold besides scalars. */
export interface JsonPrinter {
  printJson(stretch: Stretch, depth: Depth): void
  printNamed(word: string, depth: Depth): void
}

/** `@1`, `@1[n]`, `@1{n}`, and without a number for all rows that stand below. */
export const REFERENCE: RegExp = /^@(\d{1,6})(?:(\[)(\d{0,9})\]|(\{)(\d{0,9})\})?/
const OPEN_REFERENCE = /^@(\d{1,6})(?:\[\]|\{\})$/

/** Rows may have rows below them, so deep. */
const DEEPEST_ROWS = 500

/** Prints rows as the objects and arrays they stand for. */
export class RowPrinter {
  private readonly emitter: Emitter
  private readonly tables: ReadonlyMap<number, RowTable>
  private readonly json: JsonPrinter
  private lastOpen = ''
  private lastTable: RowTable | undefined

  constructor(emitter: Emitter, tables: ReadonlyMap<number, RowTable>, json: JsonPrinter) {
    this.emitter = emitter
    this.tables = tables
    this.json = json
  }

  /** Prints the next row of a table. */
  print(table: RowTable, depth: Depth): void {
    const row = table.next++
    const id = table.ids[row] ?? -1
    if (id === -1 || depth.rows >= DEEPEST_ROWS) {
      this.emitter.failed = true
      return
    }
    this.printCells(table, row, { id, depth: { ...depth, rows: depth.rows + 1 } })
  }

  private printCells(table: RowTable, row: number, place: RowPlace): void {
    const { places, cells } = table
    const open: Step[] = []
    let isOpen = false
    for (let at = 0; at < places.length; at++) {
      const column = places[at]
      const cell = cells[at]?.[row] ?? ''
      if (column === undefined || this.isAbsent(cell, place.id)) continue
      if (column.kind === 'key') {
        this.emitter.key(quoted(cell))
        continue
      }
      if (column.kind === 'field') this.enter(open, column.path, isOpen)
      this.printCell(column, cell, place)
      if (column.kind === 'value') return
      isOpen = true
    }
    this.leave(open, isOpen)
  }

  /** Closes a row; one without any value is an empty object. */
  private leave(open: readonly Step[], isOpen: boolean): void {
    if (!isOpen) this.emitter.openObject()
    for (let level = open.length; level >= 0; level--) this.emitter.close()
  }

  /** True for no cell, and for a reference to rows below where there are none. */
  private isAbsent(cell: string, id: number): boolean {
    if (cell === '') return true
    if (cell.charCodeAt(0) !== AT) return false
    const table = this.openReference(cell)
    return table !== undefined && table.parents[table.next] !== id
  }

  /** The table that a reference to all rows below names; a column mostly holds one again and again. */
  private openReference(cell: string): RowTable | undefined {
    if (cell === this.lastOpen) return this.lastTable
    const [, number] = OPEN_REFERENCE.exec(cell) ?? []
    this.lastOpen = cell
    this.lastTable = number === undefined ? undefined : this.tables.get(Number(number))
    return this.lastTable
  }

  private openContainer(step: Step | undefined): void {
    if (step?.isPlace === true) this.emitter.openArray()
    else this.emitter.openObject()
  }

  /** Closes what the path is not in, and opens what leads to its last step, the row itself first. */
  private enter(open: Step[], path: readonly Step[], isOpen: boolean): void {
    if (!isOpen) this.openContainer(path[0])
    const shared = sharedSteps(open, path)
    for (; open.length > shared; open.pop()) this.emitter.close()
    for (let at = shared; at < path.length; at++) {
      const step = path[at]
      if (step?.isPlace === false) this.emitter.key(step.lexeme)
      if (step === undefined || at === path.length - 1) return
      this.openContainer(path[at + 1])
      open.push(step)
    }
  }

  private printCell(column: ColumnPlace, cell: string, row: RowPlace): void {
    const first = cell.charCodeAt(0)
    const isName = isDigit(cell.charCodeAt(1))
    if (first === BRACE || first === BRACKET) {
      this.json.printJson({ text: cell, start: 0, end: cell.length }, row.depth)
    } else if (first === STAR && isName) this.json.printNamed(cell, row.depth)
    else if (first === AT && isName) this.printRowsBelow(cell, row)
    else if (first === QUOTE || isLexeme(cell, column.isText)) this.emitter.scalar(cell)
    else this.emitter.text(cell)
  }

  /** Prints the rows of another table that stand below the row this cell is in. */
  private printRowsBelow(cell: string, { id, depth }: RowPlace): void {
    const [, number, isArray, elements = '', isMap, members = ''] = REFERENCE.exec(cell) ?? []
    const table = this.tables.get(Number(number))
    if (table === undefined) {
      this.emitter.failed = true
      return
    }
    if (isArray === undefined && isMap === undefined) {
      this.print(table, depth)
      return
    }
    if (isArray === undefined) this.emitter.openObject()
    else this.emitter.openArray()
    const digits = elements + members
    const count = digits === '' ? Number.POSITIVE_INFINITY : Number(digits)
    for (let row = 0; row < count && !this.emitter.failed; row++) {
      if (table.parents[table.next] !== id) break
      this.print(table, depth)
    }
    this.emitter.close()
  }
}

interface RowPlace {
  readonly id: number
  readonly depth: Depth
}

/** True for a cell that is a number or a word; in a column of texts, only for a word. */
function isLexeme(cell: string, isText: boolean): boolean {
  const first = cell.charCodeAt(0)
  if (first > 0x60) return cell === 'true' || cell === 'false' || cell === 'null'
  return !isText && (first === MINUS || isDigit(first)) && numberEnd(cell, 0) === cell.length
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

const QUOTE = 0x22
const STAR = 0x2a
const MINUS = 0x2d
const AT = 0x40
const BRACKET = 0x5b
const BRACE = 0x7b

/** How many of the open steps lead to where the path's last step is. */
function sharedSteps(open: readonly Step[], path: readonly Step[]): number {
  let shared = 0
  while (shared < open.length && shared < path.length - 1) {
    if (!isSameStep(open[shared], path[shared])) break
    shared++
  }
  return shared
}

function isSameStep(one: Step | undefined, other: Step | undefined): boolean {
  return one?.name === other?.name && one?.isPlace === other?.isPlace
}

function quoted(cell: string): string {
  return cell.startsWith('"') ? cell : `"${cell}"`
}
