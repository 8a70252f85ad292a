import { parseGap } from '../../text/gap-line.ts'
import { AS_BEFORE, printCell } from './cell.ts'
import { LineBuffer } from './line-buffer.ts'
import { type LineTable, lineAt } from './line-table.ts'
import { createLogStampPrinter } from './log-stamps.ts'
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

  constructor(source: RowSource) {
    this.#source = source
  }

  /** Visits the values that the rows of these lines have to show. */
  eachValue(lines: Iterable<number>, visit: (value: string) => void): void {
    const state = new RowState(this.#source)
    const { matches } = this.#source
    for (const line of lines) {
      const template = matches.templateOf[line] ?? -1
      if (template !== -1) state.eachShown(line, template, visit)
    }
  }

  /** The rows, with line breaks. */
  write(dictionary: ReadonlyMap<string, string>): string {
    const { lines, matches, isFolded } = this.#source
    const state = new RowState(this.#source)
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

/** A template's slots in the order of a row, which is that of their columns' numbers. */
interface RowPlan {
  readonly slots: readonly number[]
  readonly columns: readonly number[]
  readonly steps: readonly number[]
}

function planOf(columns: readonly number[], steps: readonly number[]): RowPlan {
  const slots = columns.map((_, slot) => slot).sort((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0))
  return {
    slots,
    columns: slots.map((slot) => columns[slot] ?? 0),
    steps: slots.map((slot) => steps[slot] ?? 0),
  }
}

/** What a reader knows when he comes to a row. */
class RowState {
  readonly #source: RowSource
  readonly #text: string
  readonly #plans: readonly RowPlan[]
  /** Offsets of each column's last value; -1 before the first. */
  readonly #starts: Int32Array
  readonly #ends: Int32Array
  readonly #print = createLogStampPrinter()
  #template = -1
  #form = -1
  #moment = 0
  #sinceAnchor = 0

  constructor(source: RowSource) {
    const { columnOf, stepOf, count } = source.registers
    this.#source = source
    this.#text = source.lines.text
    this.#plans = columnOf.map((columns, template) => planOf(columns, stepOf[template] ?? []))
    this.#starts = new Int32Array(count + 1).fill(-1)
    this.#ends = new Int32Array(count + 1)
  }

  /** The next row names its template. */
  forgetTemplate(): void {
    this.#template = -1
  }

  eachShown(line: number, template: number, visit: (value: string) => void): void {
    const { matches } = this.#source
    const plan = this.#plans[template]
    const first = matches.firstCell[line] ?? 0
    for (let place = 0; plan !== undefined && place < plan.slots.length; place++) {
      const at = (first + (plan.slots[place] ?? 0)) * 2
      if (!this.#keeps(plan, place, at)) visit(this.#valueAt(at))
    }
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
    return known === undefined ? undefined : this.#print(known, moment)
  }

  row(line: number, template: number, dictionary: ReadonlyMap<string, string>): string {
    const { matches, names, isFolded } = this.#source
    const isSame = template === this.#template && !isFolded
    this.#template = template
    const known = matches.templates[template]
    const name = isSame ? '' : (names[template] ?? '')
    const time = known?.hasStamp === true ? this.#delta(matches.moments[line] ?? 0) : ''
    const first = matches.firstCell[line] ?? 0
    const hasRest = known?.hasRest === true
    const cells = this.#cells(first, { template, dictionary, hasRest })
    return hasRest
      ? `${name}${time}${cells} ${this.#valueAt((first + known.slots) * 2)}`
      : name + time + cells
  }

  /** Cells as before are marked where others follow, else left out. */
  #cells(first: number, { template, dictionary, hasRest }: CellOptions): string {
    const plan = this.#plans[template]
    let cells = ''
    let kept = 0
    for (let place = 0; plan !== undefined && place < plan.slots.length; place++) {
      const at = (first + (plan.slots[place] ?? 0)) * 2
      if (this.#keeps(plan, place, at)) {
        kept++
        continue
      }
      if (kept > 0) cells += ` ${AS_BEFORE}`.repeat(kept)
      kept = 0
      cells += ` ${printCell(this.#valueAt(at), dictionary)}`
    }
    return hasRest && kept > 0 ? cells + ` ${AS_BEFORE}`.repeat(kept) : cells
  }

  /** Puts the value at `at` into its column; true when the column's last value foretold it. */
  #keeps({ columns, steps }: RowPlan, place: number, at: number): boolean {
    const { matches, isFolded } = this.#source
    const column = columns[place] ?? 0
    const [start, end] = [matches.cells[at] ?? 0, matches.cells[at + 1] ?? 0]
    const [lastStart, lastEnd] = [this.#starts[column] ?? -1, this.#ends[column] ?? 0]
    this.#starts[column] = start
    this.#ends[column] = end
    if (isFolded || lastStart === -1) return false
    const step = steps[place] ?? 0
    if (step === 0) return isSameText(this.#text, { start, end, lastStart, lastEnd })
    return this.#text.slice(start, end) === stepped(this.#text.slice(lastStart, lastEnd), step)
  }

  #valueAt(at: number): string {
    const { cells } = this.#source.matches
    return this.#text.slice(cells[at], cells[at + 1])
  }

  #delta(moment: number): string {
    const delta = moment - this.#moment
    this.#moment = moment
    this.#sinceAnchor++
    return delta === 0 ? '' : String(delta)
  }
}

interface CellOptions {
  readonly template: number
  readonly dictionary: ReadonlyMap<string, string>
  readonly hasRest: boolean
}

interface TwoStretches {
  readonly start: number
  readonly end: number
  readonly lastStart: number
  readonly lastEnd: number
}

function isSameText(text: string, { start, end, lastStart, lastEnd }: TwoStretches): boolean {
  if (end - start !== lastEnd - lastStart) return false
  for (let at = start, last = lastStart; at < end; at++, last++) {
    if (text.charCodeAt(at) !== text.charCodeAt(last)) return false
  }
  return true
}

/** Collects rows; a row that comes again is counted. */
class RowOutput {
  readonly #rows = new LineBuffer('\n')
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
    this.#rows.add(row)
    this.#last = row
  }

  addAnchor(row: string): void {
    this.#flush()
    this.#rows.add(row)
    this.#last = undefined
  }

  text(isTerminated: boolean): string {
    this.#flush()
    return this.#rows.text(isTerminated)
  }

  /** Once is shown as it is: a count is no shorter and reads worse. */
  #flush(): void {
    const last = this.#last ?? ''
    if (this.#repeats > 0) {
      const isShort = this.#repeats * (last.length + 1) <= 2
      for (let time = 0; isShort && time < this.#repeats; time++) this.#rows.add(last)
      if (!isShort) this.#rows.add(`*${this.#repeats}`)
    }
    this.#repeats = 0
  }
}
