/**
 * Finds where a regular time stamp stands in a line. Only its extent: whether it is one that prints
 * back as it was is for `columns/time-stamps.ts` to say.
 */

/** Stamps are looked for at the starts of this many words; prefixes such as host and ident are short. */
const WORDS_LOOKED_AT = 7
/** … and no further into the line than this. */
const FURTHEST = 160

export interface StampExtent {
  readonly start: number
  readonly end: number
}

/** The first stamp-like stretch near the head of a line, or `undefined`. */
export function findStamp(line: string): StampExtent | undefined {
  const limit = Math.min(line.length, FURTHEST)
  // Without a clock only a bare number, the first word, can be one.
  const most = line.includes(':') ? WORDS_LOOKED_AT : 1
  let words = 0
  let wasBreak = true
  for (let at = 0; at < limit && words < most; at++) {
    const isBreak = isOpening(line.charCodeAt(at))
    if (!isBreak && wasBreak) {
      words++
      const end = endOfStamp(line, at, words === 1)
      if (end !== -1) return { start: at, end }
    }
    wasBreak = isBreak
  }
  return undefined
}

/** White space, brackets, quotes, `=`, `|` and the end of an ANSI colour may stand before a stamp. */
function isOpening(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x09 ||
    code === 0x5b ||
    code === 0x28 ||
    code === 0x22 ||
    code === 0x3d ||
    code === 0x7c ||
    code === 0x6d
  )
}

/** End of the stamp that begins at `at`, or -1. Bare numbers count only as a line's first word. */
function endOfStamp(line: string, at: number, isFirst: boolean): number {
  if (isFirst && areDigits(line, at, 10)) return endOfEpoch(line, at)
  const clock = startOfClock(line, at)
  if (clock === -1 || !isClock(line, clock)) return -1
  const end = endOfFraction(line, clock + 8)
  return isUpper(line.charCodeAt(at)) ? endOfYear(line, end) : endOfTail(line, end)
}

/** Ten digits, a fraction or three more digits behind them. */
function endOfEpoch(line: string, at: number): number {
  const point = line.charCodeAt(at + 10)
  if (isDigit(point))
    return areDigits(line, at + 10, 3) && !isWord(line.charCodeAt(at + 13)) ? at + 13 : -1
  const end = point === 0x2e ? endOfFraction(line, at + 10) : at + 10
  return isWord(line.charCodeAt(end)) ? -1 : end
}

/** Forms that begin with a name may end with ` YYYY`. */
function endOfYear(line: string, at: number): number {
  const isYear =
    line.charCodeAt(at) === 0x20 &&
    areDigits(line, at + 1, 4) &&
    !isWord(line.charCodeAt(at + 5)) &&
    line.charCodeAt(at + 5) !== 0x2d
  return isYear ? at + 5 : at
}

/** Where `hh:mm:ss` must begin for a stamp that begins at `at`, or -1. */
function startOfClock(line: string, at: number): number {
  const first = line.charCodeAt(at)
  if (first >= 0x41 && first <= 0x5a) return afterMonthFirst(line, at)
  if (!isDigit(first)) return -1
  const third = line.charCodeAt(at + 2)
  if (third === 0x3a) return at
  if (isDigit(third)) return afterYearFirst(line, at)
  return afterDayFirst(line, at)
}

/** `YYYY-MM-DD` and one character. */
function afterYearFirst(line: string, at: number): number {
  const isDate =
    areDigits(line, at, 4) &&
    isDateMark(line.charCodeAt(at + 4)) &&
    areDigits(line, at + 5, 2) &&
    isDateMark(line.charCodeAt(at + 7)) &&
    areDigits(line, at + 8, 2)
  return isDate ? at + 11 : -1
}

/** `DD/Mon/YYYY` and one character. */
function afterDayFirst(line: string, at: number): number {
  const isDate =
    areDigits(line, at, 2) &&
    isMonth(line, at + 3) &&
    areDigits(line, at + 7, 4) &&
    !isDigit(line.charCodeAt(at + 6))
  return isDate ? at + 12 : -1
}

/** `Mon DD ` or `Www Mon DD `. */
function afterMonthFirst(line: string, at: number): number {
  if (line.charCodeAt(at + 3) !== 0x20) return -1
  const month = isUpper(line.charCodeAt(at + 4)) ? at + 4 : at
  if (!isMonth(line, month) || line.charCodeAt(month + 3) !== 0x20) return -1
  const tens = line.charCodeAt(month + 4)
  const isDay = (tens === 0x20 || isDigit(tens)) && isDigit(line.charCodeAt(month + 5))
  return isDay && line.charCodeAt(month + 6) === 0x20 ? month + 7 : -1
}

function isClock(line: string, at: number): boolean {
  return (
    areDigits(line, at, 2) &&
    line.charCodeAt(at + 2) === 0x3a &&
    areDigits(line, at + 3, 2) &&
    line.charCodeAt(at + 5) === 0x3a &&
    areDigits(line, at + 6, 2) &&
    !isDigit(line.charCodeAt(at + 8))
  )
}

const LONGEST_FRACTION = 6

/** Up to six digits after `.` or `,`; further ones are left to the words of the line. */
function endOfFraction(line: string, at: number): number {
  const point = line.charCodeAt(at)
  if ((point !== 0x2e && point !== 0x2c) || !isDigit(line.charCodeAt(at + 1))) return at
  let end = at + 1
  while (end < at + 1 + LONGEST_FRACTION && isDigit(line.charCodeAt(end))) end++
  return end
}

/** A zone, where one follows, or ` YYYY`. */
function endOfTail(line: string, at: number): number {
  const mark = line.charCodeAt(at) === 0x20 ? at + 1 : at
  const code = line.charCodeAt(mark)
  if (code === 0x5a && !isWord(line.charCodeAt(mark + 1))) return mark + 1
  if (code === 0x2b || code === 0x2d) return endOfOffset(line, mark, at)
  const word = line.slice(mark, mark + 3)
  if ((word === 'UTC' || word === 'GMT') && !isWord(line.charCodeAt(mark + 3))) return mark + 3
  return at
}

function endOfOffset(line: string, mark: number, none: number): number {
  if (!areDigits(line, mark + 1, 2)) return none
  const minutes = line.charCodeAt(mark + 3) === 0x3a ? mark + 4 : mark + 3
  const isOffset = areDigits(line, minutes, 2) && !isWord(line.charCodeAt(minutes + 2))
  return isOffset ? minutes + 2 : none
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

function isMonth(line: string, at: number): boolean {
  const place = MONTHS.indexOf(line.slice(at, at + 3))
  return place !== -1 && place % 3 === 0
}

function isDateMark(code: number): boolean {
  return code >= 0x2d && code <= 0x2f
}

function areDigits(line: string, at: number, length: number): boolean {
  for (let next = at; next < at + length; next++) {
    if (!isDigit(line.charCodeAt(next))) return false
  }
  return true
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isUpper(code: number): boolean {
  return code >= 0x41 && code <= 0x5a
}

function isWord(code: number): boolean {
  return isDigit(code) || isUpper(code) || (code >= 0x61 && code <= 0x7a) || code === 0x5f
}
