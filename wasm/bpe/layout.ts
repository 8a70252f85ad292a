/** Where everything lies in the module's own memory. Addresses are bytes from its beginning. */

/** Tokens up to this long are found by one 16-byte comparison; the sixteenth byte holds the length. */
export const SHORT: u32 = 15
/** The longest token of either vocabulary has 128 bytes. */
export const LONGEST_TOKEN: u32 = 128
/** Bytes that may be read past the end of a text or of the vocabulary. */
export const SLACK: u32 = 64

/** 16 bytes of ones, 16 of zeros: read at an offset, it cuts a vector to a length. */
export const CUTS: usize = 64
/** Page numbers of Unicode classes (see classes.ts); the pages follow. */
export const CLASSES: usize = 1024
export const CLASS_PAGES: usize = CLASSES + 0x2200 * 2
/** Rank of each pair of bytes, 0 where they are no token. */
export const PAIRS: usize = 0x10000
/** Pieces counted before: see memo.ts. */
export const MEMO: usize = PAIRS + 0x10000 * 4
export const MEMO_BITS: u32 = 15
/** Hash table of the vocabulary: see vocabulary.ts. */
export const TABLE: usize = MEMO + (1 << MEMO_BITS) * 16
export const TABLE_BITS: u32 = 19
/** Room for merging one window (see merge.ts). */
export const WINDOW_ROOM: usize = TABLE + (1 << TABLE_BITS) * 4
export const VOCABULARY: usize = WINDOW_ROOM + 0x2000

/** Makes the memory reach at least up to `address`. */
export function reach(address: usize): void {
  const missing = <i32>((address + 0xffff) >> 16) - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) unreachable()
}
