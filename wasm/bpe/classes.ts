import { CLASS_PAGES, CLASSES } from './layout'

// Bits of a class; tables/unicode-classes.mjs writes them.
export const UPPER: u32 = 1
export const LOWER: u32 = 2
export const NUMBER: u32 = 4
export const SPACE: u32 = 8
export const NEWLINE: u32 = 16
export const LETTER: u32 = 32
export const CASED: u32 = UPPER | LOWER

/** The class of the code point at `p`, and above it its length in bytes: `class | length << 8`. */
// @ts-ignore: decorator
@inline
export function classAt(p: usize): u32 {
  const first: u32 = load<u8>(p)
  // Page 0 is the first one stored, so ASCII needs no page number.
  return first < 0x80 ? <u32>load<u8>(CLASS_PAGES + first) | 0x100 : wideClassAt(p, first)
}

// @ts-ignore: decorator
@inline
export function lengthIn(found: u32): u32 {
  return found >> 8
}

function wideClassAt(p: usize, first: u32): u32 {
  if (first < 0xe0) return pageClass(((first & 0x1f) << 6) | tail(p, 1)) | 0x200
  if (first < 0xf0) return pageClass(((first & 0xf) << 12) | (tail(p, 1) << 6) | tail(p, 2)) | 0x300
  return pageClass(((first & 7) << 18) | (tail(p, 1) << 12) | (tail(p, 2) << 6) | tail(p, 3)) | 0x400
}

// @ts-ignore: decorator
@inline
function tail(p: usize, at: usize): u32 {
  return <u32>load<u8>(p + at) & 0x3f
}

// @ts-ignore: decorator
@inline
function pageClass(codePoint: u32): u32 {
  const page: u32 = load<u16>(CLASSES + ((codePoint >> 7) << 1))
  return load<u8>(CLASS_PAGES + (page << 7) + (codePoint & 127))
}
