import type { Merger } from './merge-window.ts'
import type { Stretch } from './stretch.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Merges a stretch of any length in O(n log n): the pairs wait in a heap, lowest rank and leftmost first. */
export function createHeapMerger(vocabulary: Vocabulary): Merger {
  let ends = new Int32Array(0)
  return {
    merge(stretch) {
      const merging = beginMerge(stretch, vocabulary)
      ends = merging.ends
      return mergeAll(merging, vocabulary)
    },
    endOf: (place) => ends[place] ?? 0,
  }
}

interface Merging {
  readonly stretch: Stretch
  readonly ends: Int32Array<ArrayBuffer>
  readonly befores: Int32Array
  /** Rank of the pair that begins at a place; 0 where it makes no token. */
  readonly ranks: Int32Array
  readonly queue: RankQueue
}

function beginMerge(stretch: Stretch, vocabulary: Vocabulary): Merging {
  const { bytes, from, to } = stretch
  const length = to - from
  const merging = {
    stretch,
    ends: Int32Array.from({ length: length + 1 }, (_, place) => place + 1),
    befores: Int32Array.from({ length: length + 1 }, (_, place) => place - 1),
    ranks: new Int32Array(length + 1),
    queue: createRankQueue(2 * length),
  }
  for (let at = from; at + 1 < to; at++) {
    setRank(merging, at - from, vocabulary.rankOfPair(bytes[at] ?? 0, bytes[at + 1] ?? 0))
  }
  return merging
}

function mergeAll(merging: Merging, vocabulary: Vocabulary): number {
  const { stretch, ranks, queue } = merging
  let count = stretch.to - stretch.from
  for (let key = queue.take(); key !== undefined; key = queue.take()) {
    const place = key % PLACES
    // An entry is stale when its pair has changed since: other bytes have another rank.
    if (ranks[place] !== Math.floor(key / PLACES)) continue
    join(merging, place, vocabulary)
    count--
  }
  return count
}

function join(merging: Merging, place: number, vocabulary: Vocabulary): void {
  const { stretch, ends, befores, ranks } = merging
  const { bytes, from, to } = stretch
  const second = ends[place] ?? 0
  const end = ends[second] ?? 0
  ends[place] = end
  befores[end] = place
  ranks[second] = 0
  const after = from + end < to ? from + (ends[end] ?? 0) : 0
  setRank(merging, place, after > 0 ? vocabulary.rankOf(bytes, from + place, after) : 0)
  if (place === 0) return
  const before = befores[place] ?? 0
  setRank(merging, before, vocabulary.rankOf(bytes, from + before, from + end))
}

function setRank({ ranks, queue }: Merging, place: number, rank: number): void {
  ranks[place] = rank
  if (rank > 0) queue.put(rank * PLACES + place)
}

/** A key is `rank * PLACES + place`: 21 bits and 32, exact in a double. */
const PLACES = 2 ** 32

interface RankQueue {
  put(key: number): void
  /** Takes out the least key; `undefined` when there is none. */
  take(): number | undefined
}

/** A binary heap of fixed room. */
function createRankQueue(room: number): RankQueue {
  const keys = new Float64Array(room)
  let size = 0
  return {
    put(key) {
      let child = size++
      while (child > 0) {
        const parent = (child - 1) >> 1
        const above = keys[parent] ?? 0
        if (above <= key) break
        keys[child] = above
        child = parent
      }
      keys[child] = key
    },
    take() {
      if (size === 0) return undefined
      const least = keys[0]
      size--
      sink(keys, size)
      return least
    },
  }
}

/** Puts the key at `size` where it belongs among those before it, in place of the first. */
function sink(keys: Float64Array, size: number): void {
  const key = keys[size] ?? 0
  let parent = 0
  for (let child = 1; child < size; child = 2 * parent + 1) {
    const left = keys[child] ?? 0
    const right = child + 1 < size ? (keys[child + 1] ?? 0) : Number.POSITIVE_INFINITY
    const below = Math.min(left, right)
    if (key <= below) break
    keys[parent] = below
    parent = right < left ? child + 1 : child
  }
  keys[parent] = key
}
