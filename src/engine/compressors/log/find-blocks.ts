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
  /** By column: its cell in the lines looked at last, and in which look. */
  readonly #cellOf: Int32Array
  readonly #lookOf: Int32Array
  #look = 0

  constructor(matches: LineMatches, registers: Registers) {
    this.#matches = matches
    this.#registers = registers
    this.#cellOf = new Int32Array(registers.count + 1)
    this.#lookOf = new Int32Array(registers.count + 1)
  }

  /** Puts the commonest pair of neighbours together, again and again, as long as it pays. */
  learn(all: LineSample): void {
    const { sample, scale } = thinned(all, MOST_LOOKED_AT)
    const neighbours = new Neighbours(sample, this.#matches.templateOf)
    const canJoin = (line: number): boolean => this.#canShare(line, this.#blocks.at(-1) ?? [])
    while (this.#blocks.length < MOST_BLOCKS) {
      const pair = neighbours.commonestPair()
      if (pair === undefined) return
      const members = [...this.#linesOf(pair.first), ...this.#linesOf(pair.second)]
      if (!this.#pays(members, pair.count * scale)) return
      const unit = this.#matches.templates.length + this.#blocks.push(members) - 1
      neighbours.join(pair, unit, canJoin)
    }
  }

  assign(): Blocks {
    const { templateOf, templates } = this.#matches
    if (this.#blocks.length === 0) return withoutBlocks(this.#matches)
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
      const block = this.#blockAt(line, starting.get(templateOf[line] ?? -1) ?? NO_BLOCKS)
      if (block === -1) continue
      const length = this.#blocks[block]?.length ?? 1
      unitOf[line] = templates.length + block
      unitOf.fill(-1, line + 1, line + length)
      line += length - 1
    }
    return { templatesOf: this.#blocks, unitOf }
  }

  /** The first of these blocks that the lines from `line` on are, or -1. */
  #blockAt(line: number, blocks: readonly number[]): number {
    for (let at = 0; at < blocks.length; at++) {
      const block = blocks[at] ?? -1
      if (this.#holds(line, block)) return block
    }
    return -1
  }

  #holds(line: number, block: number): boolean {
    const members = this.#blocks[block] ?? []
    const { templateOf } = this.#matches
    for (let offset = 1; offset < members.length; offset++) {
      if (templateOf[line + offset] !== members[offset]) return false
    }
    return this.#canShare(line, members)
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

  /** One row has one moment, and one value a column. */
  #canShare(line: number, members: readonly number[]): boolean {
    this.#look++
    let stamped = -1
    for (let offset = 0; offset < members.length; offset++) {
      const here = line + offset
      if (this.#matches.templates[members[offset] ?? 0]?.hasStamp === true) {
        if (stamped !== -1 && !this.#isSameMoment(stamped, here)) return false
        stamped = here
      }
      if (!this.#addValues(here)) return false
    }
    return true
  }

  #isSameMoment(one: number, other: number): boolean {
    const { moments, formOf } = this.#matches
    return moments[one] === moments[other] && formOf[one] === formOf[other]
  }

  /** False where a column has another value already. */
  #addValues(line: number): boolean {
    const { templateOf, firstCell } = this.#matches
    const columns = this.#registers.columnOf[templateOf[line] ?? 0] ?? []
    for (let slot = 0; slot < columns.length; slot++) {
      const cell = ((firstCell[line] ?? 0) + slot) * 2
      const column = columns[slot] ?? 0
      if (this.#lookOf[column] !== this.#look) {
        this.#lookOf[column] = this.#look
        this.#cellOf[column] = cell
      } else if (!this.#matches.isSameCell(this.#cellOf[column] ?? 0, cell)) return false
    }
    return true
  }
}

const NO_BLOCKS: readonly number[] = []

interface Pair {
  readonly first: number
  readonly second: number
  readonly count: number
}

/** The sampled lines as units, in order; neighbours are put together in place. */
class Neighbours {
  readonly #units: Int32Array
  readonly #lines: Int32Array
  readonly #lengths: Int32Array
  #count: number

  /** A line's unit is its template; -1 for none. */
  constructor(sample: readonly number[], templateOf: Int32Array) {
    this.#lines = Int32Array.from(sample)
    this.#units = this.#lines.map((line) => templateOf[line] ?? -1)
    this.#lengths = new Int32Array(sample.length).fill(1)
    this.#count = sample.length
  }

  /** Neighbours of one unit each; a unit beside itself is left to the counting of equal rows. */
  commonestPair(): Pair | undefined {
    const counts = new Map<number, number>()
    const units = this.#units
    let best = -1
    let most = 0
    for (let at = 1; at < this.#count; at++) {
      const one = units[at - 1] ?? -1
      const two = units[at] ?? -1
      if (one === two || one === -1 || two === -1 || !this.#areAdjacent(at - 1, at)) continue
      const key = one * BASE + two
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      if (count > most) {
        best = key
        most = count
      }
    }
    if (best === -1) return undefined
    return { first: Math.floor(best / BASE), second: best % BASE, count: most }
  }

  /** Makes one unit of each such pair whose lines may be one. */
  join({ first, second }: Pair, unit: number, canJoin: (line: number) => boolean): void {
    let last = -1
    for (let at = 0; at < this.#count; at++) {
      const fits = last !== -1 && this.#units[last] === first && this.#units[at] === second
      if (fits && this.#areAdjacent(last, at) && canJoin(this.#lines[last] ?? 0)) {
        this.#units[last] = unit
        this.#lengths[last] = (this.#lengths[last] ?? 0) + (this.#lengths[at] ?? 0)
      } else {
        last++
        this.#units[last] = this.#units[at] ?? -1
        this.#lines[last] = this.#lines[at] ?? 0
        this.#lengths[last] = this.#lengths[at] ?? 1
      }
    }
    this.#count = last + 1
  }

  #areAdjacent(one: number, two: number): boolean {
    return (this.#lines[one] ?? 0) + (this.#lengths[one] ?? 0) === this.#lines[two]
  }
}

/** More units than any log has. */
const BASE = 0x100000
