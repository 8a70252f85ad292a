import type { Span } from '../ir/content.ts'

/** Characters other than blanks below which a line is too common to say where a text comes from. */
const LEAST_TELLING = 6
const SPACE = 0x20
const TAB = 0x09
const CARRIAGE_RETURN = 0x0d

/**
 * A number by which equal lines are found, also where they carry another line number; 0 for lines
 * too short to tell anything. Different lines may share a number: compare before use. One pass with
 * the prime of FNV-1a (public domain).
 */
export function lineKey(text: string, { start, end }: Span): number {
  let hash = 0x811c9dc5 | 0
  let telling = 0
  for (let at = skipLineNumber(text, start, end); at < end; at++) {
    const unit = text.charCodeAt(at)
    hash = Math.imul(hash ^ unit, 0x01000193)
    if (unit !== SPACE && unit !== TAB && unit !== CARRIAGE_RETURN) telling++
  }
  if (telling < LEAST_TELLING) return 0
  return hash ^ (hash >>> 15) || 1
}

/** Where the text of a numbered line begins (`cat -n`, `nl`, file tools); `start` for all other lines. */
function skipLineNumber(text: string, start: number, end: number): number {
  let at = start
  while (at < end && text.charCodeAt(at) === SPACE) at++
  const digits = at
  while (at < end && isDigit(text.charCodeAt(at))) at++
  if (at === digits || at === end) return start
  return AFTER_NUMBER.includes(text.charAt(at)) ? at + 1 : start
}

/** What file tools write between a line's number and its text. */
const AFTER_NUMBER = '\t→:|'

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}
