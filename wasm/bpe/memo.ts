/**
 * Tokens of a piece, from memory where it was counted before. A short piece has one possible place;
 * there stands its key (vocabulary.ts), with the number of its tokens in the upper half of the last byte.
 */
import { MEMO, MEMO_BITS, SHORT } from './layout'
import { mergedCount, windowBorders } from './merge'
import { hashOfShort, rankOf, rankOfShort, shortKey } from './vocabulary'

const LENGTH_AND_BYTES: u64 = 0x0fffffffffffffff

/** `pieceTokens`, not inlined: for where pieces come one by one. */
export function tokensOf(p: usize, length: u32): u32 {
  return pieceTokens(p, length)
}

// @ts-ignore: decorator
@inline
export function pieceTokens(p: usize, length: u32): u32 {
  if (length > SHORT) return longPieceTokens(p, length)
  const key = shortKey(p, length)
  const hash = hashOfShort(key)
  // Bits of the hash that the table's slots do not use first, so that both stay well spread.
  const memo = MEMO + (<usize>((hash >> 24) & ((1 << MEMO_BITS) - 1)) << 4)
  const difference = v128.xor(v128.load(memo), key)
  const high = <u64>i64x2.extract_lane(difference, 1)
  if ((<u64>i64x2.extract_lane(difference, 0) | (high & LENGTH_AND_BYTES)) == 0) return <u32>(high >> 60)
  return countShort(p, key, hash, memo)
}

function countShort(p: usize, key: v128, hash: u64, memo: usize): u32 {
  const length = <u32>i8x16.extract_lane_u(key, 15)
  const count: u32 = length == 1 || rankOfShort(key, hash) ? 1 : <u32>popcnt(windowBorders(p, length))
  v128.store(memo, i8x16.replace_lane(key, 15, <i8>(length | (count << 4))))
  return count
}

function longPieceTokens(p: usize, length: u32): u32 {
  return rankOf(p, length) ? 1 : mergedCount(p, length)
}
