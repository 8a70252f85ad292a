import type { StampForm, TimeStamp } from '../../columns/time-stamps.ts'
import { findStamp, type StampExtent } from './find-stamp.ts'
import { createLogStampReader } from './log-stamps.ts'

/** Marks in `ends`: a line without a stamp. Stamps end before, as they begin near the line's head. */
const NONE = 255
/** Forms told apart; a stamp of a further form counts as none. */
const MOST_FORMS = 255

/** Days remembered at a time. */
const MOST_DAYS = 6

/**
 * Where the stamp of each line stands and which moment it names, in flat arrays. Each line is read
 * once, and only stamps that print back as they are count.
 */
export class LineStamps {
  readonly moments: Float64Array
  /** Index into `forms`. */
  readonly formOf: Uint8Array
  readonly forms: StampForm[] = []
  readonly starts: Uint8Array
  /** 0 for lines not read yet. */
  readonly #ends: Uint8Array
  readonly #readStamp = createLogStampReader()
  /** The days seen last, the latest first: forms take turns, and so do days around midnight. */
  readonly #days: KnownDay[] = []

  constructor(count: number) {
    this.moments = new Float64Array(count)
    this.formOf = new Uint8Array(count)
    this.starts = new Uint8Array(count)
    this.#ends = new Uint8Array(count)
  }

  /** End of the line's stamp, or -1 for none. */
  endOf(line: number, text: string): number {
    if (this.#ends[line] === 0) this.#ends[line] = this.#find(line, text)
    const end = this.#ends[line] ?? NONE
    return end === NONE ? -1 : end
  }

  #find(line: number, text: string): number {
    const known = this.#recall(line, text)
    if (known !== -1) return known
    const extent = findStamp(text)
    if (extent === undefined || extent.end >= NONE) return NONE
    const stamp = this.#readStamp(text.slice(extent.start, extent.end))
    const form = stamp === undefined ? -1 : this.#indexOf(stamp.form)
    if (stamp === undefined || form === -1) return NONE
    this.moments[line] = stamp.value
    this.formOf[line] = form
    this.starts[line] = extent.start
    const day = dayOf({ text, extent, stamp, form })
    if (day !== undefined) this.#days.unshift(day)
    if (this.#days.length > MOST_DAYS) this.#days.pop()
    return extent.end
  }

  /** End of a stamp of one of the days seen last, or -1. */
  #recall(line: number, text: string): number {
    const days = this.#days
    for (let at = 0; at < days.length; at++) {
      const day = days[at]
      const moment = day === undefined ? Number.NaN : momentWithin(day, text)
      if (day === undefined || Number.isNaN(moment)) continue
      if (at > 0) days.unshift(...days.splice(at, 1))
      this.moments[line] = moment
      this.formOf[line] = day.form
      this.starts[line] = day.start
      return day.end
    }
    return -1
  }

  #indexOf(form: StampForm): number {
    const { picture, fractionDigits } = form
    const known = this.forms.findIndex(
      (other) => other.picture === picture && other.fractionDigits === fractionDigits,
    )
    if (known !== -1 || this.forms.length === MOST_FORMS) return known
    return this.forms.push(form) - 1
  }
}

/** A stamp around its clock: the next line's most often differs in the clock alone. */
interface KnownDay {
  readonly start: number
  readonly end: number
  readonly form: number
  readonly head: string
  readonly tail: string
  /** Where `hh:mm:ss` stands. */
  readonly clockAt: number
  readonly fractionDigits: number
  /** Code of the character before the fraction. */
  readonly point: number
  readonly unitsPerSecond: number
  /** Moment of midnight. */
  readonly midnight: number
  /** Code of the character behind the stamp; -1 at the line's end. */
  readonly behind: number
}

interface FoundStamp {
  readonly text: string
  readonly extent: StampExtent
  readonly stamp: TimeStamp
  readonly form: number
}

/** `undefined` for a stamp without a clock. */
function dayOf({ text, extent, stamp, form }: FoundStamp): KnownDay | undefined {
  const { start, end } = extent
  const clockAt = start + text.slice(start, end).search(/\d\d:\d\d:\d\d/)
  if (clockAt < start) return undefined
  const { fractionDigits } = stamp.form
  const unitsPerSecond = 10 ** fractionDigits
  const behindClock = clockAt + 8 + (fractionDigits === 0 ? 0 : fractionDigits + 1)
  return {
    start,
    end,
    form,
    head: text.slice(start, clockAt),
    tail: text.slice(behindClock, end),
    clockAt,
    fractionDigits,
    point: text.charCodeAt(clockAt + 8),
    unitsPerSecond,
    midnight: stamp.value - unitsOf(text, clockAt, { fractionDigits, unitsPerSecond }),
    behind: codeBehind(text, end),
  }
}

/** The moment of a stamp of that day at the same place in another line, or NaN. */
function momentWithin(day: KnownDay, text: string): number {
  const { end, head, tail, behind, clockAt } = day
  const code = codeBehind(text, end)
  if (code !== behind && !(isDigit(code) && isDigit(behind))) return Number.NaN
  if (!text.startsWith(head, day.start) || !text.startsWith(tail, end - tail.length)) {
    return Number.NaN
  }
  if (day.fractionDigits > 0 && text.charCodeAt(clockAt + 8) !== day.point) return Number.NaN
  return day.midnight + unitsOf(text, clockAt, day)
}

/** Units since midnight that the clock and its fraction say, or NaN. */
function unitsOf(
  text: string,
  at: number,
  { fractionDigits, unitsPerSecond }: Pick<KnownDay, 'fractionDigits' | 'unitsPerSecond'>,
): number {
  if (text.charCodeAt(at + 2) !== COLON || text.charCodeAt(at + 5) !== COLON) return Number.NaN
  const hour = numberAt(text, at, 2)
  const minute = numberAt(text, at + 3, 2)
  const second = numberAt(text, at + 6, 2)
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN
  const seconds = (hour * 60 + minute) * 60 + second
  return fractionDigits === 0
    ? seconds
    : seconds * unitsPerSecond + numberAt(text, at + 9, fractionDigits)
}

const COLON = 0x3a

function numberAt(text: string, start: number, digits: number): number {
  let value = 0
  for (let at = start; at < start + digits; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function codeBehind(text: string, end: number): number {
  return end < text.length ? text.charCodeAt(end) : -1
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}
