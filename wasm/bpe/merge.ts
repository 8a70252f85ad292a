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
import { CUTS_END, KEYS, PAIRS, reach, SLACK, WINDOW_ENTRY, WINDOWS, WINDOWS_BITS } from './layout'
import { rankOf } from './vocabulary'

/** Bytes of a window: a bit each in a word. */
const WINDOW: u32 = 64
/** A border this near to the end of a window may have been moved by the cut. */
const MARGIN: u32 = 16
const NONE: u32 = 0xffffffff

/** Borders of the last window merged. Up to `WINDOW` bytes: bit n says that a token ends after byte n. */
let borders: u64 = 0
/** Of a wider one: a table of where the token ends that begins at a place. */
let ends: usize = 0
/** Free memory behind the text. */
let freeRoom: usize = 0

export function setFreeRoom(address: usize): void {
  freeRoom = (address + SLACK + 7) & ~7
}

/** Tokens of a piece of at least two bytes. */
export function mergedCount(p: usize, length: u32): u32 {
  if (length <= WINDOW) return <u32>popcnt(rememberedBorders(p, length))
  const end = p + length
  let from = p
  let size = WINDOW
  let count = merge(from, size)
  let total: u32 = 0
  while (from + size < end) {
    const kept = tokensBefore(size, size - MARGIN)
    const next = from + keptBytes
    const width = endOf(size, keptBytes) - keptBytes
    const nextSize = min<u32>(size, <u32>(end - next))
    const nextCount = kept ? merge(next, nextSize) : 0
    if (kept && endOf(nextSize, 0) == width) {
      total += kept
      from = next
      size = nextSize
      count = nextCount
    } else {
      size = min<u32>(size * 2, <u32>(end - from))
      count = merge(from, size)
    }
  }
  return total + count
}

function merge(p: usize, length: u32): u32 {
  if (length > WINDOW) return mergeHeap(p, length)
  borders = rememberedBorders(p, length)
  return <u32>popcnt(borders)
}

/** Where the token ends that begins at a border of the last window. */
function endOf(size: u32, border: u32): u32 {
  return size <= WINDOW ? endAfter(borders, border) : load<u32>(ends + (border << 2))
}

let keptBytes: u32 = 0

/** How many tokens end at or before `limit`; `keptBytes` is where the last of them ends. */
function tokensBefore(size: u32, limit: u32): u32 {
  let count: u32 = 0
  keptBytes = 0
  for (let next = endOf(size, 0); next <= limit; next = endOf(size, next)) {
    keptBytes = next
    count++
  }
  return count
}

// @ts-ignore: decorator
@inline
function endAfter(bits: u64, at: u32): u32 {
  return at + <u32>ctz(bits >> at) + 1
}

/**
 * The borders of a window, from memory where it was merged before: long texts without a break are often
 * periodic, or counted again. An entry is 64 bytes, zeros after the window's, then its borders, whose highest
 * bit tells its length; there are two for each hash, the newer one first.
 */
function rememberedBorders(p: usize, length: u32): u64 {
  const cut = CUTS_END - length
  const a = v128.and(v128.load(p), v128.load(cut))
  const b = v128.and(v128.load(p, 16), v128.load(cut, 16))
  const c = v128.and(v128.load(p, 32), v128.load(cut, 32))
  const d = v128.and(v128.load(p, 48), v128.load(cut, 48))
  const ab = i64x2.add(i64x2.mul(a, i64x2.splat(0x9e3779b97f4a7c15)), i64x2.mul(b, i64x2.splat(0xc2b2ae3d27d4eb4f)))
  const cd = i64x2.add(i64x2.mul(c, i64x2.splat(0xd6e8feb86659fd93)), i64x2.mul(d, i64x2.splat(0xa0761d6478bd642f)))
  const sum = i64x2.add(ab, cd)
  const hash = <u64>i64x2.extract_lane(sum, 0) * 0xe7037ed1a0b428db + rotr<u64>(<u64>i64x2.extract_lane(sum, 1), 23)
  const slot = (((hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15) >> (64 - WINDOWS_BITS)) & ~1
  const first = WINDOWS + <usize>slot * WINDOW_ENTRY
  for (let entry = first; entry <= first + WINDOW_ENTRY; entry += WINDOW_ENTRY) {
    const known = load<u64>(entry, 64)
    const difference = v128.or(
      v128.or(v128.xor(a, v128.load(entry)), v128.xor(b, v128.load(entry, 16))),
      v128.or(v128.xor(c, v128.load(entry, 32)), v128.xor(d, v128.load(entry, 48))),
    )
    if (<u32>clz(known) == 64 - length && !v128.any_true(difference)) return known
  }
  const found = windowBorders(p, length)
  memory.copy(first + WINDOW_ENTRY, first, WINDOW_ENTRY)
  v128.store(first, a)
  v128.store(first, b, 16)
  v128.store(first, c, 32)
  v128.store(first, d, 48)
  store<u64>(first, found, 64)
  return found
}

// @ts-ignore: decorator
@inline
function keyOf(rank: u32, place: u32): u32 {
  return rank == 0 ? NONE : ((rank - 1) << 6) | place
}

// @ts-ignore: decorator
@inline
function setKey(place: u32, key: u32): void {
  store<u32>(KEYS + (<usize>place << 2), key)
}

// @ts-ignore: decorator
@inline
function pairRank(p: usize): u32 {
  return load<u32>(PAIRS + ((<usize>load<u8>(p) << 8 | <usize>load<u8>(p, 1)) << 2))
}

/**
 * Borders of up to `WINDOW` bytes. The key of the pair that begins at a place is `rank << 6 | place`, so the
 * least key is the leftmost of the lowest rank.
 */
export function windowBorders(p: usize, length: u32): u64 {
  const last = length - 1
  for (let at: u32 = 0; at < last; at++) setKey(at, keyOf(pairRank(p + at), at))
  v128.store(KEYS + (<usize>last << 2), i32x4.splat(-1))
  let bits = <u64>-1 >> (64 - length)
  while (true) {
    const key = leastKey(length)
    if (key == NONE) return bits
    const at = key & 63
    const second = endAfter(bits, at)
    bits &= ~(<u64>1 << (second - 1))
    setKey(second, NONE)
    const end = endAfter(bits, at)
    setKey(at, end < length ? keyOf(rankOf(p + at, endAfter(bits, end) - at), at) : NONE)
    if (at > 0) {
      // All borders before the one that the joined token begins at; none means that the token before begins the window.
      const before = 64 - <u32>clz(bits & ((<u64>1 << (at - 1)) - 1))
      setKey(before, keyOf(rankOf(p + before, end - before), before))
    }
  }
}

// @ts-ignore: decorator
@inline
function leastKey(length: u32): u32 {
  let least = v128.load(KEYS)
  const end = KEYS + (<usize>length << 2)
  for (let key = KEYS + 16; key < end; key += 16) least = i32x4.min_u(least, v128.load(key))
  least = i32x4.min_u(least, i8x16.shuffle(least, least, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  const low = <u32>i32x4.extract_lane(least, 0)
  const high = <u32>i32x4.extract_lane(least, 1)
  return min<u32>(low, high)
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
