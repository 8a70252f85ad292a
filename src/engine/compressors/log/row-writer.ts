import { printStamp } from '../../columns/time-stamps.ts'
import { parseGap } from '../../text/gap-line.ts'
import { AS_BEFORE, printCell } from './cell.ts'
import { type LineTable, lineAt } from './line-table.ts'
import type { LineMatches } from './match-lines.ts'
import { type Registers, stepped } from './registers.ts'

/** Rows between two stamps in full, so that nobody need add up further than this. */
const ANCHOR_EVERY = 250
/** A longer way from the row above is shown as a stamp in full. */
const LONGEST_DELTA = 99_999_999

export interface RowSource {
  readonly lines: LineTable
  readonly matches: LineMatches
  readonly registers: Registers
  readonly names: readonly string[]
  /** Rows must stand alone, and gap lines are copied. */
  readonly isFolded: boolean
}

/** Writes lines as rows, in order. */
export class WrittenRows {
  readonly #source: RowSource
  /** By template: its slots in the order of their columns' numbers. */
  readonly #order: readonly (readonly number[])[]

  constructor(source: RowSource) {
    this.#source = source
    this.#order = source.registers.columnOf.map((columns) =>
      columns.map((_, slot) => slot).sort((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0)),
    )
  }

  /** Visits every value that a row has to show. */
  eachValue(visit: (value: string) => void): void {
    const state = new RowState(this.#source, this.#order)
    const { matches } = this.#source
    for (let line = 0; line < matches.templateOf.length; line++) {
      const template = matches.templateOf[line] ?? -1
      if (template === -1) continue
      for (const value of state.values(line, template)) {
        if (value !== undefined) visit(value)
      }
    }
  }

  /** The rows, with line breaks. */
  write(dictionary: ReadonlyMap<string, string>): string {
    const { lines, matches, isFolded } = this.#source
    const state = new RowState(this.#source, this.#order)
    const out = new RowOutput(isFolded)
    for (let line = 0; line < lines.count; line++) {
      const template = matches.templateOf[line] ?? -1
      // The last row must show that it is there even where no break follows it.
      if (line === lines.count - 1 && !lines.isTerminated) state.forgetTemplate()
      const anchor = template === -1 ? undefined : state.anchor(line, template)
      if (anchor !== undefined) out.addAnchor(`@${anchor}`)
      out.add(template === -1 ? this.#plain(line) : state.row(line, template, dictionary))
    }
    return out.text(lines.isTerminated)
  }

  #plain(line: number): string {
    const { lines, isFolded } = this.#source
    const text = lineAt(lines, line)
    return isFolded && parseGap(text) !== undefined ? text : `|${text}`
  }
}

/** What a reader knows when he comes to a row. */
class RowState {
  readonly #source: RowSource
  readonly #order: readonly (readonly number[])[]
  readonly #columns: (string | undefined)[] = []
  #template = -1
  #form = -1
  #moment = 0
  #sinceAnchor = 0

  constructor(source: RowSource, order: readonly (readonly number[])[]) {
    this.#source = source
    this.#order = order
  }

  /** The next row names its template. */
  forgetTemplate(): void {
    this.#template = -1
  }

  /** The line's values in the order of a row; `undefined` for those as before. */
  values(line: number, template: number): readonly (string | undefined)[] {
    const { matches, registers, lines, isFolded } = this.#source
    const first = matches.firstCell[line] ?? 0
    return (this.#order[template] ?? []).map((slot) => {
      const at = (first + slot) * 2
      const value = lines.text.slice(matches.cells[at], matches.cells[at + 1])
      const column = registers.columnOf[template]?.[slot] ?? 0
      const last = this.#columns[column]
      const step = registers.stepOf[template]?.[slot] ?? 0
      this.#columns[column] = value
      if (isFolded || last === undefined) return value
      return value === (step === 0 ? last : stepped(last, step)) ? undefined : value
    })
  }

  /** A stamp in full, where one must come before this line's row. */
  anchor(line: number, template: number): string | undefined {
    const { matches } = this.#source
    if (matches.templates[template]?.hasStamp !== true) return undefined
    const form = matches.formOf[line] ?? 0
    const moment = matches.moments[line] ?? 0
    const isNear =
      form === this.#form &&
      Math.abs(moment - this.#moment) <= LONGEST_DELTA &&
      this.#sinceAnchor < ANCHOR_EVERY
    if (isNear) return undefined
    this.#form = form
    this.#moment = moment
    this.#sinceAnchor = 0
    const known = matches.forms[form]
    return known === undefined ? undefined : printStamp(known, moment)
  }

  row(line: number, template: number, dictionary: ReadonlyMap<string, string>): string {
    const { matches, names, isFolded } = this.#source
    const isSame = template === this.#template && !isFolded
    this.#template = template
    const known = matches.templates[template]
    const name = isSame ? '' : (names[template] ?? '')
    const time = known?.hasStamp === true ? this.#delta(matches.moments[line] ?? 0) : ''
    const values = this.values(line, template)
    if (known?.hasRest !== true) return name + time + cellsOf(withoutTail(values), dictionary)
    return `${name}${time}${cellsOf(values, dictionary)} ${this.#rest(line, template)}`
  }

  #delta(moment: number): string {
    const delta = moment - this.#moment
    this.#moment = moment
    this.#sinceAnchor++
    return delta === 0 ? '' : String(delta)
  }

  #rest(line: number, template: number): string {
    const { matches, lines } = this.#source
    const slots = matches.templates[template]?.slots ?? 0
    const at = ((matches.firstCell[line] ?? 0) + slots) * 2
    return lines.text.slice(matches.cells[at], matches.cells[at + 1])
  }
}

function withoutTail(values: readonly (string | undefined)[]): readonly (string | undefined)[] {
  let shown = values.length
  while (shown > 0 && values[shown - 1] === undefined) shown--
  return shown === values.length ? values : values.slice(0, shown)
}

function cellsOf(
  values: readonly (string | undefined)[],
  dictionary: ReadonlyMap<string, string>,
): string {
  let cells = ''
  for (const value of values) {
    cells += value === undefined ? ` ${AS_BEFORE}` : ` ${printCell(value, dictionary)}`
  }
  return cells
}

/** Collects rows; a row that comes again is counted. */
class RowOutput {
  readonly #rows: string[] = []
  readonly #isFolded: boolean
  #last: string | undefined
  #repeats = 0

  constructor(isFolded: boolean) {
    this.#isFolded = isFolded
  }

  add(row: string): void {
    if (row === this.#last && !this.#isFolded) {
      this.#repeats++
      return
    }
    this.#flush()
    this.#rows.push(row)
    this.#last = row
  }

  addAnchor(row: string): void {
    this.#flush()
    this.#rows.push(row)
    this.#last = undefined
  }

  text(isTerminated: boolean): string {
    this.#flush()
    return this.#rows.join('\n') + (isTerminated ? '\n' : '')
  }

  /** Once is shown as it is: a count is no shorter and reads worse. */
  #flush(): void {
    const last = this.#last ?? ''
    if (this.#repeats > 0) {
      const isShort = this.#repeats * (last.length + 1) <= 2
      for (let time = 0; isShort && time < this.#repeats; time++) this.#rows.push(last)
      if (!isShort) this.#rows.push(`*${this.#repeats}`)
    }
    this.#repeats = 0
  }
}
