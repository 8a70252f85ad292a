import { parseStamp, printStamp, type StampForm, type TimeStamp } from './time-stamps.ts'

/** A stamp cut at its seconds: all that can differ between two stamps of one minute is in between. */
interface Minute {
  readonly form: StampForm
  readonly head: string
  readonly tail: string
  readonly length: number
  /** Value of the minute's second zero. */
  readonly value: number
}

/** `parseStamp` for many stamps in a row: those of the minute before need no pattern and no calendar. */
export function createStampReader(): (text: string) => TimeStamp | undefined {
  let minute: Minute | undefined
  return (text) => {
    const known = minute === undefined ? undefined : valueWithin(minute, text)
    if (minute !== undefined && known !== undefined) return { form: minute.form, value: known }
    const stamp = parseStamp(text)
    if (stamp !== undefined) minute = minuteOf(stamp, text)
    return stamp
  }
}

/** `printStamp` for many stamps in a row. */
export function createStampPrinter(): (form: StampForm, value: number) => string {
  let minute: Minute | undefined
  return (form, value) => {
    const unitsPerMinute = 60 * 10 ** form.fractionDigits
    const units = minute === undefined ? -1 : value - minute.value
    if (minute?.form === form && units >= 0 && units < unitsPerMinute)
      return printWithin(minute, units)
    const text = printStamp(form, value)
    minute = minuteOf({ form, value }, text)
    return text
  }
}

function minuteOf({ form, value }: TimeStamp, text: string): Minute {
  const { fractionDigits } = form
  const perSecond = 10 ** fractionDigits
  const secondAt = secondsAt(form)
  const end = secondAt + 2 + (fractionDigits === 0 ? 0 : fractionDigits + 1)
  const second = Number(text.slice(secondAt, secondAt + 2))
  const fraction = fractionDigits === 0 ? 0 : Number(text.slice(secondAt + 3, end))
  return {
    form,
    head: text.slice(0, secondAt),
    tail: text.slice(end),
    length: text.length,
    value: value - second * perSecond - fraction,
  }
}

/** Every field has a fixed width, so its place in the picture gives its place in the text. */
function secondsAt({ picture }: StampForm): number {
  const before = picture.slice(0, picture.indexOf('<ss>'))
  return before.replace(/<(\w+)>/g, (_, name: string) => ' '.repeat(WIDTHS[name] ?? 0)).length
}

const WIDTHS: Readonly<Record<string, number>> = {
  YYYY: 4,
  MM: 2,
  DD: 2,
  Mon: 3,
  D: 2,
  Www: 3,
  hh: 2,
  mm: 2,
}

function valueWithin(minute: Minute, text: string): number | undefined {
  const { head, tail, form } = minute
  if (text.length !== minute.length || !text.startsWith(head) || !text.endsWith(tail)) {
    return undefined
  }
  const second = digitsOf(text, head.length, 2)
  if (!(second < 60)) return undefined
  if (form.fractionDigits === 0) return minute.value + second
  const point = text.charCodeAt(head.length + 2)
  const fraction = digitsOf(text, head.length + 3, form.fractionDigits)
  if (Number.isNaN(fraction) || point !== pointOf(form)) return undefined
  return minute.value + second * 10 ** form.fractionDigits + fraction
}

function pointOf({ picture }: StampForm): number {
  return picture.charCodeAt(picture.indexOf('<f>') - 1)
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

function printWithin({ form, head, tail }: Minute, units: number): string {
  const perSecond = 10 ** form.fractionDigits
  const second = Math.floor(units / perSecond)
  const seconds = second < 10 ? `0${second}` : String(second)
  if (form.fractionDigits === 0) return head + seconds + tail
  const fraction = String(units - second * perSecond).padStart(form.fractionDigits, '0')
  return `${head}${seconds}${String.fromCharCode(pointOf(form))}${fraction}${tail}`
}
