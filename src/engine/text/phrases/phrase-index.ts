import { keyAt, type Stretch } from './stretch.ts'

/** Finds known phrases in stretches: from left to right, the longest first. */
export class PhraseIndex {
  readonly #phrases: readonly string[]
  /** Numbers of the phrases that begin with a key's characters, longest first. */
  readonly #byKey = new Map<number, number[]>()
  /** 1 where a key of these low digits may be known. */
  readonly #filter = new Uint8Array(FILTER_SIZE)

  constructor(phrases: readonly string[]) {
    this.#phrases = phrases
    for (const [index, phrase] of phrases.entries()) {
      const key = keyAt(phrase, 0)
      const alike = this.#byKey.get(key) ?? []
      alike.push(index)
      this.#byKey.set(key, alike)
      this.#filter[key & (FILTER_SIZE - 1)] = 1
    }
    for (const alike of this.#byKey.values()) {
      alike.sort((a, b) => (phrases[b] ?? '').length - (phrases[a] ?? '').length || a - b)
    }
  }

  /** The units at which a phrase may begin, in order. */
  unitsIn({ keys }: Stretch): Int32Array {
    const units = new Int32Array(keys.length)
    let count = 0
    for (let unit = 0; unit < keys.length; unit++) {
      if (this.#filter[(keys[unit] ?? 0) & (FILTER_SIZE - 1)] === 1) units[count++] = unit
    }
    return units.subarray(0, count)
  }

  /** Calls `visit` with every phrase used, in order, and its offsets in the stretch; `units` are those of `unitsIn`. */
  forEachUse(
    stretch: Stretch,
    visit: (phrase: number, start: number, end: number) => void,
    units: Int32Array = this.unitsIn(stretch),
  ): void {
    const { edges, keys } = stretch
    let done = 0
    for (let at = 0; at < units.length; at++) {
      const unit = units[at] ?? 0
      const start = edges[unit] ?? 0
      if (start < done || this.#filter[(keys[unit] ?? 0) & (FILTER_SIZE - 1)] === 0) continue
      const phrase = this.#at(stretch, unit)
      if (phrase === -1) continue
      done = start + (this.#phrases[phrase] ?? '').length
      visit(phrase, start, done)
    }
  }

  #at({ text, edges, keys }: Stretch, unit: number): number {
    const start = edges[unit] ?? 0
    for (const index of this.#byKey.get(keys[unit] ?? 0) ?? NO_PHRASES) {
      const phrase = this.#phrases[index] ?? ''
      const end = start + phrase.length
      // Most that begin alike end otherwise.
      if (text.charCodeAt(end - 1) !== phrase.charCodeAt(phrase.length - 1)) continue
      if (!text.startsWith(phrase, start)) continue
      if (edges[unitAt(edges, unit, end)] === end) return index
    }
    return -1
  }
}

const NO_PHRASES: readonly number[] = []
const FILTER_SIZE = 4096

/** The first unit from `unit` on that begins at `offset` or behind it. */
function unitAt(edges: Int32Array, unit: number, offset: number): number {
  let at = unit
  while ((edges[at] ?? offset) < offset) at++
  return at
}
