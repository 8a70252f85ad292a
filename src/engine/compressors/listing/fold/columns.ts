/** What the columns of a table say of its lines. */
export interface Columns {
  /** The line's value in the column that groups best; `undefined` where there is none. */
  groupOf(line: number): string | undefined
  /** Lines with the largest or smallest number of a column. */
  readonly extremes: readonly number[]
}

const MOST_COLUMNS = 14
/** A column that groups has so many values, each in so many lines on average. */
const MOST_VALUES = 48
const LEAST_PER_VALUE = 4
/** Share of lines, in per cent, that must hold a number for a column to be one of numbers. */
const NUMBERS_SHARE = 80

/** Fields parted by tabs, else by blanks. */
export function columnsOf(lines: readonly string[]): Columns {
  const mark = lines.some((line) => line.includes('\t')) ? /\t/ : / {1,200}/
  const rows = lines.map((line) => line.trim().split(mark, MOST_COLUMNS))
  const width = commonWidth(rows)
  const grouping = groupingColumn(rows, width)
  return {
    groupOf: (line) => (grouping === -1 ? undefined : fieldOf(rows, line, grouping)),
    extremes: Array.from({ length: width }, (_, column) => extremesOf(rows, column)).flat(),
  }
}

type Rows = readonly (readonly string[])[]

function fieldOf(rows: Rows, line: number, column: number): string | undefined {
  const field = rows[line]?.[column]
  return field === '' ? undefined : field
}

/** The number of fields that most lines have at least. */
function commonWidth(rows: Rows): number {
  const widths = rows.map(({ length }) => length).sort((a, b) => a - b)
  return widths[widths.length >> 2] ?? 0
}

/** The column of few values that tells most lines apart; -1 for none. */
function groupingColumn(rows: Rows, width: number): number {
  let [best, most] = [-1, 1]
  for (let column = 0; column < width; column++) {
    const values = new Set(rows.map((row) => row[column] ?? ''))
    if (values.size > MOST_VALUES || values.size * LEAST_PER_VALUE > rows.length) continue
    if ([...values].some((value) => DRAWN.test(value))) continue
    if ([...values].filter((value) => WORD.test(value)).length * 2 < values.size) continue
    if (values.size > most) {
      best = column
      most = values.size
    }
  }
  return best
}

/** The branches of a tree: what they lead to are no groups. */
const DRAWN = /^(?:[│├└─┬]{1,9}|[|`+\\]-{0,9})$/

/** What can stand for a group: no number, size or date. */
const WORD = /^[A-Za-z[(*@]/

function extremesOf(rows: Rows, column: number): readonly number[] {
  let [smallest, largest, numbers] = [-1, -1, 0]
  for (let line = 0; line < rows.length; line++) {
    const number = numberOf(rows[line]?.[column])
    if (Number.isNaN(number)) continue
    numbers++
    if (smallest === -1 || number < numberOf(rows[smallest]?.[column])) smallest = line
    if (largest === -1 || number > numberOf(rows[largest]?.[column])) largest = line
  }
  return numbers * 100 < rows.length * NUMBERS_SHARE ? [] : [smallest, largest]
}

const UNITS = 'KMGTP'

/** `12`, `4.0K`, `1.2GB`, `35%`; not a number for anything else. */
function numberOf(field: string | undefined): number {
  const [, digits, unit = ''] =
    /^(\d{1,15}(?:\.\d{1,6})?)([KMGTP]?)i?B?%?$/i.exec(field ?? '') ?? []
  if (digits === undefined) return Number.NaN
  return Number(digits) * 1024 ** (UNITS.indexOf(unit.toUpperCase() || ' ') + 1)
}
