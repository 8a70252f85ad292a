import type { LineTable } from '../contracts/earlier.ts'

/** Finds and tells apart the lines of a text, each read once. */
export function lineTableOf(text: string): LineTable {
  const isTerminated = text.endsWith('\n')
  let count = isTerminated ? 0 : 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  const starts = new Int32Array(count + 1)
  const keys = new Int32Array(count)
  let start = 0
  for (let line = 0; line < count; line++) {
    starts[line] = start
    const breakAt = text.indexOf('\n', start)
    const end = breakAt === -1 ? text.length : breakAt
    keys[line] = lineKey(text, start, end)
    start = end + 1
  }
  starts[count] = start
  return { count, isTerminated, starts, keys }
}

/** Characters other than blanks below which a line is too common to say where a text comes from. */
const LEAST_TELLING = 6
/** Characters of a line that tell it from others, at its start and at its end. */
const MOST_AT_START = 96
const MOST_AT_END = 32
const SPACE = 0x20

/**
 * A number by which equal lines are found, also where they bear another line number; 0 for lines
 * too short to tell anything. Different lines may share a number: compare before use. The hash is
 * FNV-1a's (public domain), over UTF-16 units.
 */
function lineKey(text: string, start: number, end: number): number {
  const from = skipLineNumber(text, start, end)
  const middle = Math.min(end, from + MOST_AT_START)
  let hash = 0x811c9dc5 ^ (end - from)
  let telling = 0
  for (let at = from; at < middle; at++) {
    const unit = text.charCodeAt(at)
    hash = Math.imul(hash ^ unit, 0x01000193)
    if (unit > SPACE) telling++
  }
  if (telling < LEAST_TELLING) return 0
  for (let at = Math.max(middle, end - MOST_AT_END); at < end; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
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
