import { createStampPrinter, createStampReader } from '../../columns/stamp-memo.ts'
import type { StampForm, TimeStamp } from '../../columns/time-stamps.ts'

/**
 * Stamps as logs print them: the regular forms that all columns share, and seconds or milliseconds
 * since 1970, which only their place in a line tells from other numbers.
 */
export function createLogStampReader(): (text: string) => TimeStamp | undefined {
  // A reader remembers one day of one form; forms that take turns mostly differ in length.
  const byLength = new Map<number, (text: string) => TimeStamp | undefined>()
  return (text) => {
    if (isEpoch(text)) return epochOf(text)
    const known = byLength.get(text.length)
    if (known !== undefined) return known(text)
    const read = createStampReader()
    if (byLength.size < MOST_REMEMBERED) byLength.set(text.length, read)
    return read(text)
  }
}

/** The inverse, for the forms that the reader gives. */
export function createLogStampPrinter(): (form: StampForm, value: number) => string {
  const byForm = new Map<StampForm, (form: StampForm, value: number) => string>()
  return (form, value) => {
    if (form.picture.startsWith(EPOCH)) return printEpoch(form, value)
    const known = byForm.get(form)
    if (known !== undefined) return known(form, value)
    const print = createStampPrinter()
    if (byForm.size === MOST_REMEMBERED) byForm.clear()
    byForm.set(form, print)
    return print(form, value)
  }
}

/** Forms remembered at a time. */
const MOST_REMEMBERED = 32

const EPOCH = 'epoch'
/** Seconds from 2001 to 2286 have ten digits. */
const SECONDS_DIGITS = 10

function isEpoch(text: string): boolean {
  return text.length >= SECONDS_DIGITS && /^[1-9]\d{9}(?:\d{3}|\.\d{1,6})?$/.test(text)
}

/** Forms by digits of the fraction, one object each, so that equal forms are the same. */
const FORMS: readonly StampForm[] = Array.from({ length: 7 }, (_, fractionDigits) => ({
  picture: `${EPOCH}.${fractionDigits}`,
  fractionDigits,
}))
const MILLISECONDS: StampForm = { picture: `${EPOCH} ms`, fractionDigits: 3 }

function epochOf(text: string): TimeStamp | undefined {
  const value = Number(text.replace('.', ''))
  const isWhole = !text.includes('.')
  const digits = isWhole ? 0 : text.length - SECONDS_DIGITS - 1
  const form = isWhole && text.length > SECONDS_DIGITS ? MILLISECONDS : FORMS[digits]
  return form === undefined ? undefined : { form, value }
}

function printEpoch(form: StampForm, value: number): string {
  const digits = String(value)
  if (form.fractionDigits === 0 || form === MILLISECONDS) return digits
  const point = digits.length - form.fractionDigits
  return `${digits.slice(0, point)}.${digits.slice(point)}`
}
