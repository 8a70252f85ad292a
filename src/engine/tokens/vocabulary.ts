import type { Stretch } from './stretch.ts'

/** Tokens by their bytes. */
export interface Vocabulary {
  /** Rank of the bytes from `from` to `to`; 0 when they are no token. Only the order of ranks means something. */
  rankOf(bytes: Uint8Array, from: number, to: number): number
  /** Rank of two bytes. */
  rankOfPair(first: number, second: number): number
}

/** The longest token of either encoding, in bytes. */
const LONGEST_TOKEN = 128

// A slot of the hash table is a place in the file (21 bits) under 11 bits of the hash; 0 is empty.
const PLACE = (1 << 21) - 1
const SLOTS = (1 << 19) - 1

/**
 * Reads a vocabulary file: one byte of length, then the token, in the order of ranks. So a token's place
 * in it compares as its rank does, and serves as one.
 */
export function readVocabulary(file: Uint8Array): Vocabulary {
  const table = tableOf(file)
  const pairs = pairsOf(file)
  return {
    rankOf(bytes, from, to) {
      if (to - from > LONGEST_TOKEN) return 0
      const hash = hashOf(bytes, from, to)
      for (let slot = hash & SLOTS; ; slot = (slot + 1) & SLOTS) {
        const entry = table[slot] ?? 0
        if (entry === 0) return 0
        const place = entry & PLACE
        const isAlike = ((entry ^ hash) & ~PLACE) === 0
        if (isAlike && isTokenAt(file, place, { bytes, from, to })) return place
      }
    },
    rankOfPair: (first, second) => pairs[(first << 8) | second] ?? 0,
  }
}

function isTokenAt(file: Uint8Array, place: number, { bytes, from, to }: Stretch): boolean {
  if (file[place - 1] !== to - from) return false
  for (let at = from; at < to; at++) {
    if (bytes[at] !== file[place + at - from]) return false
  }
  return true
}

function tableOf(file: Uint8Array): Int32Array {
  const table = new Int32Array(SLOTS + 1)
  for (let place = 1; place <= file.length; ) {
    const end = place + (file[place - 1] ?? 0)
    const hash = hashOf(file, place, end)
    let slot = hash & SLOTS
    while (table[slot] !== 0) slot = (slot + 1) & SLOTS
    table[slot] = place | (hash & ~PLACE)
    place = end + 1
  }
  return table
}

function pairsOf(file: Uint8Array): Int32Array {
  const pairs = new Int32Array(0x10000)
  for (let place = 1; place <= file.length; ) {
    const length = file[place - 1] ?? 0
    if (length === 2) pairs[((file[place] ?? 0) << 8) | (file[place + 1] ?? 0)] = place
    place += length + 1
  }
  return pairs
}

/** FNV-like, with murmur's last step: the high bits serve as a tag and must be well mixed too. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from
  for (let at = from; at < to; at++) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x9e3779b1) ^ (hash >>> 15)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
