import { parseGap } from '../../text/gap-line.ts'
import { AS_BEFORE, printCell } from './cell.ts'
import type { Blocks } from './find-blocks.ts'
import { LineBuffer } from './line-buffer.ts'
import { type LineTable, lineAt } from './line-table.ts'
import { createLogStampPrinter } from './log-stamps.ts'
import type { LineMatches } from './match-lines.ts'
import type { Registers } from './registers.ts'
import { stepped } from './sampled-values.ts'

/** Rows between two stamps in full, so that nobody need add up further than this. */
const ANCHOR_EVERY = 250
/** A longer way from the row above is shown as a stamp in full. */
const LONGEST_DELTA = 99_999_999

export interface RowSource {
  readonly lines: LineTable
  readonly matches: LineMatches
  readonly registers: Registers
  readonly blocks: Blocks
  /** By unit: templates, then blocks. */
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
    const { lines, blocks, isFolded } = this.#source
    const state = new RowState(this.#source)
    const out = new RowOutput(isFolded)
    for (let line = 0; line < lines.count; ) {
      const unit = blocks.unitOf[line] ?? -1
      const next = line + state.lengthOf(unit)
      // The last row must show that it is there even where no break follows it.
      if (next === lines.count && !lines.isTerminated) state.forgetUnit()
      const anchor = state.anchor(line, unit)
      if (anchor !== undefined) out.addAnchor(`@${anchor}`)
      out.add(unit === -1 ? this.#plain(line) : state.row(line, unit, dictionary))
      line = next
    }
    return out.text(lines.isTerminated)
  }

  #plain(line: number): string {
    const { lines, isFolded } = this.#source
    const text = lineAt(lines, line)
    return isFolded && parseGap(text) !== undefined ? text : `|${text}`
  }
}

/** A unit's slots in the order of a row, which is that of their columns' numbers. */
interface RowPlan {
  /** Lines of the unit. */
  readonly length: number
  /** By place in the row: which of the unit's lines, which of its slots, and the column. */
  readonly lines: readonly number[]
  readonly slots: readonly number[]
  readonly columns: readonly number[]
  readonly steps: readonly number[]
  /** The line whose stamp the row moves the clock to; -1 for none. */
  readonly stampLine: number
  /** The slot of the rest of the line; -1 for none. */
  readonly restSlot: number
}

function plansOf({ matches, registers, blocks }: RowSource): readonly RowPlan[] {
  const single = matches.templates.map((_, template) => [template])
  return [...single, ...blocks.templatesOf].map((members) => planOf(members, matches, registers))
}

function planOf(
  members: readonly number[],
  { templates }: LineMatches,
  { columnOf, stepOf }: Registers,
): RowPlan {
  const places = new Map<number, { line: number; slot: number; step: number }>()
  for (const [line, template] of members.entries()) {
    for (const [slot, column] of (columnOf[template] ?? []).entries()) {
      const step = stepOf[template]?.[slot] ?? 0
      if (!places.has(column)) places.set(column, { line, slot, step })
    }
  }
  const order = [...places].sort((a, b) => a[0] - b[0])
  const first = templates[members[0] ?? 0]
  return {
    length: members.length,
    lines: order.map(([, { line }]) => line),
    slots: order.map(([, { slot }]) => slot),
    columns: order.map(([column]) => column),
    steps: order.map(([, { step }]) => step),
    stampLine: members.findIndex((template) => templates[template]?.hasStamp === true),
    restSlot: first?.hasRest === true ? first.slots : -1,
  }
}

/** What a reader knows when he comes to a row. */
class RowState {
  readonly #source: RowSource
  readonly #text: string
  readonly #plans: readonly RowPlan[]
  /** Where each column's last value stands in `cells`; -1 before the first. */
  readonly #lastOf: Int32Array
  readonly #print = createLogStampPrinter()
  #unit = -1
  #form = -1
  #moment = 0
  #sinceAnchor = 0

  constructor(source: RowSource) {
    const { count } = source.registers
    this.#source = source
    this.#text = source.lines.text
    this.#plans = plansOf(source)
    this.#lastOf = new Int32Array(count + 1).fill(-1)
  }

  lengthOf(unit: number): number {
    return this.#plans[unit]?.length ?? 1
  }

  /** The next row names its template. */
  forgetUnit(): void {
    this.#unit = -1
  }

  eachShown(line: number, unit: number, visit: (value: string) => void): void {
    const plan = this.#plans[unit]
    for (let place = 0; plan !== undefined && place < plan.slots.length; place++) {
      const at = this.#cellAt(line, plan, place)
      if (!this.#keeps(plan, place, at)) visit(this.#valueAt(at))
    }
  }

  /** A stamp in full, where one must come before this line's row. */
  anchor(line: number, unit: number): string | undefined {
    const { matches } = this.#source
    const offset = this.#plans[unit]?.stampLine ?? -1
    if (offset === -1) return undefined
    const form = matches.formOf[line + offset] ?? 0
    const moment = matches.moments[line + offset] ?? 0
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

  row(line: number, unit: number, dictionary: ReadonlyMap<string, string>): string {
    const { matches, names, isFolded } = this.#source
    const plan = this.#plans[unit]
    if (plan === undefined) return ''
    const name = unit === this.#unit && !isFolded ? '' : (names[unit] ?? '')
    this.#unit = unit
    const isTimed = plan.stampLine !== -1
    const time = isTimed ? this.#delta(matches.moments[line + plan.stampLine] ?? 0) : ''
    const cells = this.#cells(line, plan, dictionary)
    if (plan.restSlot === -1) return name + time + cells
    const rest = this.#valueAt(((matches.firstCell[line] ?? 0) + plan.restSlot) * 2)
    return `${name}${time}${cells} ${rest}`
  }

  #cellAt(line: number, { lines, slots }: RowPlan, place: number): number {
    const { firstCell } = this.#source.matches
    return ((firstCell[line + (lines[place] ?? 0)] ?? 0) + (slots[place] ?? 0)) * 2
  }

  /** Cells as before are marked where others follow, else left out. */
  #cells(line: number, plan: RowPlan, dictionary: ReadonlyMap<string, string>): string {
    let cells = ''
    let kept = 0
    for (let place = 0; place < plan.slots.length; place++) {
      const at = this.#cellAt(line, plan, place)
      if (this.#keeps(plan, place, at)) {
        kept++
        continue
      }
      if (kept > 0) cells += ` ${AS_BEFORE}`.repeat(kept)
      kept = 0
      cells += ` ${printCell(this.#valueAt(at), dictionary)}`
    }
    return plan.restSlot !== -1 && kept > 0 ? cells + ` ${AS_BEFORE}`.repeat(kept) : cells
  }

  /** Puts the value at `at` into its column; true when the column's last value foretold it. */
  #keeps({ columns, steps }: RowPlan, place: number, at: number): boolean {
    const { matches, isFolded } = this.#source
    const column = columns[place] ?? 0
    const last = this.#lastOf[column] ?? -1
    this.#lastOf[column] = at
    if (isFolded || last === -1) return false
    const step = steps[place] ?? 0
    if (step === 0) return matches.isSameCell(last, at)
    return this.#valueAt(at) === stepped(this.#valueAt(last), step)
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
