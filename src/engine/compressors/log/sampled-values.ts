import type { LineMatches } from './match-lines.ts'

/** Lines on which columns are learnt, in stretches, so that neighbours are seen. */
const STRETCHES = 8
const STRETCH = 64
/** A weight for values: characters a token, about. */
const CHARACTERS_A_TOKEN = 4

/** Values of the sampled lines as numbers: `slots[i]` takes `values[i]`, in order of writing. */
export class Sample {
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
    for (let index = 0; index < this.slots.length; index++) {
      const slot = this.slots[index] ?? 0
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
  for (let event = 0; event < slots.length; event++) events[slots[event] ?? 0]?.push(event)
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

/** Two ascending lists as one. */
export function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  const all: number[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) all.push((isEarlier(a[i], b[j]) ? a[i++] : b[j++]) ?? 0)
  return all
}

/** `undefined` is behind a list's end. */
function isEarlier(one: number | undefined, other: number | undefined): boolean {
  return other === undefined || (one !== undefined && one < other)
}
