/**
 * What the regular expressions of the encodings match at a place, piece by piece.
 *
 * o200k_base (tiktoken, MIT):
 *   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *   \p{N}{1,3} |  ?[^\s\p{L}\p{N}]+[\r\n/]* | \s*[\r\n]+ | \s+(?!\S) | \s+
 * cl100k_base:
 *   (?i:'s|'t|'re|'ve|'m|'ll|'d) | [^\r\n\p{L}\p{N}]?\p{L}+
 *   \p{N}{1,3} |  ?[^\s\p{L}\p{N}]+[\r\n]* | \s*[\r\n]+ | \s+(?!\S) | \s+
 */
import type { Encoding } from './encodings.ts'
import {
  classAt,
  LETTER,
  LOWER,
  NEWLINE,
  NUMBER,
  SPACE,
  UPPER,
  type Utf8Text,
} from './utf8-text.ts'

/** Where the piece that begins at `at` ends. */
export type PieceEnd = (text: Utf8Text, at: number) => number

/** The pre-tokenizer of an encoding. */
export function pieceEndOf(encoding: Encoding): PieceEnd {
  return encoding === 'o200k_base' ? o200kPieceEnd : cl100kPieceEnd
}

const CASED = UPPER | LOWER
const WORD_OR_SPACE = LETTER | NUMBER | SPACE

function o200kPieceEnd(text: Utf8Text, at: number): number {
  const found = classAt(text, at)
  if (found & NUMBER) return digitsEnd(text, at)
  if (found & LETTER) return casedWordEnd(text, at)
  return (found & NEWLINE ? 0 : prefixedWordEnd(text, at, found)) || otherEnd(text, at, true)
}

function cl100kPieceEnd(text: Utf8Text, at: number): number {
  const found = classAt(text, at)
  if (found & NUMBER) return digitsEnd(text, at)
  if (found & LETTER) return runEnd(text, at, LETTER)
  const contraction = contractionEnd(text, at)
  if (contraction > 0) return contraction
  const next = at + (found >> 8)
  if (!(found & NEWLINE) && isAt(text, next, LETTER)) return runEnd(text, next, LETTER)
  return otherEnd(text, at, false)
}

function isAt(text: Utf8Text, at: number, bits: number): boolean {
  return at < text.end && (classAt(text, at) & bits) !== 0
}

/** Where the run of code points with one of `bits` that begins at `from` ends. */
function runEnd(text: Utf8Text, from: number, bits: number): number {
  let at = from
  while (at < text.end) {
    const found = classAt(text, at)
    if (!(found & bits)) break
    at += found >> 8
  }
  return at
}

function digitsEnd(text: Utf8Text, from: number): number {
  let at = from
  for (let digits = 0; digits < 3 && at < text.end; digits++) {
    const found = classAt(text, at)
    if (!(found & NUMBER)) break
    at += found >> 8
  }
  return at
}

/** Words of o200k_base after one character that is neither letter, number nor line break; 0 if there is none. */
function prefixedWordEnd(text: Utf8Text, at: number, found: number): number {
  const next = at + (found >> 8)
  if (!(found & CASED)) return isAt(text, next, CASED) ? casedWordEnd(text, next) : 0
  // A mark is prefix and word at once: the first expression is tried with and without it before the second.
  return withContraction(text, loweredWordEnd(text, next) || loweredWordEnd(text, at))
}

/** A word that begins with a letter or mark, by whichever of the two expressions takes it. */
function casedWordEnd(text: Utf8Text, at: number): number {
  return withContraction(text, loweredWordEnd(text, at) || runEnd(text, at, UPPER))
}

/** `[upper]*[lower]+` as a backtracking matcher takes it; 0 if it does not match. */
function loweredWordEnd(text: Utf8Text, from: number): number {
  let at = from
  let afterBoth = 0
  while (at < text.end) {
    const found = classAt(text, at)
    if (!(found & UPPER)) return found & LOWER ? runEnd(text, at, LOWER) : afterBoth
    at += found >> 8
    if (found & LOWER) afterBoth = at
  }
  return afterBoth
}

function withContraction(text: Utf8Text, at: number): number {
  return contractionEnd(text, at) || at
}

/** Where `'s 't 're 've 'm 'll 'd`, in either case, ends; 0 if none stands there. U+017F is an s in the other case. */
function contractionEnd({ bytes, end }: Utf8Text, at: number): number {
  if (bytes[at] !== 0x27 || at + 1 >= end) return 0
  const first = bytes[at + 1] ?? 0
  if (SINGLE.has(first | 0x20)) return at + 2
  if (at + 2 >= end) return 0
  const second = bytes[at + 2] ?? 0
  const isLongS = first === 0xc5 && second === 0xbf
  return isLongS || DOUBLE.has(((first | 0x20) << 8) | second | 0x20) ? at + 3 : 0
}

/** s t m d */
const SINGLE: ReadonlySet<number> = new Set([0x73, 0x74, 0x6d, 0x64])
/** re ve ll */
const DOUBLE: ReadonlySet<number> = new Set([0x7265, 0x7665, 0x6c6c])

/** What is neither word nor number: signs with what follows them, or white space. */
function otherEnd(text: Utf8Text, at: number, slashes: boolean): number {
  const first = text.bytes[at] === 0x20 ? at + 1 : at
  if (first < text.end && !isAt(text, first, WORD_OR_SPACE)) return signsEnd(text, first, slashes)
  return spacesEnd(text, at)
}

function signsEnd(text: Utf8Text, from: number, slashes: boolean): number {
  let at = from
  while (at < text.end) {
    const found = classAt(text, at)
    if (found & WORD_OR_SPACE) break
    at += found >> 8
  }
  while (at < text.end) {
    const byte = text.bytes[at]
    if (byte !== 10 && byte !== 13 && !(slashes && byte === 0x2f)) break
    at++
  }
  return at
}

/** Up to the last line break if there is one; else all at the end of the text; else all but the last, if that leaves any. */
function spacesEnd(text: Utf8Text, from: number): number {
  let at = from
  let last = from
  let afterNewline = 0
  while (at < text.end) {
    const found = classAt(text, at)
    if (!(found & SPACE)) break
    last = at
    at += found >> 8
    if (found & NEWLINE) afterNewline = at
  }
  if (afterNewline > 0) return afterNewline
  return at < text.end && last > from ? last : at
}
