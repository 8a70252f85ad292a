/**
 * How many tokens byte pair encoding makes of a piece that is no token itself: the adjacent pair that
 * makes the token of the lowest rank is joined, the leftmost first, until no pair makes a token.
 *
 * Pieces up to a window long are merged by looking over all pairs, a few at a time. Longer ones go window
 * by window: a sequence of tokens is what the encoder makes of a text exactly if each adjacent pair of them
 * is what it makes of the pair's bytes (a merge across a border would already be made in the pair alone).
 * So two windows may be joined where the second begins at a border of the first and begins with the very
 * token that the first has there. Should it not, the first is widened, and a wide one is merged with a heap,
 * so that the whole stays O(n log n) whatever the text.
 */
import { PAIRS, reach, SLACK, WINDOW_ROOM } from './layout'
import { rankOf } from './vocabulary'

/** Bytes of a window; a pair's place in it fits the low 8 bits of a key. */
const WINDOW: u32 = 256
/** A border this near to the end of a window may have been moved by the cut. */
const MARGIN: u32 = 48
const NONE: u32 = 0xffffffff

/** Key of the pair that begins at a place: `(rank - 1) << 8 | place`, so the least key is the leftmost of the lowest rank. */
const KEYS: usize = WINDOW_ROOM
/** Where the token that begins at a place ends, and where the one before it begins. */
const NEAR_ENDS: usize = KEYS + WINDOW * 4 + 16
const NEAR_BEFORE: usize = NEAR_ENDS + (WINDOW + 1) * 4

/** The table of ends that the last merge has left. */
let ends: usize = 0
/** Free memory behind the text. */
let freeRoom: usize = 0

export function setFreeRoom(address: usize): void {
  freeRoom = (address + SLACK + 7) & ~7
}

/** Tokens of a piece of at least two bytes. */
export function mergedCount(p: usize, length: u32): u32 {
  if (length <= WINDOW) return mergeWindow(p, length)
  let from = p
  const end = p + length
  let size = WINDOW
  let count = merge(from, size)
  let total: u32 = 0
  while (from + size < end) {
    const kept = tokensBefore(size - MARGIN)
    const border = keptBytes
    const width = load<u32>(ends + (border << 2)) - border
    const nextSize = min<u32>(WINDOW, <u32>(end - from) - border)
    const nextCount = mergeWindow(from + border, nextSize)
    if (load<u32>(ends) == width) {
      total += kept
      from += border
      size = nextSize
      count = nextCount
    } else {
      size = min<u32>(size * 2, <u32>(end - from))
      count = merge(from, size)
    }
  }
  return total + count
}

let keptBytes: u32 = 0

/** How many tokens end at or before `limit`, at least one; `keptBytes` is where the last of them ends. */
function tokensBefore(limit: u32): u32 {
  let count: u32 = 1
  let border = load<u32>(ends)
  while (true) {
    const next = load<u32>(ends + (border << 2))
    if (next > limit) break
    border = next
    count++
  }
  keptBytes = border
  return count
}

function merge(p: usize, length: u32): u32 {
  return length <= WINDOW ? mergeWindow(p, length) : mergeHeap(p, length)
}

// @ts-ignore: decorator
@inline
function keyOf(rank: u32, place: u32): u32 {
  return rank == 0 ? NONE : ((rank - 1) << 8) | place
}

// @ts-ignore: decorator
@inline
function pairRank(p: usize): u32 {
  return load<u32>(PAIRS + ((<usize>load<u8>(p) << 8 | <usize>load<u8>(p, 1)) << 2))
}

function mergeWindow(p: usize, length: u32): u32 {
  ends = NEAR_ENDS
  let at: u32 = 0
  for (; at + 1 < length; at++) {
    store<u32>(KEYS + (at << 2), keyOf(pairRank(p + at), at))
    store<u32>(NEAR_ENDS + (at << 2), at + 1)
    store<u32>(NEAR_BEFORE + (at << 2), at - 1)
  }
  store<u32>(NEAR_ENDS + (at << 2), length)
  store<u32>(NEAR_BEFORE + (at << 2), at - 1)
  v128.store(KEYS + (at << 2), i32x4.splat(-1))
  let count = length
  while (true) {
    const key = leastKey(length)
    if (key == NONE) return count
    joinNear(p, key & 0xff, length)
    count--
  }
}

function leastKey(length: u32): u32 {
  let least = v128.load(KEYS)
  const end = KEYS + (length << 2)
  for (let key = KEYS + 16; key < end; key += 16) least = i32x4.min_u(least, v128.load(key))
  least = i32x4.min_u(least, i8x16.shuffle(least, least, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  const low = <u32>i32x4.extract_lane(least, 0)
  const high = <u32>i32x4.extract_lane(least, 1)
  return min<u32>(low, high)
}

function joinNear(p: usize, at: u32, length: u32): void {
  const second = load<u32>(NEAR_ENDS + (at << 2))
  const end = load<u32>(NEAR_ENDS + (second << 2))
  store<u32>(NEAR_ENDS + (at << 2), end)
  store<u32>(KEYS + (second << 2), NONE)
  if (end < length) {
    store<u32>(NEAR_BEFORE + (end << 2), at)
    const after = load<u32>(NEAR_ENDS + (end << 2))
    store<u32>(KEYS + (at << 2), keyOf(rankOf(p + at, after - at), at))
  } else store<u32>(KEYS + (at << 2), NONE)
  if (at > 0) {
    const before = load<u32>(NEAR_BEFORE + (at << 2))
    store<u32>(KEYS + (before << 2), keyOf(rankOf(p + before, end - before), before))
  }
}

// A wide window: ends, befores and ranks as above, 4 bytes each, then a binary heap of `rank << 32 | place`.
let befores: usize = 0
let ranks: usize = 0
let heap: usize = 0
let heapSize: u32 = 0

function mergeHeap(p: usize, length: u32): u32 {
  const row = <usize>(length + 2) << 2
  ends = freeRoom
  befores = ends + row
  ranks = befores + row
  heap = (ranks + row + 7) & ~7
  // A heap holds one entry a pair at first, and each join takes one out and puts at most two in.
  reach(heap + (<usize>length << 4))
  heapSize = 0
  for (let at: u32 = 0; at < length; at++) {
    store<u32>(ends + (at << 2), at + 1)
    store<u32>(befores + (at << 2), at - 1)
    setRank(at, at + 1 < length ? pairRank(p + at) : 0)
  }
  let count = length
  while (heapSize > 0) {
    const least = popLeast()
    const at = <u32>least
    // An entry is stale when its pair has changed since: other bytes have another rank.
    if (load<u32>(ranks + (at << 2)) != <u32>(least >> 32)) continue
    joinFar(p, at, length)
    count--
  }
  return count
}

function joinFar(p: usize, at: u32, length: u32): void {
  const second = load<u32>(ends + (at << 2))
  const end = load<u32>(ends + (second << 2))
  store<u32>(ends + (at << 2), end)
  store<u32>(ranks + (second << 2), 0)
  if (end < length) {
    store<u32>(befores + (end << 2), at)
    setRank(at, rankOf(p + at, load<u32>(ends + (end << 2)) - at))
  } else setRank(at, 0)
  if (at > 0) {
    const before = load<u32>(befores + (at << 2))
    setRank(before, rankOf(p + before, end - before))
  }
}

function setRank(at: u32, rank: u32): void {
  store<u32>(ranks + (at << 2), rank)
  if (rank == 0) return
  const entry = (<u64>rank << 32) | at
  let child = heapSize++
  while (child > 0) {
    const parent = (child - 1) >> 1
    const above = load<u64>(heap + (<usize>parent << 3))
    if (above <= entry) break
    store<u64>(heap + (<usize>child << 3), above)
    child = parent
  }
  store<u64>(heap + (<usize>child << 3), entry)
}

function popLeast(): u64 {
  const least = load<u64>(heap)
  const entry = load<u64>(heap + (<usize>--heapSize << 3))
  let parent: u32 = 0
  while (true) {
    let child = parent * 2 + 1
    if (child >= heapSize) break
    let below = load<u64>(heap + (<usize>child << 3))
    if (child + 1 < heapSize) {
      const right = load<u64>(heap + (<usize>(child + 1) << 3))
      if (right < below) {
        below = right
        child++
      }
    }
    if (entry <= below) break
    store<u64>(heap + (<usize>parent << 3), below)
    parent = child
  }
  store<u64>(heap + (<usize>parent << 3), entry)
  return least
}
