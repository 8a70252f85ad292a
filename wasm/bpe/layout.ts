/** Where everything lies in the module's own memory. Addresses are bytes from its beginning. */

/** Tokens up to this long are found by one 16-byte comparison; the sixteenth byte holds the length. */
export const SHORT: u32 = 15
/** The longest token of either vocabulary has 128 bytes. */
export const LONGEST_TOKEN: u32 = 128
/** Bytes that may be read past the end of a text or of the vocabulary. */
export const SLACK: u32 = 64

/** 64 bytes of ones, 64 of zeros: read at an offset, they cut vectors to a length. */
export const CUTS: usize = 64
export const CUTS_END: usize = CUTS + 64
/** Page numbers of Unicode classes (see classes.ts); the pages follow. */
export const CLASSES: usize = 1024
export const CLASS_PAGES: usize = CLASSES + 0x2200 * 2
/** Rank of each pair of bytes, 0 where they are no token. */
export const PAIRS: usize = 0x10000
/** Pieces counted before: see memo.ts. */
export const MEMO: usize = PAIRS + 0x10000 * 4
export const MEMO_BITS: u32 = 15
/** Windows merged before: see merge.ts. */
export const WINDOWS: usize = MEMO + (1 << MEMO_BITS) * 16
export const WINDOWS_BITS: u32 = 12
export const WINDOW_ENTRY: usize = 72
/** A bit for each hash that a token has: see vocabulary.ts. */
export const FILTER: usize = WINDOWS + (1 << WINDOWS_BITS) * WINDOW_ENTRY
export const FILTER_BITS: u32 = 20
/** Hash table of the vocabulary. */
export const TABLE: usize = FILTER + (1 << FILTER_BITS) / 8
export const TABLE_BITS: u32 = 18
/** Keys of the pairs of one window. */
export const KEYS: usize = TABLE + (1 << TABLE_BITS) * 4
export const VOCABULARY: usize = KEYS + 1024

/** Makes the memory reach at least up to `address`. */
export function reach(address: usize): void {
  const missing = <i32>((address + 0xffff) >> 16) - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) unreachable()
}
