/**
 * Counts the tokens of o200k_base and cl100k_base, as tiktoken's encode_ordinary makes them.
 *
 * The host writes unicode-classes.bin to `classesRoom()`, a vocabulary to `vocabularyRoom(bytes)`, then calls
 * `enter` until it answers the vocabulary's length. After that each text goes, as UTF-8, to `textRoom(bytes)`,
 * and `countO200k(bytes)` or `countCl100k(bytes)` answers. The memory may have grown after any call.
 */
import { CLASSES, CUTS, CUTS_END, reach, SLACK, VOCABULARY } from './layout'
import { pieceTokens, tokensOf } from './memo'
import { setFreeRoom } from './merge'
import { cl100kPieceEnd, o200kPieceEnd } from './pieces'
import { enterTokens } from './vocabulary'
import { pieceStarts } from './windows'

let text: usize = 0

export function classesRoom(): usize {
  reach(VOCABULARY)
  return CLASSES
}

export function vocabularyRoom(bytes: u32): usize {
  text = (VOCABULARY + bytes + SLACK + 63) & ~63
  reach(text)
  for (let at = CUTS; at < CUTS_END; at += 16) v128.store(at, i8x16.splat(-1))
  return VOCABULARY
}

/** Enters tokens until place `to`; where to go on. In several calls, so that a host may compile better code meanwhile. */
export function enter(from: u32, to: u32): u32 {
  return enterTokens(from, to)
}

export function textRoom(bytes: u32): usize {
  setFreeRoom(text + bytes)
  reach(text + bytes + SLACK)
  return text
}

export function countO200k(bytes: u32): u32 {
  return countText(bytes, true)
}

export function countCl100k(bytes: u32): u32 {
  return countText(bytes, false)
}

// @ts-ignore: decorator
@inline
function countText(bytes: u32, o200k: bool): u32 {
  const end = text + bytes
  let p = text
  let count: u32 = 0
  while (p < end) {
    let starts = pieceStarts(p, end, o200k)
    starts &= starts - 1
    if (!starts) {
      const next = o200k ? o200kPieceEnd(p, end) : cl100kPieceEnd(p, end)
      count += tokensOf(p, <u32>(next - p))
      p = next
      continue
    }
    const window = p
    do {
      const next = window + <usize>ctz(starts)
      count += pieceTokens(p, <u32>(next - p))
      p = next
      starts &= starts - 1
    } while (starts)
  }
  return count
}
