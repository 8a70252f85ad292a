/**
 * Regular time stamps as whole numbers of their own smallest unit, and back. A stamp counts as
 * regular only if printing gives the very text again, so nothing here can change a stamp.
 */
export interface TimeStamp {
  /** Everything but the moment: separators, zone, digits of the fraction. Equal for stamps of one form. */
  readonly form: StampForm
  /** Units since the start of 1970 (forms without a date: since midnight; without a year: within 2000). */
  readonly value: number
}

export interface StampForm {
  /** The stamp with each field replaced by its letters, e.g. `YYYY-MM-DDThh:mm:ss.fffZ`. */
  readonly picture: string
  /** Digits after the second, 0 … 6: the unit is 10^-digits seconds. */
  readonly fractionDigits: number
}

/** Longest stamp looked at; `Wed, 21 Oct 2015 07:28:00.000000 +0000` has 38 characters. */
const LONGEST_STAMP = 44
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']

const TIME = String.raw`(\d\d):(\d\d):(\d\d)(?:([.,])(\d{1,6}))?`
const TAIL = String.raw`( ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?`

/** Field order of each form; every pattern is anchored and has no ambiguous repetition. */
const FORMS: readonly {
  readonly pattern: RegExp
  readonly fields: readonly string[]
}[] = [
  {
    pattern: new RegExp(
      String.raw`^(\[?)(\d{4})([-/.])(\d\d)([-/.])(\d\d)([T ])${TIME}${TAIL}(\]?)$`,
    ),
    fields: ['-', 'YYYY', '-', 'MM', '-', 'DD', '-', 'hh', 'mm', 'ss', '-', 'f', '-', '-'],
  },
  {
    pattern: new RegExp(
      String.raw`^(\[?)(\d\d)([-/ ])([A-Z][a-z]{2})([-/ ])(\d{4})([: ])${TIME}${TAIL}(\]?)$`,
    ),
    fields: ['-', 'DD', '-', 'Mon', '-', 'YYYY', '-', 'hh', 'mm', 'ss', '-', 'f', '-', '-'],
  },
  {
    pattern: new RegExp(
      String.raw`^(\[?)(?:([A-Z][a-z]{2}) )?([A-Z][a-z]{2}) ([ \d]\d) ${TIME}(?: (\d{4}))?(\]?)$`,
    ),
    fields: ['-', 'Www', 'Mon', 'D', 'hh', 'mm', 'ss', '-', 'f', 'YYYY', '-'],
  },
  {
    pattern: new RegExp(String.raw`^(\[?)${TIME}${TAIL}(\]?)$`),
    fields: ['-', 'hh', 'mm', 'ss', '-', 'f', '-', '-'],
  },
]

/** Reads a regular stamp; `undefined` for everything that would not print back as it was. */
export function parseStamp(text: string): TimeStamp | undefined {
  if (text.length > LONGEST_STAMP || text.length < 8) return undefined
  for (const { pattern, fields } of FORMS) {
    const match = pattern.exec(text)
    if (match === null) continue
    const stamp = stampOf(fieldsOf(match, fields), text)
    return stamp !== undefined && printStamp(stamp.form, stamp.value) === text ? stamp : undefined
  }
  return undefined
}

/** Prints a moment in a form; the inverse of `parseStamp`. */
export function printStamp({ picture, fractionDigits }: StampForm, value: number): string {
  const perSecond = 10 ** fractionDigits
  const seconds = Math.floor(value / perSecond)
  const days = Math.floor(seconds / 86_400)
  const date = dateOf(days)
  const second = seconds - days * 86_400
  const parts: Readonly<Record<string, string>> = {
    YYYY: String(date.year).padStart(4, '0'),
    MM: two(date.month),
    DD: two(date.day),
    Mon: MONTHS[date.month - 1] ?? '',
    D: String(date.day).padStart(2, ' '),
    Www: WEEKDAYS[((days % 7) + 7) % 7] ?? '',
    hh: two(Math.floor(second / 3600)),
    mm: two(Math.floor(second / 60) % 60),
    ss: two(second % 60),
    f: String(value - seconds * perSecond).padStart(fractionDigits, '0'),
  }
  return picture.replace(/<(\w+)>/g, (_, name: string) => parts[name] ?? '')
}

type Fields = Map<string, string>

/** Values by field name; the picture collects under `picture`. */
function fieldsOf(match: RegExpExecArray, names: readonly string[]): Fields {
  const fields: Fields = new Map()
  for (const [at, name] of names.entries()) {
    const value = match[at + 1]
    if (value !== undefined && name !== '-') fields.set(name, value)
  }
  return fields
}

/**
 * Finds the fields again, left to right (the map keeps the order of the form's table), to draw the
 * picture; then the moment they name.
 */
function stampOf(fields: Fields, text: string): TimeStamp | undefined {
  let picture = ''
  let from = 0
  for (const [name, value] of fields) {
    const at = text.indexOf(value, from)
    if (at === -1) return undefined
    picture += `${text.slice(from, at)}<${name}>`
    from = at + value.length
  }
  const fractionDigits = fields.get('f')?.length ?? 0
  const value = momentOf(fields, 10 ** fractionDigits)
  if (value === undefined) return undefined
  return { form: { picture: picture + text.slice(from), fractionDigits }, value }
}

function momentOf(fields: Fields, perSecond: number): number | undefined {
  const number = (name: string, absent: number): number => Number(fields.get(name) ?? absent)
  const monthName = fields.get('Mon')
  const month = monthName === undefined ? number('MM', 1) : MONTHS.indexOf(monthName) + 1
  const hasDate = monthName !== undefined || fields.has('MM')
  const day = number('DD', number('D', 1))
  if (month < 1 || month > 12 || number('hh', 0) > 23 || number('mm', 0) > 59) return undefined
  if (number('ss', 0) > 59) return undefined
  const days = hasDate ? daysOf(number('YYYY', 2000), month, day) : 0
  const seconds = days * 86_400 + number('hh', 0) * 3600 + number('mm', 0) * 60 + number('ss', 0)
  return seconds * perSecond + number('f', 0)
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible date algorithms"). */
export function daysOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date so many days after 1970-01-01; the inverse of `daysOf`. */
export function dateOf(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}
