/**
 * BM25 in integers, so that every runtime ranks alike: logarithms come from `rarity`, and the rest
 * is additions, multiplications and divisions rounded down, which IEEE 754 fixes.
 * Formula: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), §3.
 */

/** `rarity` counts in 32nds of a bit. */
export const RARITY_UNIT = 32

/**
 * How much finding a term says, in 32nds of a bit: log2((N + 1) / (n + 1/2)) for a term that `n` of
 * `N` passages hold, never below 0. The logarithm is linear between powers of two (off by < 0.09 bit).
 */
export function rarity(passages: number, holding: number): number {
  const scaled = Math.floor((RATIO_UNIT * (2 * passages + 2)) / (2 * holding + 1))
  return Math.max(0, log2In32nds(Math.min(scaled, LARGEST_RATIO)) - RATIO_BITS * RARITY_UNIT)
}

/** Fixed point of the ratio under the logarithm. */
const RATIO_BITS = 6
const RATIO_UNIT = 1 << RATIO_BITS
const LARGEST_RATIO = 0x7fffffff

function log2In32nds(value: number): number {
  const bits = 31 - Math.clz32(value)
  const fraction = bits >= 5 ? (value >>> (bits - 5)) & 31 : (value << (5 - bits)) & 31
  return bits * RARITY_UNIT + fraction
}

/** What a score of one full occurrence is multiplied by. */
export const SATURATION_UNIT = 64

/** Usual values; `b` halved because rows and lines of one block differ in length by their kind, not by padding. */
const K1 = 1.2
const B = 0.375

/**
 * How much `occurrences` of a term in a passage of `length` say against one in a passage of
 * `average` length, in 64ths: BM25's middle factor, 64 for one occurrence at average length.
 */
export function saturation(occurrences: number, length: number, average: number): number {
  const norm = K1 * (1 - B + (B * length) / Math.max(1, average))
  return Math.floor((SATURATION_UNIT * occurrences * (K1 + 1)) / (occurrences + norm))
}
