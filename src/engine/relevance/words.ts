/**
 * Where words begin and end, by pinned rules alone: no locale, no `\p`, no Unicode tables of the
 * host. ASCII letters, digits and `_`-less identifiers are split where a reader would split them;
 * scripts without spaces give overlapping pairs; every other letter beyond ASCII is a word letter.
 */

/** Called for each word with its offsets and the hash of its lower-cased characters. */
export type WordVisitor = (start: number, end: number, hash: number) => void

const NONE = 0
const LOWER = 1
const UPPER = 2
const DIGIT = 3
/** A letter beyond ASCII, of a script with spaces. */
const LETTER = 4
/** A character of a script without spaces. */
const IDEOGRAPH = 5

const BACKSLASH = 0x5c
const LOWER_U = 0x75

/** Letters before a digit that make it a name with a number (`Form52`), not an id (`a1b2`). */
const SHORTEST_NAME = 3

/**
 * Visits the words of `text` between `start` and `end`: each run of letters and digits whole, and
 * then its parts where it changes case (`FormField` → `formfield`, `form`, `field`) or ends a name
 * with a number (`Form52` → `form52`, `form`, `52`). Runs of Han, kana, hangul or Thai
 * give their pairs. With `escaped`, backslash escapes as JSON and most languages write them are
 * separators, so that `\nError` has the word `error`.
 */
export function eachWord(
  text: string,
  span: { readonly start: number; readonly end: number; readonly escaped: boolean },
  visit: WordVisitor,
): void {
  const { end, escaped } = span
  let at = span.start
  while (at < end) {
    const code = text.charCodeAt(at)
    const kind = classOf(code)
    if (kind === IDEOGRAPH) at = visitIdeographs(text, { start: at, end }, visit)
    else if (kind !== NONE) at = visitRun(text, { start: at, end }, visit)
    else at += escaped && code === BACKSLASH ? escapeLength(text, at) : 1
  }
}

function escapeLength(text: string, at: number): number {
  return text.charCodeAt(at + 1) === LOWER_U ? 6 : 2
}

/** FNV-1a over UTF-16 units, ASCII letters lower-cased: the hash `eachWord` gives for a word. */
export function wordHash(word: string): number {
  let hash = HASH_START
  for (let at = 0; at < word.length; at++) hash = hashOn(hash, word.charCodeAt(at))
  return hash
}

/** True when the word spelled in `text` from `start` to `end` is `word`, which is lower case. */
export function isWordAt(
  text: string,
  span: { readonly start: number; readonly end: number },
  word: string,
): boolean {
  if (span.end - span.start !== word.length) return false
  for (let at = 0; at < word.length; at++) {
    if (lowered(text.charCodeAt(span.start + at)) !== word.charCodeAt(at)) return false
  }
  return true
}

/** ASCII letters in lower case, all else as it is; the same in every locale. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** True for letters, digits and `_`, in every script: what may not stand beside a whole match. */
export function isWordCode(code: number): boolean {
  return code === 0x5f || classOf(code) !== NONE
}

/** True for characters of scripts that set no spaces between words. */
export function isIdeograph(code: number): boolean {
  return classOf(code) === IDEOGRAPH
}

const HASH_START = 0x811c9dc5 | 0
const HASH_PRIME = 0x01000193

function hashOn(hash: number, code: number): number {
  return Math.imul(hash ^ lowered(code), HASH_PRIME)
}

function lowered(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 32 : code
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the scan of every character; calls would double its time
function visitRun(
  text: string,
  span: { readonly start: number; readonly end: number },
  visit: WordVisitor,
): number {
  const { start, end } = span
  let whole = HASH_START
  // Up to where the run is first parted its hash is the part's.
  let isParted = false
  let part = HASH_START
  let partStart = start
  let previous = NONE
  let digits = 0
  let at = start
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    const kind = classOf(code)
    if (kind === NONE || kind === IDEOGRAPH) break
    if (kind !== previous && at > partStart) {
      const isHump = kind === UPPER && previous !== DIGIT
      const isNumber = kind === DIGIT && digits === 0 && at - partStart >= SHORTEST_NAME
      if (isHump || isNumber) {
        visit(partStart, at, isParted ? part : whole)
        isParted = true
        partStart = at
        part = HASH_START
        digits = 0
      } else if (kind === LOWER && previous === UPPER && at - partStart >= 2) {
        // `HTTPServer`: the last capital belongs to what follows.
        visit(partStart, at - 1, wordHash(text.slice(partStart, at - 1)))
        isParted = true
        partStart = at - 1
        part = hashOn(HASH_START, text.charCodeAt(at - 1))
        digits = 0
      }
    }
    if (kind === DIGIT) digits++
    const small = lowered(code)
    whole = Math.imul(whole ^ small, HASH_PRIME)
    if (isParted) part = Math.imul(part ^ small, HASH_PRIME)
    previous = kind
  }
  if (isParted) visit(partStart, at, part)
  visit(start, at, whole)
  return at
}

function visitIdeographs(
  text: string,
  span: { readonly start: number; readonly end: number },
  visit: WordVisitor,
): number {
  let at = span.start
  let previous = -1
  for (; at < span.end; at++) {
    const code = text.charCodeAt(at)
    if (classOf(code) !== IDEOGRAPH) break
    if (previous !== -1) visit(at - 1, at + 1, hashOn(hashOn(HASH_START, previous), code))
    previous = code
  }
  if (at === span.start + 1) visit(span.start, at, hashOn(HASH_START, previous))
  return at
}

function classOf(code: number): number {
  if (code < 0x80) return ASCII_CLASSES[code] ?? NONE
  if (code < 0x2000) return classBelowPunctuation(code)
  // No comparison holds for what lies beyond the text (NaN).
  return code >= 0x2000 ? classAbovePunctuation(code) : NONE
}

/** Classes of the 128 ASCII characters. */
const ASCII_CLASSES: Readonly<Uint8Array> = Uint8Array.from({ length: 0x80 }, (_, code) => {
  if (code >= 0x30 && code <= 0x39) return DIGIT
  if (code >= 0x41 && code <= 0x5a) return UPPER
  return code >= 0x61 && code <= 0x7a ? LOWER : NONE
})

/** Latin-1 signs are no letters, but for `ª µ º`; Thai, Lao and Khmer set no spaces. */
function classBelowPunctuation(code: number): number {
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? LETTER : NONE
  if (code === 0xd7 || code === 0xf7) return NONE
  return (code >= 0x0e00 && code < 0x0f00) || (code >= 0x1780 && code < 0x1800) ? IDEOGRAPH : LETTER
}

/**
 * General punctuation, arrows, mathematics, box drawing and symbols (2000-2BFF), CJK punctuation
 * (3000-303F), private use and surrogates' emoji are no words; full-width forms are letters.
 */
function classAbovePunctuation(code: number): number {
  if (code < 0x2c00) return NONE
  if (code >= 0x3000 && code < 0x3040) return NONE
  if (code >= 0x3040 && code < 0xa000) return IDEOGRAPH
  if (code >= 0xac00 && code < 0xd7b0) return IDEOGRAPH
  if (code >= 0xd800 && code < 0xf900) return NONE
  return code >= 0xfe00 && code < 0xff10 ? NONE : LETTER
}
