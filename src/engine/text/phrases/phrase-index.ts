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

  /** Calls `visit` with every phrase used, in order, and its offsets in the stretch. */
  forEachUse(stretch: Stretch, visit: (phrase: number, start: number, end: number) => void): void {
    const { edges, keys } = stretch
    for (let unit = 0; unit < keys.length; ) {
      const key = keys[unit] ?? 0
      const phrase = this.#filter[key & (FILTER_SIZE - 1)] === 1 ? this.#at(stretch, unit) : -1
      if (phrase === -1) {
        unit++
        continue
      }
      const start = edges[unit] ?? 0
      const end = start + (this.#phrases[phrase] ?? '').length
      visit(phrase, start, end)
      unit = unitAt(edges, unit, end)
    }
  }

  #at({ text, edges, keys }: Stretch, unit: number): number {
    const start = edges[unit] ?? 0
    for (const index of this.#byKey.get(keys[unit] ?? 0) ?? []) {
      const phrase = this.#phrases[index] ?? ''
      if (!text.startsWith(phrase, start)) continue
      const end = start + phrase.length
      if (edges[unitAt(edges, unit, end)] === end) return index
    }
    return -1
  }
}

const FILTER_SIZE = 4096

/** The first unit from `unit` on that begins at `offset` or behind it. */
function unitAt(edges: Int32Array, unit: number, offset: number): number {
  let at = unit
  while ((edges[at] ?? offset) < offset) at++
  return at
}
