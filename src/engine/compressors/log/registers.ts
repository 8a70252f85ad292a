import type { LineMatches } from './match-lines.ts'
import { merged, Sample } from './sampled-values.ts'

/**
 * Which columns the slots of all templates belong to. A column remembers its last value, whichever
 * template wrote it, so that a process id or a package name that several kinds of lines show in
 * turn is written once.
 */
export interface Registers {
  /** By template, then slot: the column's number, from 1; numbers rise with constancy. */
  readonly columnOf: readonly (readonly number[])[]
  /** By template, then slot: what is added to the last value to foretell this one; 0 for none. */
  readonly stepOf: readonly (readonly number[])[]
  readonly count: number
}

/** Slots whose last value is the same, looked at for one value. */
const MOST_HOLDERS = 12
/** Pairs of slots tried. */
const MOST_PAIRS = 384

/** Every slot its own column, in order: for rows that must stand alone. */
export function separateRegisters({ templates }: LineMatches): Registers {
  let count = 0
  const columnOf = templates.map(({ slots }) => Array.from({ length: slots }, () => ++count))
  return { columnOf, stepOf: columnOf.map((columns) => columns.map(() => 0)), count }
}

/** Joins slots whose values foretell each other, and finds counters, on a sample of the lines. */
export function learnRegisters(matches: LineMatches, text: string): Registers {
  const sample = new Sample(matches, text)
  const steps = sample.steps()
  return numbered(matches, { sample, groups: joined(sample, steps), steps })
}

/** Slots that share a column, and the column's values in order. */
interface Group {
  readonly slots: readonly number[]
  readonly events: readonly number[]
  /** Values that were foretold, and their weight. */
  readonly count: number
  readonly weight: number
}

/** By slot, its group. Tries the likeliest pairs of slots as one column; keeps what foretells more. */
function joined(sample: Sample, steps: readonly number[]): readonly Group[] {
  const groups: Group[] = sample.templateOfSlot.map((_, slot) => {
    const events = sample.eventsOf(slot)
    return { slots: [slot], events, ...sample.foretold(events, NO_EVENTS, steps) }
  })
  for (const [slot, other] of likelyPairs(sample)) {
    const one = groups[slot]
    const two = groups[other]
    if (one === undefined || two === undefined || one === two || wouldMeet(sample, one, two))
      continue
    const { count, weight } = sample.foretold(one.events, two.events, steps)
    if (weight <= one.weight + two.weight) continue
    const events = merged(one.events, two.events)
    const group = { slots: [...two.slots, ...one.slots], events, count, weight }
    for (const member of group.slots) groups[member] = group
  }
  return groups
}

const NO_EVENTS: readonly number[] = []

/** Two values of one line can't share a column. */
function wouldMeet({ templateOfSlot }: Sample, one: Group, two: Group): boolean {
  const templates = new Set(one.slots.map((slot) => templateOfSlot[slot]))
  return two.slots.some((slot) => templates.has(templateOfSlot[slot]))
}

/** Pairs of slots where the one's value often equals the other's last one, best first. */
function likelyPairs(sample: Sample): readonly (readonly [number, number])[] {
  const size = sample.templateOfSlot.length
  const hits = new Map<number, number>()
  const holders = new Holders()
  for (let index = 0; index < sample.slots.length; index++) {
    const slot = sample.slots[index] ?? 0
    const value = sample.values[index] ?? 0
    const weight = sample.weights[value] ?? 0
    for (const holder of holders.of(value)) {
      // Two values of one line can't share a column.
      if (sample.templateOfSlot[holder] === sample.templateOfSlot[slot]) continue
      const key = slot * size + holder
      hits.set(key, (hits.get(key) ?? 0) + weight)
    }
    holders.move(slot, value)
  }
  return [...hits]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_PAIRS)
    .map(([key]) => [Math.floor(key / size), key % size])
}

/** Which slots, the first few, have which value as their last one. */
class Holders {
  readonly #slotsOf: number[][] = []
  readonly #valueOf: number[] = []

  of(value: number): readonly number[] {
    return this.#slotsOf[value] ?? NO_SLOTS
  }

  move(slot: number, value: number): void {
    const before = this.#valueOf[slot]
    if (before === value) return
    const old = before === undefined ? undefined : this.#slotsOf[before]
    const place = old?.indexOf(slot) ?? -1
    if (place !== -1) old?.splice(place, 1)
    const slots = this.#slotsOf[value]
    if (slots === undefined) this.#slotsOf[value] = [slot]
    else if (slots.length < MOST_HOLDERS) slots.push(slot)
    this.#valueOf[slot] = value
  }
}

const NO_SLOTS: readonly number[] = []

interface Learnt {
  readonly sample: Sample
  /** By slot. */
  readonly groups: readonly Group[]
  readonly steps: readonly number[]
}

/** Numbers columns so that those that change most come first in a row, and the constant ones last. */
function numbered({ templates }: LineMatches, { sample, groups, steps }: Learnt): Registers {
  const order = [...new Set(groups)]
    .map((group) => ({ group, owner: group.slots[0] ?? 0, rank: rankOf(group) }))
    .sort((a, b) => a.rank - b.rank || a.owner - b.owner)
  const numbers = new Map(order.map(({ group }, index) => [group, index + 1]))
  const perTemplate = <T>(of: (slot: number) => T): T[][] =>
    templates.map(({ slots }, template) =>
      Array.from({ length: slots }, (_, slot) => of((sample.firstSlot[template] ?? 0) + slot)),
    )
  const numberOf = (group: Group | undefined): number =>
    group === undefined ? 0 : (numbers.get(group) ?? 0)
  return {
    columnOf: perTemplate((slot) => numberOf(groups[slot])),
    stepOf: perTemplate((slot) => steps[slot] ?? 0),
    count: order.length,
  }
}

/** Per mille of a column's values that were foretold. */
function rankOf({ events, count }: Group): number {
  return events.length === 0 ? 0 : Math.floor((count * 1000) / events.length)
}
