/** Characters of a chunk: its UTF-8 and the tables in use stay within a processor's second cache. */
export const CHUNK_LENGTH = 32_768

/**
 * Where a chunk that begins at `from` may end so that counting it apart changes nothing: a place where
 * the pre-tokenizers of both encodings split whatever else the text holds. About `CHUNK_LENGTH` characters
 * on; farther where none is near, up to the text's end.
 */
export function chunkEnd(text: string, from: number): number {
  let searched = from
  for (let size = CHUNK_LENGTH; from + size < text.length; size *= 2) {
    const end = lastSplit(text, from + size, searched)
    if (end > searched) return end
    searched = from + size
  }
  return text.length
}

function lastSplit(text: string, last: number, first: number): number {
  for (let at = last; at > first; at--) {
    if (isSureSplit(text.charCodeAt(at - 1), text.charCodeAt(at))) return at
  }
  return first
}

/**
 * No piece goes on from anything else into a blank, from a line feed into what is neither white space nor
 * a slash, from an ASCII letter into another ASCII sign than an apostrophe, or from a digit into ASCII of
 * another kind.
 */
function isSureSplit(before: number, after: number): boolean {
  if (after === BLANK) return !isWhiteSpace(before)
  if (before === LINE_FEED) return after !== SLASH && !isWhiteSpace(after)
  if (after >= 0x80) return false
  if (isLetter(before)) return !isLetter(after) && after !== APOSTROPHE
  return isDigit(before) && !isDigit(after)
}

function isLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Unicode's White_Space, and a few signs around it: here a doubtful one may as well be taken for it. */
function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return code <= BLANK
  return code <= 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x205f) || code === 0x3000
}

const LINE_FEED = 0x0a
const BLANK = 0x20
const APOSTROPHE = 0x27
const SLASH = 0x2f
