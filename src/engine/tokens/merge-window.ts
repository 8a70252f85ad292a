import type { Stretch } from './stretch.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Bytes a window may hold; a pair's place in it fits the low 6 bits of a key. */
export const WINDOW = 64

const PLACE_BITS = 6
const NONE = 0x7fffffff

/** Merges a stretch and leaves behind where its tokens end. */
export interface Merger {
  /** How many tokens byte pair encoding makes of the stretch. */
  merge(stretch: Stretch): number
  /** After a merge: where the token ends that begins at `place`, both counted from the stretch's beginning. */
  endOf(place: number): number
}

/** Merges stretches of up to `WINDOW` bytes by looking over all pairs for each join. */
export function createWindowMerger(vocabulary: Vocabulary): Merger {
  /** `rank << 6 | place` of the pair that begins at a place: the least is the leftmost of the lowest rank. */
  const keys = new Int32Array(WINDOW)
  const ends = new Int32Array(WINDOW + 1)
  const befores = new Int32Array(WINDOW + 1)
  const setKey = (place: number, rank: number): void => {
    keys[place] = rank === 0 ? NONE : (rank << PLACE_BITS) | place
  }
  const begin = ({ bytes, from, to }: Stretch): void => {
    for (let at = from; at < to; at++) {
      const place = at - from
      ends[place] = place + 1
      befores[place] = place - 1
      setKey(place, at + 1 < to ? vocabulary.rankOfPair(bytes[at] ?? 0, bytes[at + 1] ?? 0) : 0)
    }
  }
  const join = ({ bytes, from, to }: Stretch, place: number): void => {
    const second = ends[place] ?? 0
    const end = ends[second] ?? 0
    ends[place] = end
    befores[end] = place
    keys[second] = NONE
    const after = from + end < to ? from + (ends[end] ?? 0) : 0
    setKey(place, after > 0 ? vocabulary.rankOf(bytes, from + place, after) : 0)
    if (place === 0) return
    const before = befores[place] ?? 0
    setKey(before, vocabulary.rankOf(bytes, from + before, from + end))
  }
  return {
    merge(stretch) {
      const length = stretch.to - stretch.from
      begin(stretch)
      for (let count = length; ; count--) {
        const key = least(keys, length)
        if (key === NONE) return count
        join(stretch, key & (WINDOW - 1))
      }
    },
    endOf: (place) => ends[place] ?? 0,
  }
}

function least(keys: Int32Array, length: number): number {
  let found = NONE
  for (let place = 0; place < length; place++) {
    const key = keys[place] ?? NONE
    if (key < found) found = key
  }
  return found
}
