import { dateOf, daysOf } from './time-stamps.ts'

/** Days since 1970 of a date written `YYYY-MM-DD`; `undefined` for all that would not print back as it was. */
export function readDate(text: string): number | undefined {
  if (text.length !== LENGTH || !DATE.test(text)) return undefined
  const days = daysOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)))
  return printDate(days) === text ? days : undefined
}

/** The inverse of `readDate`. */
export function printDate(days: number): string {
  const { year, month, day } = dateOf(days)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

const LENGTH = 10
const DATE = /^\d{4}-\d\d-\d\d$/

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
