import type { Emitter } from './emitter.ts'
import { type Depth, type JsonPrinter, REFERENCE, RowPrinter, type Stretch } from './print-rows.ts'
import { type Body, endOfString } from './read-body.ts'
import { type RowTable, readRows } from './rows.ts'

/** Named values may hold named values, so deep. */
const DEEPEST_NAMES = 60

/** Prints what a body stands for; false when it does not hold together. */
export function printBody(body: Body, delimiter: string, emitter: Emitter): boolean {
  const tables = new Map<number, RowTable>()
  for (const [number, source] of body.tables) {
    const table = readRows(source, delimiter)
    if (table === undefined) return false
    tables.set(number, table)
  }
  new BodyPrinter(body, tables, emitter).print()
  return !emitter.failed
}

/** A container's own name, inside its bracket; a name before its first element has no space. */
const OWN_MARK = /^&\d{1,7} /

class BodyPrinter implements JsonPrinter {
  private readonly body: Body
  private readonly tables: ReadonlyMap<number, RowTable>
  private readonly all: readonly RowTable[]
  private readonly emitter: Emitter
  private readonly values = new Map<string, NamedValue>()
  private readonly rows: RowPrinter

  constructor(body: Body, tables: ReadonlyMap<number, RowTable>, emitter: Emitter) {
    this.body = body
    this.tables = tables
    this.all = [...tables.values()]
    this.emitter = emitter
    this.rows = new RowPrinter(emitter, tables, this)
  }

  print(): void {
    const { text, start, end } = this.body
    this.printJson({ text, start, end }, { names: 0, rows: 0 })
  }

  /** Prints the one value that begins at `start`, with our references in it. */
  printJson({ text, start, end }: Stretch, depth: Depth): void {
    let level = 0
    for (let at = start; at < end && !this.emitter.failed; ) {
      const code = text.charCodeAt(at)
      if (code === COMMA || code === COLON || code === LINE_BREAK) at++
      else if (code === AMPERSAND) at = this.readMark(text, at, at)
      else {
        level += levelChange(text, at)
        at = this.printInner({ text, start: at, end }, depth)
        if (level <= 0) return
      }
    }
  }

  /** Prints a bracket, a string, or what begins otherwise; returns where it ends. */
  private printInner(stretch: Stretch, depth: Depth): number {
    const { text, start } = stretch
    const code = text.charCodeAt(start)
    if (code === QUOTE) return this.printString(text, start)
    if (code === BRACE || code === BRACKET) return this.printOpening(text, start)
    if (code !== BRACE_END && code !== BRACKET_END) return this.printName(stretch, depth)
    this.emitter.close()
    return start + 1
  }

  /** Opens a container, whose name may stand inside its bracket; or prints a gap line. */
  private printOpening(text: string, at: number): number {
    const next = text.charCodeAt(at + 1)
    if (next === ELLIPSIS) return this.printGaps(text, at)
    if (text.charCodeAt(at) === BRACE) this.emitter.openObject()
    else this.emitter.openArray()
    const isNamed = next === AMPERSAND && OWN_MARK.test(text.slice(at + 1, at + 11))
    return isNamed ? this.readMark(text, at + 1, at) : at + 1
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
    if (text.charCodeAt(end) === COLON) this.emitter.key(lexeme)
    else this.emitter.scalar(lexeme)
    return end
  }

  /** Prints a number, a word, or what a name stands for. */
  private printName({ text, start, end }: Stretch, depth: Depth): number {
    const first = text.charCodeAt(start)
    if (first === AT) return this.printReference({ text, start, end }, depth)
    if (first === TILDE) return this.printPrefixed(text, start)
    let stop = start
    while (stop < end && !endsWord(text.charCodeAt(stop))) stop++
    const word = text.slice(start, stop)
    if (first === STAR) this.printNamed(word, depth)
    else this.emitter.scalar(word)
    return Math.max(stop, start + 1)
  }

  /** Prints what `*1` stands for. */
  printNamed(word: string, depth: Depth): void {
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
    const rows: number[] = []
    for (const { next } of this.all) rows.push(next)
    return rows
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
      this.rows.print(table, depth)
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
}

/** A value that is shown once and used by its name. */
interface NamedValue {
  readonly text: string
  readonly start: number
  /** Of each table: how many rows stand before the value. */
  readonly rows: readonly number[]
}

/** How many levels deeper a character leads; a gap line, none. */
function levelChange(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === BRACE || code === BRACKET) return text.charCodeAt(at + 1) === ELLIPSIS ? 0 : 1
  return code === BRACE_END || code === BRACKET_END ? -1 : 0
}

function endsWord(code: number): boolean {
  return code === COMMA || code === BRACKET_END || code === BRACE_END || code === LINE_BREAK
}

const LINE_BREAK = 0x0a
const QUOTE = 0x22
const AMPERSAND = 0x26
const STAR = 0x2a
const COMMA = 0x2c
const COLON = 0x3a
const AT = 0x40
const BRACKET = 0x5b
const BRACKET_END = 0x5d
const BRACE = 0x7b
const BRACE_END = 0x7d
const TILDE = 0x7e
const ELLIPSIS = 0x2026

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}
