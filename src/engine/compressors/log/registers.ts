import type { LineMatches } from './match-lines.ts'

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

/** Lines on which columns are learnt, in stretches, so that neighbours are seen. */
const STRETCHES = 8
const STRETCH = 64
/** Slots whose last value is the same, looked at for one value. */
const MOST_HOLDERS = 12
/** Pairs of slots tried. */
const MOST_PAIRS = 384
/** A weight for values: characters a token, about. */
const CHARACTERS_A_TOKEN = 4

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

/** Values of the sampled lines as numbers: `slots[i]` takes `values[i]`, in order of writing. */
class Sample {
  readonly slots: number[] = []
  readonly values: number[] = []
  readonly texts: string[] = []
  /** By value: what writing it costs, about. */
  readonly weights: number[] = []
  readonly templateOfSlot: number[] = []
  readonly firstSlot: number[] = []
  #events: readonly (readonly number[])[] | undefined

  constructor(matches: LineMatches, text: string) {
    for (const [template, { slots }] of matches.templates.entries()) {
      this.firstSlot.push(this.templateOfSlot.length)
      for (let slot = 0; slot < slots; slot++) this.templateOfSlot.push(template)
    }
    const ids = new Map<string, number>()
    for (const line of sampledLines(matches.templateOf.length)) {
      const template = matches.templateOf[line] ?? -1
      if (template !== -1) this.#addLine(line, { matches, text, ids })
    }
  }

  #addLine(
    line: number,
    { matches, text, ids }: { matches: LineMatches; text: string; ids: Map<string, number> },
  ): void {
    const template = matches.templateOf[line] ?? 0
    const first = matches.firstCell[line] ?? 0
    const slots = matches.templates[template]?.slots ?? 0
    for (let slot = 0; slot < slots; slot++) {
      const at = (first + slot) * 2
      const value = text.slice(matches.cells[at], matches.cells[at + 1])
      const id = ids.get(value) ?? this.#addValue(value, ids)
      this.slots.push((this.firstSlot[template] ?? 0) + slot)
      this.values.push(id)
    }
  }

  #addValue(value: string, ids: Map<string, number>): number {
    const id = this.texts.push(value) - 1
    this.weights.push(1 + Math.floor(value.length / CHARACTERS_A_TOKEN))
    ids.set(value, id)
    return id
  }

  /** Steps of slots that count: most values are the last one and a fixed small number. */
  steps(): number[] {
    const last: (number | undefined)[] = []
    const rises = this.templateOfSlot.map(() => new Map<number, number>())
    const numbers = this.texts.map(wholeNumber)
    for (const [index, slot] of this.slots.entries()) {
      const value = numbers[this.values[index] ?? 0]
      const before = last[slot]
      if (value !== undefined && before !== undefined) {
        const counts = rises[slot]
        counts?.set(value - before, (counts.get(value - before) ?? 0) + 1)
      }
      last[slot] = value
    }
    return rises.map(commonStep)
  }

  /** Which values, in order, go into the column of these slots. */
  eventsOf(slot: number): readonly number[] {
    this.#events ??= eventsBySlot(this.slots, this.templateOfSlot.length)
    return this.#events[slot] ?? []
  }

  /** What a column foretells when the values of both lists go into it in turn: their number and weight. */
  foretold(a: readonly number[], b: readonly number[], steps: readonly number[]): Foretold {
    let last = -1
    let count = 0
    let weight = 0
    for (let i = 0, j = 0; i < a.length || j < b.length; ) {
      const event = (isEarlier(a[i], b[j]) ? a[i++] : b[j++]) ?? 0
      const value = this.values[event] ?? 0
      if (this.#isForetold(event, last, steps)) {
        count++
        weight += this.weights[value] ?? 0
      }
      last = value
    }
    return { count, weight }
  }

  #isForetold(event: number, last: number, steps: readonly number[]): boolean {
    const value = this.values[event] ?? 0
    const step = steps[this.slots[event] ?? 0] ?? 0
    if (step === 0) return value === last
    return last !== -1 && this.texts[value] === stepped(this.texts[last] ?? '', step)
  }
}

interface Foretold {
  readonly count: number
  readonly weight: number
}

function eventsBySlot(slots: readonly number[], count: number): readonly (readonly number[])[] {
  const events: number[][] = Array.from({ length: count }, () => [])
  for (const [event, slot] of slots.entries()) events[slot]?.push(event)
  return events
}

function sampledLines(count: number): readonly number[] {
  if (count <= STRETCHES * STRETCH) return Array.from({ length: count }, (_, line) => line)
  const lines: number[] = []
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const start = Math.floor((stretch * (count - STRETCH)) / (STRETCHES - 1))
    for (let line = start; line < start + STRETCH; line++) lines.push(line)
  }
  return lines
}

function commonStep(counts: ReadonlyMap<number, number>): number {
  let total = 0
  for (const count of counts.values()) total += count
  for (const [step, count] of counts) {
    if (step !== 0 && step > -10 && step < 1001 && count * 2 > total && count > 2) return step
  }
  return 0
}

const WHOLE_NUMBER = /^\d{1,15}$/

function wholeNumber(text: string): number | undefined {
  return WHOLE_NUMBER.test(text) ? Number(text) : undefined
}

/** `text` and `step`, as wide as `text` where that has leading zeros; `undefined` when it is no number. */
export function stepped(text: string, step: number): string | undefined {
  const number = wholeNumber(text)
  if (number === undefined || number + step < 0) return undefined
  return String(number + step).padStart(
    text.length > 1 && text.startsWith('0') ? text.length : 0,
    '0',
  )
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
    const [one, two] = [groups[slot], groups[other]]
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

/** Two ascending lists as one. */
function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  const all: number[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) all.push((isEarlier(a[i], b[j]) ? a[i++] : b[j++]) ?? 0)
  return all
}

/** `undefined` is behind a list's end. */
function isEarlier(one: number | undefined, other: number | undefined): boolean {
  return other === undefined || (one !== undefined && one < other)
}

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
  for (const [index, slot] of sample.slots.entries()) {
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
