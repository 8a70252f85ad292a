import { overlapOf } from './text-overlap.ts'

/** Characters of a text that changed which are looked at to say what they are. */
const LONGEST = 80

/** Beside the name of a month it is part of a date. */
const NUMBER = 'a number'

/** One kind of thing that comes out otherwise each time. */
type Kind = readonly [pattern: RegExp, called: string]

/** Each pattern is anchored and linear, and is asked of a few characters. The first that fits both counts. */
const KINDS: readonly Kind[] = [
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'a UUID'],
  [/^\d{4}-\d{2}-\d{2}[T_ ]\d{2}:\d{2}[\d:.,]*(?:Z|[+-]\d{2}:?\d{2})?$/, 'a date with a time'],
  [/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/, 'a date'],
  [/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/, 'a date'],
  [/^\d{1,2}:\d{2}[\d:.,]{0,12}(?:am|pm)?$/i, 'a time'],
  [/^(?:1[5-9]|2\d)\d{8}(?:\d{3}){0,2}$/, 'a time stamp'],
  [/^[-+]?[\d.,]{1,20}%?$/, NUMBER],
  [/^(?=[^\d]{0,63}\d)[0-9a-f]{8,64}$/i, 'a hexadecimal id'],
  [/^(?=\D{0,79}\d)(?=[\d_-]{0,79}[a-z])[\w-]{8,80}$/i, 'an id'],
]

const MONTHS =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b/i

/** A place where two texts part, and what stands there, without a word of it. */
export interface TextChange {
  /** Characters before it. */
  readonly offset: number
  /** E.g. `a date`. */
  readonly what: string
}

/** Says where two texts that differ begin to, and what kind of thing it is that changed. */
export function describeTextChange(before: string, after: string): TextChange {
  const { start, end } = overlapOf(before, after)
  const one = wordAround(before, start, before.length - end)
  const other = wordAround(after, start, after.length - end)
  const offset = one?.start ?? start
  const kind = one === undefined || other === undefined ? undefined : kindOf(one.text, other.text)
  if (kind !== undefined && kind !== NUMBER) return { offset, what: kind }
  const isShort = Math.max(before.length, after.length) - start - end <= LONGEST
  const isDate = isShort && isNearMonth(before, start) && isNearMonth(after, start)
  if (isDate) return { offset, what: 'a date' }
  return kind === undefined ? { offset: start, what: 'a text' } : { offset, what: kind }
}

function kindOf(one: string, other: string): string | undefined {
  return KINDS.find(([pattern]) => pattern.test(one) && pattern.test(other))?.[1]
}

/** What numbers, dates, times and ids are written with. */
const WORD = /[\w:./+,%-]/

/** The whole word that changed; `undefined` where more than a word did. */
function wordAround(
  text: string,
  from: number,
  to: number,
): { readonly start: number; readonly text: string } | undefined {
  if (to - from > LONGEST) return undefined
  let start = from
  let end = to
  while (start > 0 && from - start < LONGEST && WORD.test(text.charAt(start - 1))) start--
  while (end < text.length && end - to < LONGEST && WORD.test(text.charAt(end))) end++
  const word = text.slice(start, end).replace(/[.,:]$/, '')
  return word.length > LONGEST || /\s/.test(word.replace(/^(\S{10}) (\S+)$/, '$1$2'))
    ? undefined
    : { start, text: word }
}

function isNearMonth(text: string, at: number): boolean {
  const near = text.slice(Math.max(0, at - LONGEST / 2), at + LONGEST / 2)
  return MONTHS.test(near) && /\d/.test(near)
}
