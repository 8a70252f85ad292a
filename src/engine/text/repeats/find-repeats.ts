import type { LineIds } from './line-ids.ts'

/** How a stretch of lines is written. */
export type Stretch =
  | { readonly kind: 'shown'; readonly line: number }
  /** The `period` lines above, `times` more. */
  | { readonly kind: 'more'; readonly period: number; readonly times: number }
  /** The `length` lines from `from` on, which are all shown. */
  | { readonly kind: 'again'; readonly from: number; readonly length: number }

export type Repeat = Exclude<Stretch, { readonly kind: 'shown' }>

/** Longest stretch that may repeat at once. */
const LONGEST_PERIOD = 256
/** Letters a stretch must hold to be worth naming, and worth counting. */
const LEAST_NAMED = 120
const LEAST_COUNTED = 40

/** Cuts lines into those to show and repeats of them; one pass, each line looked at a bounded number of times. */
export function findRepeats(lines: LineIds): readonly Stretch[] {
  const finder = new Finder(lines)
  const stretches: Stretch[] = []
  for (let line = 0; line < lines.count; ) {
    const more = finder.moreAt(line)
    const again = more === undefined ? finder.againAt(line) : undefined
    const found = more ?? again
    if (found !== undefined) stretches.push(found)
    else {
      stretches.push({ kind: 'shown', line })
      finder.show(line)
    }
    line += found === undefined ? 1 : lengthOf(found)
  }
  return stretches
}

function lengthOf(stretch: Repeat): number {
  return stretch.kind === 'more' ? stretch.period * stretch.times : stretch.length
}

class Finder {
  readonly #lines: LineIds
  /** 1 for lines that are shown. */
  readonly #isShown: Uint8Array
  /** Last place of each line, by its number. */
  readonly #lastOf: Int32Array
  /** First shown place of each pair of neighbours. */
  readonly #pairs = new Map<number, number>()

  constructor(lines: LineIds) {
    this.#lines = lines
    this.#isShown = new Uint8Array(lines.count)
    this.#lastOf = new Int32Array(lines.count).fill(-1)
  }

  show(line: number): void {
    const { ids } = this.#lines
    this.#isShown[line] = 1
    this.#lastOf[ids[line] ?? 0] = line
    if (line === 0 || this.#isShown[line - 1] === 0) return
    const key = this.#pairKey(line - 1)
    if (!this.#pairs.has(key)) this.#pairs.set(key, line - 1)
  }

  moreAt(line: number): Repeat | undefined {
    const { ids } = this.#lines
    const period = line - (this.#lastOf[ids[line] ?? 0] ?? -1)
    if (period > line || period > LONGEST_PERIOD || !this.#areShown(line - period, period)) {
      return undefined
    }
    let length = 0
    while (this.#isEqual(line + length, line + length - period)) length++
    const times = Math.floor(length / period)
    if (times === 0 || this.#letters(line, times * period) < LEAST_COUNTED) return undefined
    return { kind: 'more', period, times }
  }

  againAt(line: number): Repeat | undefined {
    const from = this.#pairs.get(this.#pairKey(line))
    if (from === undefined) return undefined
    let length = 0
    while (
      from + length < line &&
      this.#isShown[from + length] === 1 &&
      this.#isEqual(line + length, from + length)
    ) {
      length++
    }
    return length > 1 && this.#letters(line, length) >= LEAST_NAMED
      ? { kind: 'again', from, length }
      : undefined
  }

  #pairKey(line: number): number {
    const { ids, count } = this.#lines
    return (ids[line] ?? 0) * count + (ids[line + 1] ?? 0)
  }

  #areShown(from: number, length: number): boolean {
    for (let line = from; line < from + length; line++) if (this.#isShown[line] === 0) return false
    return true
  }

  /** The last line without a break equals no other. */
  #isEqual(line: number, other: number): boolean {
    const { ids, count, isTerminated } = this.#lines
    return line < (isTerminated ? count : count - 1) && ids[line] === ids[other]
  }

  #letters(line: number, length: number): number {
    const { starts } = this.#lines
    return (starts[line + length] ?? 0) - (starts[line] ?? 0)
  }
}
