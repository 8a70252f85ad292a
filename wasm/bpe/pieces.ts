/**
 * One piece at a time, for any text: what the regular expressions of the encodings match at a place.
 *
 * o200k_base:
 *   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *   \p{N}{1,3} |  ?[^\s\p{L}\p{N}]+[\r\n/]* | \s*[\r\n]+ | \s+(?!\S) | \s+
 * cl100k_base:
 *   (?i:'s|'t|'re|'ve|'m|'ll|'d) | [^\r\n\p{L}\p{N}]?\p{L}+
 *   \p{N}{1,3} |  ?[^\s\p{L}\p{N}]+[\r\n]* | \s*[\r\n]+ | \s+(?!\S) | \s+
 */
import { CASED, classAt, LETTER, lengthIn, LOWER, NEWLINE, NUMBER, SPACE, UPPER } from './classes'

/** Where the piece that begins at `p` ends. */
export function o200kPieceEnd(p: usize, end: usize): usize {
  const found = classAt(p)
  const next = p + lengthIn(found)
  if (found & NUMBER) return digitsEnd(next, end)
  if (found & LETTER) return casedWordEnd(p, end)
  if (!(found & NEWLINE)) {
    const word = prefixedWordEnd(p, end, next, found)
    if (word) return word
  }
  return otherEnd(p, end, true)
}

/** `o200kPieceEnd`, by the other expression. */
export function cl100kPieceEnd(p: usize, end: usize): usize {
  const found = classAt(p)
  const next = p + lengthIn(found)
  if (found & NUMBER) return digitsEnd(next, end)
  if (found & LETTER) return lettersEnd(next, end)
  const short = contractionEnd(p, end)
  if (short) return short
  if (!(found & NEWLINE) && next < end && classAt(next) & LETTER) return lettersEnd(next, end)
  return otherEnd(p, end, false)
}

function digitsEnd(second: usize, end: usize): usize {
  if (second >= end) return second
  const found = classAt(second)
  if (!(found & NUMBER)) return second
  const third = second + lengthIn(found)
  if (third >= end) return third
  const last = classAt(third)
  return last & NUMBER ? third + lengthIn(last) : third
}

/** Past whole vectors of ASCII letters of one case (`fold` 0, `first` its first letter) or of any (0x20, `a`). */
function skipLetters(from: usize, end: usize, first: i8, fold: i8): usize {
  let p = from
  while (p + 16 <= end) {
    const places = i8x16.sub(v128.or(v128.load(p), i8x16.splat(fold)), i8x16.splat(first))
    if (!i8x16.all_true(i8x16.lt_u(places, i8x16.splat(26)))) break
    p += 16
  }
  return p
}

function lettersEnd(from: usize, end: usize): usize {
  let p = skipLetters(from, end, 0x61, 0x20)
  while (p < end) {
    const found = classAt(p)
    if (!(found & LETTER)) break
    p += lengthIn(found)
  }
  return p
}

/** Words of o200k_base after one character that is neither letter, number nor line break; 0 if there is none. */
function prefixedWordEnd(p: usize, end: usize, next: usize, found: u32): usize {
  // A mark is prefix and word at once: the first expression is tried with and without it before the second.
  if (found & CASED) {
    const word = loweredWordEnd(next, end)
    return withContraction(word ? word : loweredWordEnd(p, end), end)
  }
  return next < end && classAt(next) & CASED ? casedWordEnd(next, end) : 0
}

/** A word that begins with a letter or mark, by whichever of the two expressions takes it. */
function casedWordEnd(p: usize, end: usize): usize {
  const word = loweredWordEnd(p, end)
  return withContraction(word ? word : uppersEnd(p, end), end)
}

/** `[upper]*[lower]+` as a backtracking matcher takes it; 0 if it does not match. */
function loweredWordEnd(from: usize, end: usize): usize {
  let p = skipLetters(from, end, 0x41, 0)
  let afterBoth: usize = 0
  while (p < end) {
    const found = classAt(p)
    if (!(found & UPPER)) {
      if (found & LOWER) return lowersEnd(p, end)
      break
    }
    p += lengthIn(found)
    if (found & LOWER) afterBoth = p
  }
  return afterBoth
}

function lowersEnd(from: usize, end: usize): usize {
  let p = skipLetters(from, end, 0x61, 0)
  while (p < end) {
    const found = classAt(p)
    if (!(found & LOWER)) break
    p += lengthIn(found)
  }
  return p
}

function uppersEnd(from: usize, end: usize): usize {
  let p = skipLetters(from, end, 0x41, 0)
  while (p < end) {
    const found = classAt(p)
    if (!(found & UPPER)) break
    p += lengthIn(found)
  }
  return p
}

function withContraction(p: usize, end: usize): usize {
  const after = contractionEnd(p, end)
  return after ? after : p
}

/** Where `'s 't 're 've 'm 'll 'd`, in either case, ends; 0 if none stands at `p`. U+017F is an s in the other case. */
export function contractionEnd(p: usize, end: usize): usize {
  if (p + 1 >= end || load<u8>(p) != 0x27) return 0
  const first = load<u8>(p, 1) | 0x20
  if (first == 0x73 || first == 0x74 || first == 0x6d || first == 0x64) return p + 2
  if (p + 2 >= end) return 0
  if (load<u8>(p, 1) == 0xc5 && load<u8>(p, 2) == 0xbf) return p + 3
  const second = load<u8>(p, 2) | 0x20
  if ((first == 0x72 || first == 0x76) && second == 0x65) return p + 3
  return first == 0x6c && second == 0x6c ? p + 3 : 0
}

/** What is neither word nor number: signs, or white space. */
function otherEnd(p: usize, end: usize, slashes: bool): usize {
  const q = load<u8>(p) == 0x20 ? p + 1 : p
  if (q < end && !(classAt(q) & (SPACE | LETTER | NUMBER))) return signsEnd(q, end, slashes)
  return spacesEnd(p, end)
}

function signsEnd(from: usize, end: usize, slashes: bool): usize {
  let p = from
  while (p < end) {
    const found = classAt(p)
    if (found & (SPACE | LETTER | NUMBER)) break
    p += lengthIn(found)
  }
  while (p < end) {
    const byte = load<u8>(p)
    if (byte != 10 && byte != 13 && !(slashes && byte == 0x2f)) break
    p++
  }
  return p
}

/** Up to the last line break if there is one; else all of it at the end of the text; else all but the last, if that leaves any. */
function spacesEnd(from: usize, end: usize): usize {
  let p = from
  let last = from
  let afterNewline: usize = 0
  while (p < end) {
    const found = classAt(p)
    if (!(found & SPACE)) break
    last = p
    p += lengthIn(found)
    if (found & NEWLINE) afterNewline = p
  }
  if (afterNewline) return afterNewline
  return p < end && last > from ? last : p
}
