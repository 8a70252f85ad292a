import { JSON_KIND } from '../../../text/json-index.ts'
import type { JsonText } from './row-lists.ts'
import { at } from './typed.ts'

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const COLON = 0x3a
const MINUS = 0x2d
const POINT = 0x2e
const ZERO = 0x30

/** A number, or the moment of a time stamp, at a node; NaN for all else. */
export function numberAt({ text, index }: JsonText, node: number): number {
  const start = at(index.starts, node)
  const end = at(index.ends, node)
  if (index.kinds[node] === JSON_KIND.number) return Number(text.slice(start, end))
  return index.kinds[node] === JSON_KIND.string ? readStamp(text, start + 1, end - 1) : Number.NaN
}

/**
 * Seconds since 1970 of an ISO 8601 date or date and time at `start` (a zone is passed over: one column has
 * one); NaN for anything else. Only to see gaps, order and distance.
 */
export function readStamp(text: string, start: number, end: number): number {
  const length = end - start
  if (length < 10 || length > 40) return Number.NaN
  if (text.charCodeAt(start + 4) !== MINUS || text.charCodeAt(start + 7) !== MINUS)
    return Number.NaN
  const days = daysOf(
    digits(text, start, 4),
    digits(text, start + 5, 2),
    digits(text, start + 8, 2),
  )
  if (length < 16) return length === 10 ? days * 86_400 : Number.NaN
  if (text.charCodeAt(start + 13) !== COLON) return Number.NaN
  const minutes = digits(text, start + 11, 2) * 60 + digits(text, start + 14, 2)
  return days * 86_400 + minutes * 60 + secondsAt(text, start + 16, end)
}

function daysOf(year: number, month: number, day: number): number {
  const beforeMonth = DAYS_BEFORE_MONTH[month - 1] ?? Number.NaN
  const leapYears = month > 2 ? year : year - 1
  const leapDays =
    Math.floor(leapYears / 4) - Math.floor(leapYears / 100) + Math.floor(leapYears / 400)
  return (year - 1970) * 365 + leapDays - LEAP_DAYS_TO_1970 + beforeMonth + day - 1
}

const LEAP_DAYS_TO_1970 = 477

function secondsAt(text: string, start: number, end: number): number {
  if (start + 3 > end || text.charCodeAt(start) !== COLON) return 0
  const seconds = digits(text, start + 1, 2)
  if (text.charCodeAt(start + 3) !== POINT || start + 4 >= end) return seconds
  const places = Math.min(3, digitsRun(text, start + 4, end))
  return places === 0 ? seconds : seconds + digits(text, start + 4, places) / 10 ** places
}

function digitsRun(text: string, start: number, end: number): number {
  let at = start
  while (at < end && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= 0x39) at++
  return at - start
}

/** Exactly `count` digits as a number; NaN when one is none. */
function digits(text: string, start: number, count: number): number {
  let value = 0
  for (let at = start; at < start + count; at++) {
    const digit = text.charCodeAt(at) - ZERO
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN
  }
  return value
}
