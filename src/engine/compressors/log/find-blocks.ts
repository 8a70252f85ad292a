import type { LineMatches } from './match-lines.ts'
import type { Registers } from './registers.ts'
import { type LineSample, thinned } from './sample-lines.ts'

/**
 * Lines that keep coming one after the other, written as one row: what happens to each connection,
 * package or request, or the frames of a stack.
 */
export interface Blocks {
  /** By block: the templates of its lines. Block `i` is unit `templates + i`. */
  readonly templatesOf: readonly (readonly number[])[]
  /** By line: the unit that begins there, or -1 for a line inside a block or of no template. */
  readonly unitOf: Int32Array
}

/** Lines on which pairs are counted. */
const MOST_LOOKED_AT = 512
/** Pairs put together, at most. */
const MOST_BLOCKS = 48
const LONGEST_BLOCK = 40
/** Tokens that a row less saves: its name and its line break. */
const SAVED_A_ROW = 2
/** A definition's name, colon and line breaks. */
const DEFINITION_COST = 6
const CHARACTERS_A_TOKEN = 4

/** Every line its own row. */
export function withoutBlocks({ templateOf }: LineMatches): Blocks {
  return { templatesOf: [], unitOf: templateOf }
}

/** Learns on the sample which neighbours belong together, then looks for them everywhere. */
export function findBlocks(matches: LineMatches, registers: Registers, sample: LineSample): Blocks {
  const finder = new BlockFinder(matches, registers)
  finder.learn(sample)
  return finder.assign()
}

class BlockFinder {
  readonly #matches: LineMatches
  readonly #registers: Registers
  readonly #blocks: (readonly number[])[] = []

  constructor(matches: LineMatches, registers: Registers) {
    this.#matches = matches
    this.#registers = registers
  }

  /** Puts the commonest pair of neighbours together, again and again, as long as it pays. */
  learn(all: LineSample): void {
    const { sample, scale } = thinned(all, MOST_LOOKED_AT)
    let units = this.#unitsOf(sample)
    while (this.#blocks.length < MOST_BLOCKS) {
      const [pair, count] = commonestPair(units)
      const members =
        pair === undefined ? [] : [...this.#linesOf(pair[0]), ...this.#linesOf(pair[1])]
      if (pair === undefined || !this.#pays(members, count * scale)) return
      this.#blocks.push(members)
      units = this.#joined(units, pair)
    }
  }

  assign(): Blocks {
    const { templateOf, templates } = this.#matches
    const starting = new Map<number, number[]>()
    for (const [block, members] of this.#blocks.entries()) {
      const first = members[0] ?? 0
      starting.set(first, [...(starting.get(first) ?? []), block])
    }
    for (const blocks of starting.values()) {
      blocks.sort((a, b) => (this.#blocks[b]?.length ?? 0) - (this.#blocks[a]?.length ?? 0))
    }
    const unitOf = Int32Array.from(templateOf)
    for (let line = 0; line < unitOf.length; line++) {
      const block = starting.get(templateOf[line] ?? -1)?.find((index) => this.#holds(line, index))
      if (block === undefined) continue
      const length = this.#blocks[block]?.length ?? 1
      unitOf[line] = templates.length + block
      unitOf.fill(-1, line + 1, line + length)
      line += length - 1
    }
    return { templatesOf: this.#blocks, unitOf }
  }

  #holds(line: number, block: number): boolean {
    const members = this.#blocks[block] ?? []
    const { templateOf } = this.#matches
    for (let offset = 1; offset < members.length; offset++) {
      if (templateOf[line + offset] !== members[offset]) return false
    }
    return this.#canShare(line, members)
  }

  /** Neighbours in the sample, each a unit and its line; -1 parts what is not adjacent. */
  #unitsOf(sample: readonly number[]): readonly Unit[] {
    const units: Unit[] = []
    for (const line of sample) {
      const unit = this.#matches.templateOf[line] ?? -1
      units.push({ unit, line, length: 1 })
    }
    return units
  }

  #linesOf(unit: number): readonly number[] {
    const block = unit - this.#matches.templates.length
    return block < 0 ? [unit] : (this.#blocks[block] ?? [])
  }

  #pays(members: readonly number[], count: number): boolean {
    if (members.length > LONGEST_BLOCK) return false
    let letters = 0
    for (const template of members) {
      const known = this.#matches.templates[template]
      if (known === undefined || known.hasRest) return false
      for (const piece of known.pieces) letters += piece.kind === 'text' ? piece.text.length : 4
    }
    const cost = DEFINITION_COST + letters / CHARACTERS_A_TOKEN + members.length
    return count * SAVED_A_ROW > cost
  }

  #joined(units: readonly Unit[], [first, second]: readonly [number, number]): readonly Unit[] {
    const joined: Unit[] = []
    const unit = this.#matches.templates.length + this.#blocks.length - 1
    for (const next of units) {
      const last = joined.at(-1)
      const fits =
        last?.unit === first && next.unit === second && last.line + last.length === next.line
      const length = (last?.length ?? 0) + next.length
      if (fits && this.#canShare(last.line, this.#linesOf(unit))) {
        joined.splice(-1, 1, { unit, line: last.line, length })
      } else joined.push(next)
    }
    return joined
  }

  /** One row has one moment, and one value a column. */
  #canShare(line: number, members: readonly number[]): boolean {
    const values = new Map<number, number>()
    let stamped = -1
    for (let offset = 0; offset < members.length; offset++) {
      const here = line + offset
      if (this.#matches.templates[members[offset] ?? 0]?.hasStamp === true) {
        if (stamped !== -1 && !this.#isSameMoment(stamped, here)) return false
        stamped = here
      }
      if (!this.#addValues(values, here)) return false
    }
    return true
  }

  #isSameMoment(one: number, other: number): boolean {
    const { moments, formOf } = this.#matches
    return moments[one] === moments[other] && formOf[one] === formOf[other]
  }

  /** False where a column has another value already. */
  #addValues(values: Map<number, number>, line: number): boolean {
    const { templateOf, firstCell } = this.#matches
    const columns = this.#registers.columnOf[templateOf[line] ?? 0] ?? []
    for (let slot = 0; slot < columns.length; slot++) {
      const cell = ((firstCell[line] ?? 0) + slot) * 2
      const column = columns[slot] ?? 0
      const known = values.get(column)
      if (known === undefined) values.set(column, cell)
      else if (!this.#matches.isSameCell(known, cell)) return false
    }
    return true
  }
}

interface Unit {
  readonly unit: number
  readonly line: number
  readonly length: number
}

/** Neighbours of one unit each; a unit beside itself is left to the counting of equal rows. */
function commonestPair(
  units: readonly Unit[],
): readonly [pair: readonly [number, number] | undefined, count: number] {
  const counts = new Map<number, number>()
  const base = 0x100000
  let best = -1
  let most = 0
  for (let index = 1; index < units.length; index++) {
    const [one, two] = [units[index - 1], units[index]]
    if (one === undefined || two === undefined || one.unit === two.unit) continue
    if (one.unit === -1 || two.unit === -1 || one.line + one.length !== two.line) continue
    const key = one.unit * base + two.unit
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count > most) {
      best = key
      most = count
    }
  }
  return [best !== -1 ? [Math.floor(best / base), best % base] : undefined, most]
}
