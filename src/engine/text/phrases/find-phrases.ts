import type { Stretch } from './stretch.ts'

export interface Found {
  readonly stretch: Stretch
  /** First and last unit of each phrase met again, in order; the second is one past it. */
  readonly met: readonly number[]
  /** UTF-16 units of what was met before, without the first few of each phrase: what names may save. */
  readonly covered: number
}

/** Shorter phrases are as short as their names. */
const SHORTEST_PHRASE = 6
/** Longer ones are no phrases; they repeat as several. */
const LONGEST_PHRASE = 4000

/** Adds to how often each phrase of a stretch was met again. */
export function countPhrases({ stretch, met }: Found, times: Map<string, number>): void {
  for (let at = 0; at < met.length; at += 2) {
    const phrase = trimmed(stretch, met[at] ?? 0, met[at + 1] ?? 0)
    if (phrase !== '') times.set(phrase, (times.get(phrase) ?? 0) + 1)
  }
}

/** What stands in a stretch twice or more, in one pass: each place is compared with the last that began like it. */
export function findPhrases(stretch: Stretch): Found {
  const { edges } = stretch
  const met: number[] = []
  const places = new Places(stretch)
  const last = edges.length - 1
  let covered = 0
  for (let unit = 0; unit < last; ) {
    const earlier = places.takeTurn(unit)
    const end = earlier === -1 ? unit : sharedEnd(stretch, earlier, unit)
    if (end > unit) {
      covered += (edges[end] ?? 0) - (edges[unit] ?? 0) - SHORTEST_PHRASE
      met.push(unit, end)
      places.enter(unit + 1, end)
    }
    unit = Math.max(end, unit + 1)
  }
  return { stretch, met, covered }
}

/** The last unit that began with the characters of a key; keys that share a place displace each other. */
class Places {
  readonly #keys: Int32Array
  readonly #mask: number
  readonly #units: Int32Array

  constructor({ keys }: Stretch) {
    let size = 64
    while (size < keys.length * 2) size *= 2
    this.#keys = keys
    this.#mask = size - 1
    this.#units = new Int32Array(size).fill(-1)
  }

  /** The unit that stood in the place of this one, which it takes; -1 for none. */
  takeTurn(unit: number): number {
    const place = (this.#keys[unit] ?? 0) & this.#mask
    const earlier = this.#units[place] ?? -1
    this.#units[place] = unit
    return earlier
  }

  enter(from: number, end: number): void {
    for (let unit = from; unit < end; unit++) {
      this.#units[(this.#keys[unit] ?? 0) & this.#mask] = unit
    }
  }
}

/** The unit behind the last that `unit` and `earlier` share; `unit` where that is too little for a phrase. */
function sharedEnd({ text, edges }: Stretch, earlier: number, unit: number): number {
  const start = edges[unit] ?? 0
  const distance = start - (edges[earlier] ?? 0)
  const same = sharedLength(text, start, distance)
  if (same < SHORTEST_PHRASE) return unit
  let end = unit
  while ((edges[end + 1] ?? Number.POSITIVE_INFINITY) <= start + same) {
    if ((edges[earlier + end + 1 - unit] ?? -1) + distance !== edges[end + 1]) break
    end++
  }
  return (edges[end] ?? 0) - start < SHORTEST_PHRASE ? unit : end
}

const LINE_FEED = 0x0a

/** Characters from `start` on that stand as well `distance` before, up to the line's end, without overlap. */
function sharedLength(text: string, start: number, distance: number): number {
  const end = Math.min(text.length, start + distance, start + LONGEST_PHRASE)
  let at = start
  while (at < end) {
    const code = text.charCodeAt(at)
    if (code === LINE_FEED || code !== text.charCodeAt(at - distance)) break
    at++
  }
  return at - start
}

/** Without the blanks and numbers at its ends: they say more beside what they belong to. */
function trimmed({ text, edges }: Stretch, from: number, to: number): string {
  let first = from
  let end = to
  while (first < end && isOuter(text.charCodeAt(edges[first] ?? 0))) first++
  while (first < end && isOuter(text.charCodeAt(edges[end - 1] ?? 0))) end--
  const phrase = text.slice(edges[first], edges[end])
  return phrase.length < SHORTEST_PHRASE ? '' : phrase
}

function isOuter(code: number): boolean {
  return code <= 0x20 ? code !== 0x1b : code >= 0x30 && code <= 0x39
}
