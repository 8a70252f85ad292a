import { parseGap } from '../../../text/gap-line.ts'
import { newRowSource, type RowSource } from './rows.ts'

/** What a body holds: where its document stands, and what its names stand for. */
export interface Body {
  readonly text: string
  /** Where the document begins and ends. */
  readonly start: number
  readonly end: number
  /** By letters. */
  readonly prefixes: ReadonlyMap<string, string>
  readonly tables: ReadonlyMap<number, RowSource>
}

/** Finds the parts of a body and collects the rows of its tables; `undefined` when it is broken. */
export function readBody(text: string): Body | undefined {
  const reader = new BodyReader(text)
  return reader.read() ? reader : undefined
}

const TABLE_LINE = /^@(\d{1,6})(?:\(@(\d{1,6})\))?: (.*)$/
const PREFIX_LINE = /^~([a-z]{1,3})=(.*)$/
const TABLE_REFERENCE = /^@(\d{1,6})(?:\[(\d{1,9})\]|\{(\d{1,9})\})$/
const ROW_MARK = /^@(\d{1,6}) /

class BodyReader implements Body {
  readonly text: string
  start = 0
  end = 0
  readonly prefixes = new Map<string, string>()
  readonly tables = new Map<number, RowSource>()
  private at = 0
  private rows = 0

  constructor(text: string) {
    this.text = text
  }

  read(): boolean {
    while (this.readDeclaration());
    this.start = this.at
    if (!this.scanValue()) return false
    this.end = this.at
    return true
  }

  /** Reads a line that names a table or a prefix. */
  private readDeclaration(): boolean {
    const first = this.text.charAt(this.at)
    if (first !== '@' && first !== '~') return false
    const line = this.lineAt(this.at)
    const [, letters, prefix] = PREFIX_LINE.exec(line) ?? []
    if (letters !== undefined && prefix !== undefined) this.prefixes.set(letters, prefix)
    else {
      const [, number, child, head] = TABLE_LINE.exec(line) ?? []
      if (number === undefined || head === undefined) return false
      this.tables.set(Number(number), newRowSource(head, Number(child ?? 0)))
    }
    this.at += line.length + 1
    return true
  }

  private lineAt(start: number): string {
    const end = this.text.indexOf('\n', start)
    return this.text.slice(start, end === -1 ? this.text.length : end)
  }

  /** Steps over one value, collecting the rows in it. */
  private scanValue(): boolean {
    let depth = 0
    while (this.at < this.text.length) {
      const change = this.scanToken()
      if (change === undefined) return false
      depth += change
      if (depth === 0 && this.endsValue()) return true
    }
    return depth === 0
  }

  /** Steps over a token, and says how much deeper it leads; `undefined` for a broken table. */
  private scanToken(): number | undefined {
    switch (this.text.charAt(this.at)) {
      case '@':
        return this.scanReference() ? 0 : undefined
      case '"':
        this.at = endOfString(this.text, this.at)
        return 0
      case '[':
        if (this.isGap()) return this.skipLine()
        this.at++
        return 1
      case '{':
        this.at++
        return 1
      case ']':
      case '}':
        this.at++
        return -1
      default:
        this.at++
        return 0
    }
  }

  private skipLine(): number {
    this.at += this.lineAt(this.at).length + 1
    return 0
  }

  /** At depth 0 a value is over when no more of it can follow on this line. */
  private endsValue(): boolean {
    const before = this.text.charAt(this.at - 1)
    return this.at >= this.text.length || before === '\n' || ']}"'.includes(before)
  }

  private isGap(): boolean {
    if (this.text.charAt(this.at + 1) !== '…') return false
    const isLineStart = this.at === 0 || this.text.charAt(this.at - 1) === '\n'
    return isLineStart && parseGap(this.lineAt(this.at)) !== undefined
  }

  private scanReference(): boolean {
    const line = this.lineAt(this.at)
    const [, number, elements, members] = TABLE_REFERENCE.exec(line) ?? []
    if (number !== undefined) {
      this.at += line.length + 1
      return this.scanRows(Number(number), Number(elements ?? members))
    }
    const [mark, single] = ROW_MARK.exec(line) ?? []
    if (mark === undefined) return false
    this.at += mark.length
    return this.scanRows(Number(single), 1)
  }

  /** Collects rows that stand in the document, each with the indented rows below it. */
  private scanRows(number: number, count: number): boolean {
    const table = this.tables.get(number)
    if (table === undefined) return false
    for (let row = 0; row < count; ) {
      if (this.at > this.text.length) return false
      if (this.isGap()) {
        this.skipLine()
        continue
      }
      const id = this.addRow(table, this.takeLine(), -1)
      row++
      if (!this.scanRowsBelow(table, id)) return false
    }
    return true
  }

  private scanRowsBelow(table: RowSource, id: number): boolean {
    if (this.text.charCodeAt(this.at) !== SPACE) return true
    const above: { readonly table: RowSource; readonly id: number }[] = [{ table, id }]
    while (this.text.charAt(this.at) === ' ') {
      const line = this.takeLine()
      let depth = 0
      while (line.charAt(depth) === ' ') depth++
      const parent = above[depth - 1]
      if (parent === undefined) return false
      const [mark = '', named] = ROW_MARK.exec(line.slice(depth, depth + 10)) ?? []
      const own = this.tables.get(named === undefined ? parent.table.child : Number(named))
      if (own === undefined) return false
      above.length = depth
      above.push({ table: own, id: this.addRow(own, line.slice(depth + mark.length), parent.id) })
    }
    return true
  }

  private takeLine(): string {
    const line = this.lineAt(this.at)
    this.at += line.length + 1
    return line
  }

  private addRow(table: RowSource, line: string, parent: number): number {
    const id = this.rows++
    table.lines.push(line)
    table.ids.push(id)
    table.parents.push(parent)
    return id
  }
}

/** Offset behind the string that opens at `start`; the end of the text when it never closes. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === BACKSLASH) at++
    else if (character === QUOTE) return at + 1
  }
  return text.length
}

const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
