import {
  dateOf,
  daysOf,
  parseStamp,
  printStamp,
  type StampForm,
  type TimeStamp,
} from './time-stamps.ts'

/** A stamp cut around its clock: all that can differ between two stamps of one day is in between. */
interface Day {
  readonly form: StampForm
  /** What stands before `hh:mm:ss`, and behind it and its fraction. */
  readonly head: string
  readonly tail: string
  readonly length: number
  /** Value of the day's first moment. */
  readonly value: number
  readonly unitsPerSecond: number
  /** Character code before the fraction; unused where there is none. */
  readonly point: number
}

/** `parseStamp` for many stamps in a row: those of the day before need no pattern and no calendar. */
export function createStampReader(): (text: string) => TimeStamp | undefined {
  let day: Day | undefined
  return (text) => {
    const value = day === undefined ? Number.NaN : valueWithin(day, text)
    if (day !== undefined && !Number.isNaN(value)) return { form: day.form, value }
    const other = day === undefined ? undefined : stampOfOtherDay(day, text)
    const stamp = other?.stamp ?? parseStamp(text)
    if (stamp !== undefined) day = other?.day ?? dayOf(stamp, text)
    return stamp
  }
}

/** `printStamp` for many stamps in a row. */
export function createStampPrinter(): (form: StampForm, value: number) => string {
  let day: Day | undefined
  return (form, value) => {
    const units = day === undefined || day.form !== form ? -1 : value - day.value
    if (day !== undefined && units >= 0 && units < SECONDS_A_DAY * day.unitsPerSecond) {
      return printWithin(day, units)
    }
    day = day?.form === form ? dayAround(day, value) : undefined
    if (day !== undefined) return printWithin(day, value - day.value)
    const text = printStamp(form, value)
    const found = dayOf({ form, value }, text)
    // A year of five digits shifts all that follows it.
    day = printWithin(found, value - found.value) === text ? found : undefined
    return text
  }
}

const SECONDS_A_DAY = 86_400
const CLOCK = '<hh>:<mm>:<ss>'
/** The date of most stamps, and its length: such a date is read and printed without a pattern. */
const DATE = '<YYYY>-<MM>-<DD>'
const DATE_LENGTH = 10

/** Reads a stamp that differs from those of a known day in its date and time alone. */
function stampOfOtherDay(
  known: Day,
  text: string,
): { readonly day: Day; readonly stamp: TimeStamp } | undefined {
  if (!known.form.picture.startsWith(DATE)) return undefined
  const days = daysOf(digitsOf(text, 0, 4), digitsOf(text, 5, 2), digitsOf(text, 8, 2))
  const day = Number.isNaN(days) ? undefined : withDate(known, days)
  const value = day === undefined ? Number.NaN : valueWithin(day, text)
  if (day === undefined || Number.isNaN(value)) return undefined
  return { day, stamp: { form: day.form, value } }
}

/** The day in which a moment lies, of the same form. */
function dayAround(other: Day, value: number): Day | undefined {
  if (!other.form.picture.startsWith(DATE)) return undefined
  const days = Math.floor(value / (SECONDS_A_DAY * other.unitsPerSecond))
  return withDate(other, days)
}

/** Another day of the same form; `undefined` where its year has not four digits. */
function withDate(other: Day, days: number): Day | undefined {
  const { year, month, day } = dateOf(days)
  if (!(year >= 1000 && year <= 9999)) return undefined
  const head = `${year}-${two(month)}-${two(day)}${other.head.slice(DATE_LENGTH)}`
  return { ...other, head, value: days * SECONDS_A_DAY * other.unitsPerSecond }
}

function dayOf({ form, value }: TimeStamp, text: string): Day {
  const { fractionDigits, picture } = form
  const unitsPerSecond = 10 ** fractionDigits
  const clockAt = widthOf(picture.slice(0, picture.indexOf(CLOCK)))
  const end = clockAt + 8 + (fractionDigits === 0 ? 0 : fractionDigits + 1)
  return {
    form,
    head: text.slice(0, clockAt),
    tail: text.slice(end),
    length: text.length,
    value: Math.floor(value / (SECONDS_A_DAY * unitsPerSecond)) * SECONDS_A_DAY * unitsPerSecond,
    unitsPerSecond,
    point: text.charCodeAt(clockAt + 8),
  }
}

/** Every field has a fixed width, so its place in the picture gives its place in the text. */
function widthOf(picture: string): number {
  return picture.replace(/<(\w+)>/g, (_, name: string) => ' '.repeat(WIDTHS[name] ?? 0)).length
}

const WIDTHS: Readonly<Record<string, number>> = { YYYY: 4, MM: 2, DD: 2, Mon: 3, D: 2, Www: 3 }

function valueWithin(day: Day, text: string): number {
  const { head, tail } = day
  if (text.length !== day.length || !text.startsWith(head) || !text.endsWith(tail)) {
    return Number.NaN
  }
  const seconds = clockOf(text, head.length)
  const digits = day.form.fractionDigits
  if (digits === 0) return day.value + seconds
  if (text.charCodeAt(head.length + 8) !== day.point) return Number.NaN
  return day.value + seconds * day.unitsPerSecond + digitsOf(text, head.length + 9, digits)
}

const COLON = 0x3a

/** Seconds since midnight that `hh:mm:ss` at `start` says, or NaN. */
function clockOf(text: string, start: number): number {
  if (text.charCodeAt(start + 2) !== COLON || text.charCodeAt(start + 5) !== COLON)
    return Number.NaN
  const hour = digitsOf(text, start, 2)
  const minute = digitsOf(text, start + 3, 2)
  const second = digitsOf(text, start + 6, 2)
  return hour < 24 && minute < 60 && second < 60 ? (hour * 60 + minute) * 60 + second : Number.NaN
}

/** The number that `length` digits spell, or NaN. */
function digitsOf(text: string, start: number, length: number): number {
  let value = 0
  for (let at = start; at < start + length; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function printWithin({ form, head, tail, unitsPerSecond, point }: Day, units: number): string {
  const seconds = Math.floor(units / unitsPerSecond)
  const minutes = Math.floor(seconds / 60)
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`
  if (form.fractionDigits === 0) return head + clock + tail
  const fraction = String(units - seconds * unitsPerSecond).padStart(form.fractionDigits, '0')
  return head + clock + String.fromCharCode(point) + fraction + tail
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
