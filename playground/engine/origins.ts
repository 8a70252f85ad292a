import type { OriginFacts } from './protocol.ts'

/** Longer originals would take too long to index for a hover. */
const LONGEST = 8_000_000
/** A word on more lines than this tells no place. */
const COMMONEST = 12
/** Lines that one row may come from: an object of pretty-printed JSON, say. */
const REACH = 60

/** Finds rows of a packed text in its original: exactly where a line stands there as it is, else by rare words. */
export class Origins {
  private readonly lines: readonly string[]
  private readonly places = new Map<string, number[]>()
  private readonly whole = new Map<string, number[]>()

  /** `undefined` for originals that are too long. */
  static of(original: string): Origins | undefined {
    return original.length > LONGEST ? undefined : new Origins(original)
  }

  private constructor(original: string) {
    this.lines = original.split('\n')
    for (const [at, line] of this.lines.entries()) {
      note(this.whole, line.trim(), at)
      for (const word of new Set(wordsOf(line))) note(this.places, word, at)
    }
  }

  /** Where `row` stood; `near` is its share of the way through the result, for lines that come often. */
  find(row: string, near: number): OriginFacts | undefined {
    const expected = near * this.lines.length
    const same = this.whole.get(row.trim())
    if (row.trim() !== '' && same !== undefined) {
      const at = nearest(same, expected) + 1
      return { from: at, to: at, isExact: same.length === 1 }
    }
    return this.byWords(row, expected)
  }

  private byWords(row: string, expected: number): OriginFacts | undefined {
    const rare = [...new Set(wordsOf(row))]
      .map((word) => this.places.get(word) ?? [])
      .filter((places) => places.length > 0 && places.length <= COMMONEST)
    const centre = bestPlace(rare, expected)
    if (centre === undefined) return undefined
    const hits = rare
      .map((places) => nearest(places, centre))
      .filter((place) => Math.abs(place - centre) <= REACH / 2)
    return { from: Math.min(...hits) + 1, to: Math.max(...hits) + 1, isExact: false }
  }
}

/** The line that most words have near it; of equals, the one nearest to where it is expected. */
function bestPlace(rare: readonly (readonly number[])[], expected: number): number | undefined {
  const votes = new Map<number, number>()
  for (const places of rare) {
    for (const place of places) {
      const cell = Math.floor(place / REACH)
      votes.set(cell, (votes.get(cell) ?? 0) + 1 / places.length)
    }
  }
  let best: { readonly cell: number; readonly score: number } | undefined
  for (const [cell, vote] of votes) {
    const score = vote - Math.abs(cell * REACH - expected) / 1e9
    if (best === undefined || score > best.score) best = { cell, score }
  }
  if (best === undefined) return undefined
  const middle = best.cell * REACH + REACH / 2
  const inCell = rare.map((places) => nearest(places, middle))
  return median(inCell.filter((place) => Math.floor(place / REACH) === best.cell))
}

function median(places: readonly number[]): number | undefined {
  return [...places].sort((one, other) => one - other)[places.length >> 1]
}

function nearest(places: readonly number[], to: number): number {
  let best = places[0] ?? 0
  for (const place of places) if (Math.abs(place - to) < Math.abs(best - to)) best = place
  return best
}

function note(map: Map<string, number[]>, key: string, at: number): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [at])
  else if (known.length <= COMMONEST) known.push(at)
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}_.:/-]{2,80}/gu

function wordsOf(line: string): readonly string[] {
  return line.slice(0, 4000).match(WORD) ?? []
}
