/**
 * Tokens by their bytes. The vocabulary lies in memory as it comes (one byte of length, then the token,
 * in the order of ranks), so a place in it compares as a rank does and serves as one.
 * A slot of the table is such a place (21 bits) under 11 bits of the hash; 0 is empty.
 */
import { CUTS_END, FILTER, FILTER_BITS, LONGEST_TOKEN, PAIRS, SHORT, TABLE, TABLE_BITS, VOCABULARY } from './layout'

const PLACE_BITS: u32 = 21
const PLACE: u32 = (1 << PLACE_BITS) - 1

/** The bytes of a short piece, zeros, and its length in the last byte. */
// @ts-ignore: decorator
@inline
export function shortKey(p: usize, length: u32): v128 {
  const cut = v128.load(CUTS_END - length)
  return i8x16.replace_lane(v128.and(v128.load(p), cut), 15, <i8>length)
}

// @ts-ignore: decorator
@inline
export function hashOfShort(key: v128): u64 {
  const low = i64x2.extract_lane(key, 0) * 0x9e3779b97f4a7c15
  const high = i64x2.extract_lane(key, 1) * 0xc2b2ae3d27d4eb4f
  const mixed = <u64>low ^ rotr<u64>(<u64>high, 29)
  return (mixed ^ (mixed >> 32)) * 0xd6e8feb86659fd93
}

function hashOfLong(p: usize, length: u32): u64 {
  let hash: u64 = <u64>length * 0x9e3779b97f4a7c15
  const last = p + length - 8
  for (let q = p; q < last; q += 8) {
    hash = (hash ^ load<u64>(q)) * 0xd6e8feb86659fd93
    hash ^= hash >> 32
  }
  hash = (hash ^ load<u64>(last)) * 0xc2b2ae3d27d4eb4f
  return (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93
}

// @ts-ignore: decorator
@inline
function slotOf(hash: u64): usize {
  return <usize>(hash >> (64 - TABLE_BITS))
}

// @ts-ignore: decorator
@inline
function tagOf(hash: u64): u32 {
  return <u32>hash & ~PLACE
}

/** False for most bytes that are no token: the filter stays in a cache that the table is too large for. */
// @ts-ignore: decorator
@inline
function mayBeToken(hash: u64): bool {
  const bit = <u32>(hash >> (64 - FILTER_BITS))
  return <bool>((load<u8>(FILTER + (bit >> 3)) >> (bit & 7)) & 1)
}

// @ts-ignore: decorator
@inline
function markToken(hash: u64): void {
  const bit = <u32>(hash >> (64 - FILTER_BITS))
  store<u8>(FILTER + (bit >> 3), load<u8>(FILTER + (bit >> 3)) | (<u8>1 << <u8>(bit & 7)))
}

/** The rank of a short piece whose key and hash are known; 0 if it is no token. */
export function rankOfShort(key: v128, hash: u64): u32 {
  if (!mayBeToken(hash)) return 0
  const tag = tagOf(hash)
  const length = <u32>i8x16.extract_lane_u(key, 15)
  let slot = slotOf(hash)
  while (true) {
    const entry = load<u32>(TABLE + (slot << 2))
    if (entry == 0) return 0
    if ((entry & ~PLACE) == tag) {
      const token = VOCABULARY + (entry & PLACE)
      if (load<u8>(token - 1) == length && !v128.any_true(v128.xor(shortKey(token, length), key))) return entry & PLACE
    }
    slot = (slot + 1) & ((1 << TABLE_BITS) - 1)
  }
}

function rankOfLong(p: usize, length: u32): u32 {
  const hash = hashOfLong(p, length)
  if (!mayBeToken(hash)) return 0
  const tag = tagOf(hash)
  let slot = slotOf(hash)
  while (true) {
    const entry = load<u32>(TABLE + (slot << 2))
    if (entry == 0) return 0
    if ((entry & ~PLACE) == tag && load<u8>(VOCABULARY + (entry & PLACE) - 1) == length) {
      if (memory.compare(VOCABULARY + (entry & PLACE), p, length) == 0) return entry & PLACE
    }
    slot = (slot + 1) & ((1 << TABLE_BITS) - 1)
  }
}

/** The rank of any bytes; 0 if they are no token. Only the order of ranks means something. */
export function rankOf(p: usize, length: u32): u32 {
  if (length <= SHORT) {
    const key = shortKey(p, length)
    return rankOfShort(key, hashOfShort(key))
  }
  return length <= LONGEST_TOKEN ? rankOfLong(p, length) : 0
}

/** Enters the tokens from place `from` on, about `bytes` of them; the place to go on from. */
export function enterTokens(from: u32, to: u32): u32 {
  let place = from
  while (place < to) {
    const token = VOCABULARY + place + 1
    const length: u32 = load<u8>(token - 1)
    enter(token, length, place + 1)
    place += length + 1
  }
  return place
}

function enter(token: usize, length: u32, place: u32): void {
  let hash: u64
  if (length <= SHORT) hash = hashOfShort(shortKey(token, length))
  else hash = hashOfLong(token, length)
  markToken(hash)
  let slot = slotOf(hash)
  while (load<u32>(TABLE + (slot << 2)) != 0) slot = (slot + 1) & ((1 << TABLE_BITS) - 1)
  store<u32>(TABLE + (slot << 2), place | tagOf(hash))
  if (length == 2) store<u32>(PAIRS + ((<usize>load<u8>(token) << 8 | <usize>load<u8>(token, 1)) << 2), place)
}
