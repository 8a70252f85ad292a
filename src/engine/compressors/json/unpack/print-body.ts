import type { ColumnPlace, Step } from '../column-names.ts'
import { COMPACT } from '../layout.ts'
import type { Legend } from '../legend.ts'
import { Emitter } from './emitter.ts'
import { type Body, endOfString } from './read-body.ts'
import { type RowTable, readRows } from './rows.ts'

/** Named values may hold named values, so deep. */
const DEEPEST_NAMES = 60
/** Rows may have rows below them, so deep. */
const DEEPEST_ROWS = 500

/** Prints what a body stands for; `undefined` when it does not hold together. */
export function printBody(body: Body, legend: Legend, limit: number): string | undefined {
  const tables = new Map<number, RowTable>()
  for (const [number, source] of body.tables) {
    const table = readRows(source, legend.delimiter)
    if (table === undefined) return undefined
    tables.set(number, table)
  }
  const printer = new BodyPrinter(
    body,
    tables,
    new Emitter(legend.layout ?? COMPACT, legend.isSequence, limit),
  )
  return printer.print()
}

const REFERENCE = /^@(\d{1,6})(?:(\[)(\d{0,9})\]|(\{)(\d{0,9})\})?/
/** All rows of a table that stand below. */
const OPEN_REFERENCE = /^@(\d{1,6})(?:\[\]|\{\})$/
/** A container's own name, inside its bracket; a name before its first element has no space. */
const OWN_MARK = /^&\d{1,7} /
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

class BodyPrinter {
  private readonly body: Body
  private readonly tables: ReadonlyMap<number, RowTable>
  private readonly all: readonly RowTable[]
  private readonly emitter: Emitter
  private readonly values = new Map<string, NamedValue>()

  constructor(body: Body, tables: ReadonlyMap<number, RowTable>, emitter: Emitter) {
    this.body = body
    this.tables = tables
    this.all = [...tables.values()]
    this.emitter = emitter
  }

  print(): string | undefined {
    const { body, emitter } = this
    this.printJson({ text: body.text, start: body.start, end: body.end }, { names: 0, rows: 0 })
    return emitter.failed ? undefined : emitter.result()
  }

  /** Prints the one value that begins at `start`, with our references in it. */
  private printJson({ text, start, end }: Stretch, depth: Depth): void {
    const { emitter } = this
    let level = 0
    for (let at = start; at < end && !emitter.failed; ) {
      const character = text.charAt(at)
      if (character === ',' || character === ':' || character === '\n') at++
      else if (character === '&') at = this.readMark(text, at, at)
      else if (character === '{' || character === '[') {
        const isGap = text.charAt(at + 1) === '…'
        at = isGap ? this.printGaps(text, at) : this.printOpening(text, at)
        if (!isGap) level++
      } else {
        if (character === '}' || character === ']') {
          level--
          emitter.close()
          at++
        } else if (character === '"') at = this.printString(text, at)
        else at = this.printName({ text, start: at, end }, depth)
        if (level <= 0) return
      }
    }
  }

  /** Opens a container; the name it may have stands inside its bracket. */
  private printOpening(text: string, at: number): number {
    if (text.charAt(at) === '{') this.emitter.openObject()
    else this.emitter.openArray()
    return OWN_MARK.test(text.slice(at + 1, at + 11)) ? this.readMark(text, at + 1, at) : at + 1
  }

  /** Reads `&1`, and remembers where the value it names begins: at `start`, or behind the mark. */
  private readMark(text: string, at: number, start: number): number {
    const [mark = '&', digits = ''] = /^&(\d{1,7}) ?/.exec(text.slice(at, at + 10)) ?? []
    const rows = this.cursors()
    const end = at + mark.length
    this.values.set(digits, { text, start: start === at ? end : start, rows })
    return end
  }

  private printString(text: string, at: number): number {
    const end = endOfString(text, at)
    const lexeme = text.slice(at, end)
    if (text.charAt(end) === ':') this.emitter.key(lexeme)
    else this.emitter.scalar(lexeme)
    return end
  }

  /** Prints a number, a word, or what a name stands for. */
  private printName({ text, start, end }: Stretch, depth: Depth): number {
    const first = text.charAt(start)
    if (first === '@') return this.printReference({ text, start, end }, depth)
    if (first === '~') return this.printPrefixed(text, start)
    let stop = start
    while (stop < end && !',]}\n'.includes(text.charAt(stop))) stop++
    const word = text.slice(start, stop)
    if (first === '*') this.printNamed(word, depth)
    else this.emitter.scalar(word)
    return Math.max(stop, start + 1)
  }

  private printNamed(word: string, depth: Depth): void {
    const value = this.values.get(word.slice(1))
    if (value === undefined || depth.names >= DEEPEST_NAMES) {
      this.emitter.failed = true
      return
    }
    const here = this.cursors()
    this.moveTo(value.rows)
    const { text, start } = value
    this.printJson({ text, start, end: text.length }, { ...depth, names: depth.names + 1 })
    this.moveTo(here)
  }

  /** Where each table's rows have been printed to. */
  private cursors(): readonly number[] {
    return this.all.map(({ next }) => next)
  }

  private moveTo(cursors: readonly number[]): void {
    for (const [at, table] of this.all.entries()) table.next = cursors[at] ?? 0
  }

  private printPrefixed(text: string, at: number): number {
    const quote = text.indexOf('"', at)
    const prefix = quote === -1 ? undefined : this.body.prefixes.get(text.slice(at + 1, quote))
    if (prefix === undefined) {
      this.emitter.failed = true
      return text.length
    }
    const end = endOfString(text, quote)
    this.emitter.scalar(`"${prefix}${text.slice(quote + 1, end)}`)
    return end
  }

  /** Prints the rows behind `@1[n]`, `@1{n}` or `@1 row`, and steps over their lines. */
  private printReference({ text, start, end }: Stretch, depth: Depth): number {
    const [mark = '', number, isArray, elements, isMap, members] =
      REFERENCE.exec(text.slice(start, start + 24)) ?? []
    const table = this.tables.get(Number(number))
    if (table === undefined) {
      this.emitter.failed = true
      return end
    }
    const count = isArray === undefined && isMap === undefined ? 1 : Number(elements ?? members)
    if (isArray !== undefined) this.emitter.openArray()
    if (isMap !== undefined) this.emitter.openObject()
    let at = start + mark.length + 1
    for (let row = 0; row < count && !this.emitter.failed; row++) {
      at = this.printGaps(text, at)
      this.printRow(table, depth)
      at = this.stepOverRow(text, at)
    }
    if (isArray !== undefined || isMap !== undefined) {
      at = this.printGaps(text, at)
      this.emitter.close()
    }
    return at
  }

  private printGaps(text: string, start: number): number {
    let at = start
    while (text.startsWith('[…', at)) {
      const end = endOfLine(text, at)
      this.emitter.gap(text.slice(at, end))
      at = end + 1
    }
    return at
  }

  private stepOverRow(text: string, start: number): number {
    let at = endOfLine(text, start) + 1
    while (text.charAt(at) === ' ') at = endOfLine(text, at) + 1
    return at
  }

  private printRow(table: RowTable, depth: Depth): void {
    const row = table.next++
    const id = table.ids[row]
    if (id === undefined || depth.rows >= DEEPEST_ROWS) {
      this.emitter.failed = true
      return
    }
    const below = { ...depth, rows: depth.rows + 1 }
    const open: Step[] = []
    let isOpen = false
    for (const [at, place] of table.places.entries()) {
      const cell = table.cells[at]?.[row] ?? ''
      if (cell === '' || this.isImplied(cell, id)) continue
      if (place.kind === 'key') this.emitter.key(quoted(cell))
      else if (place.kind === 'value') {
        this.printCell(place, cell, { id, depth: below })
        return
      } else {
        if (!isOpen) this.openContainer(place.path[0])
        isOpen = true
        this.enter(open, place.path)
        this.printCell(place, cell, { id, depth: below })
      }
    }
    if (!isOpen) this.emitter.openObject()
    for (let level = open.length; level >= 0; level--) this.emitter.close()
  }

  /** True for a reference to rows below where there are none: the row has no such value. */
  private isImplied(cell: string, id: number): boolean {
    if (cell.charCodeAt(0) !== AT) return false
    const [, number] = OPEN_REFERENCE.exec(cell) ?? []
    if (number === undefined) return false
    const table = this.tables.get(Number(number))
    return table !== undefined && table.parents[table.next] !== id
  }

  private openContainer(step: Step | undefined): void {
    if (step?.isPlace === true) this.emitter.openArray()
    else this.emitter.openObject()
  }

  /** Closes what the path is not in, and opens what leads to its last step. */
  private enter(open: Step[], path: readonly Step[]): void {
    let shared = 0
    while (shared < open.length && shared < path.length - 1) {
      if (!isSameStep(open[shared], path[shared])) break
      shared++
    }
    for (; open.length > shared; open.pop()) this.emitter.close()
    for (let at = shared; at < path.length; at++) {
      const step = path[at]
      if (step === undefined) return
      if (!step.isPlace) this.emitter.key(step.lexeme)
      if (at === path.length - 1) return
      this.openContainer(path[at + 1])
      open.push(step)
    }
  }

  private printCell(place: ColumnPlace, cell: string, row: RowPlace): void {
    switch (cell.charCodeAt(0)) {
      case QUOTE:
        return this.emitter.scalar(cell)
      case BRACE:
      case BRACKET:
        return this.printJson({ text: cell, start: 0, end: cell.length }, row.depth)
      case STAR:
        if (isDigit(cell.charCodeAt(1))) return this.printNamed(cell, row.depth)
        break
      case AT:
        if (isDigit(cell.charCodeAt(1))) return this.printRowsBelow(cell, row)
        break
      default:
        if (isLexeme(cell, place.isText)) return this.emitter.scalar(cell)
    }
    this.emitter.text(cell)
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
      this.printRow(table, depth)
      return
    }
    if (isArray === undefined) this.emitter.openObject()
    else this.emitter.openArray()
    const digits = elements + members
    const count = digits === '' ? Number.POSITIVE_INFINITY : Number(digits)
    for (let row = 0; row < count && !this.emitter.failed; row++) {
      if (table.parents[table.next] !== id) break
      this.printRow(table, depth)
    }
    this.emitter.close()
  }
}

interface Stretch {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A value that is shown once and used by its name. */
interface NamedValue {
  readonly text: string
  readonly start: number
  /** Of each table: how many rows stand before the value. */
  readonly rows: readonly number[]
}

interface Depth {
  readonly names: number
  readonly rows: number
}

interface RowPlace {
  readonly id: number
  readonly depth: Depth
}

/** True for a cell that is a number or a word; in a column of texts, only for a word. */
function isLexeme(cell: string, isText: boolean): boolean {
  const first = cell.charCodeAt(0)
  if (first > 0x60) return cell === 'true' || cell === 'false' || cell === 'null'
  return !isText && (first === MINUS || isDigit(first)) && NUMBER.test(cell)
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

function isSameStep(one: Step | undefined, other: Step | undefined): boolean {
  return one?.name === other?.name && one?.isPlace === other?.isPlace
}

function quoted(cell: string): string {
  return cell.startsWith('"') ? cell : `"${cell}"`
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}
