/** Bits of a class; wasm/bpe/tables/unicode-classes.mjs writes them. */
export const UPPER = 1
export const LOWER = 2
export const NUMBER = 4
export const SPACE = 8
export const NEWLINE = 16
export const LETTER = 32

/** Classes of all code points, by pages of 128. */
export interface CodePointClasses {
  readonly pages: Uint16Array
  readonly classes: Uint8Array
}

/** UTF-8 with the classes to read it by. `bytes` is well formed up to `end`. */
export interface Utf8Text extends CodePointClasses {
  readonly bytes: Uint8Array
  readonly end: number
}

/** Pages of 128 code points in all of Unicode. */
const PAGES = 0x110000 / 128

/** Reads `unicode-classes.bin`: a page number of two bytes, low byte first, for each page; then the pages. */
export function readClasses(file: Uint8Array): CodePointClasses {
  const pages = new Uint16Array(PAGES)
  for (let page = 0; page < PAGES; page++) {
    pages[page] = (file[2 * page] ?? 0) | ((file[2 * page + 1] ?? 0) << 8)
  }
  return { pages, classes: file.subarray(2 * PAGES) }
}

/** Class of the code point at `at`, and above it its length in bytes: `class | length << 8`. */
export function classAt(text: Utf8Text, at: number): number {
  const first = text.bytes[at] ?? 0
  // Page 0 is the first one stored, so ASCII needs no page number.
  return first < 0x80 ? (text.classes[first] ?? 0) | 0x100 : wideClassAt(text, at, first)
}

function wideClassAt(text: Utf8Text, at: number, first: number): number {
  const second = tail(text, at + 1)
  if (first < 0xe0) return classOf(text, ((first & 0x1f) << 6) | second) | 0x200
  const third = tail(text, at + 2)
  if (first < 0xf0) return classOf(text, ((first & 0xf) << 12) | (second << 6) | third) | 0x300
  const fourth = tail(text, at + 3)
  return classOf(text, ((first & 7) << 18) | (second << 12) | (third << 6) | fourth) | 0x400
}

function tail(text: Utf8Text, at: number): number {
  return (text.bytes[at] ?? 0) & 0x3f
}

function classOf(text: Utf8Text, codePoint: number): number {
  const page = text.pages[codePoint >> 7] ?? 0
  return text.classes[(page << 7) + (codePoint & 127)] ?? 0
}
