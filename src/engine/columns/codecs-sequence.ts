/** Codecs that lean on the row above. */
import { ABSENT, type Codec, type CodecContext, WHOLE } from './codec.ts'
import { readDate } from './dates.ts'
import { createStampReader } from './stamp-memo.ts'
import type { StampForm, TimeStamp } from './time-stamps.ts'

/** The integer of up to 15 digits that a cell spells in its one canonical way, or NaN. */
function integerOf(cell: string): number {
  const isNegative = cell.charCodeAt(0) === MINUS
  const start = isNegative ? 1 : 0
  const digits = cell.length - start
  if (digits < 1 || digits > MOST_DIGITS) return Number.NaN
  if (cell.charCodeAt(start) === ZERO) return cell.length === 1 ? 0 : Number.NaN
  let value = 0
  for (let at = start; at < cell.length; at++) {
    const digit = cell.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return isNegative ? -value : value
}

const MOST_DIGITS = 15
const MINUS = 0x2d
const ZERO = 0x30

/** `name#a+b`: a in the first row, b more in each row. */
export function step({ cells }: CodecContext): Codec | undefined {
  if (cells.length < 3) return undefined
  const first = integerOf(cells[0] ?? '')
  const by = integerOf(cells[1] ?? '') - first
  if (Number.isNaN(by) || by === 0) return undefined
  for (let row = 2; row < cells.length; row++) {
    if (integerOf(cells[row] ?? '') !== first + row * by) return undefined
  }
  return { mark: `#${first}+${by}`, hasCell: false, leansOn: [], cellAt: () => '', note: 'step' }
}

/** Sums are only followed where they go one way; from this share of the rows on, in per cent. */
const STEADY_SHARE = 90

/** `name+=`: the difference to the row above, for numbers that rise or fall. */
export function delta({ cells, sample }: CodecContext): Codec | undefined {
  if (!isSteady(sample.map((row) => integerOf(cells[row] ?? '')))) return undefined
  return {
    mark: '+=',
    hasCell: true,
    leansOn: [],
    cellAt: (row) => {
      const cell = cells[row] ?? ''
      if (cell === '') return ''
      const by = integerOf(cell) - integerOf(row === 0 ? '' : (cells[row - 1] ?? ''))
      return Number.isSafeInteger(by) ? String(by) : WHOLE + cell
    },
    note: 'delta',
  }
}

function isSteady(numbers: readonly number[]): boolean {
  let rising = 0
  let falling = 0
  for (let at = 1; at < numbers.length; at++) {
    const by = (numbers[at] ?? 0) - (numbers[at - 1] ?? 0)
    if (by >= 0) rising++
    if (by <= 0) falling++
  }
  const least = (numbers.length - 1) * STEADY_SHARE
  return !numbers.some(Number.isNaN) && Math.max(rising, falling) * 100 >= least
}

/** A whole stamp now and then, so that a reader need not add up further back than this many rows. */
const ANCHOR_EVERY = 64

/** `name+=t`: time since the row above, in the stamp's smallest unit. */
export function stampDelta({ cells, sample }: CodecContext): Codec | undefined {
  const readSample = createStampReader()
  if (sample.some((row) => readSample(cells[row] ?? '') === undefined)) return undefined
  const cellFrom = stampCells(cells)
  return { mark: '+=t', hasCell: true, leansOn: [], cellAt: cellFrom, note: 'stamps' }
}

/** Rows are mostly asked for in order, so the stamp above is remembered. */
function stampCells(cells: readonly string[]): (row: number) => string {
  const read = createStampReader()
  let above: { readonly row: number; readonly stamp: TimeStamp | undefined } | undefined
  return (row) => {
    const cell = cells[row] ?? ''
    const before = above?.row === row - 1 ? above.stamp : read(cells[row - 1] ?? '')
    const stamp = read(cell)
    above = { row, stamp }
    if (cell === '') return ''
    if (row % ANCHOR_EVERY === 0 || stamp === undefined || before === undefined) return WHOLE + cell
    if (!isSameForm(stamp.form, before.form)) return WHOLE + cell
    return String(stamp.value - before.value)
  }
}

function isSameForm(one: StampForm, other: StampForm): boolean {
  return one.picture === other.picture && one.fractionDigits === other.fractionDigits
}

/** `name+=d`: days since the row above, for dates without a time. */
export function dateDelta({ cells, sample }: CodecContext): Codec | undefined {
  if (!isSteady(sample.map((row) => readDate(cells[row] ?? '') ?? Number.NaN))) return undefined
  return {
    mark: '+=d',
    hasCell: true,
    leansOn: [],
    cellAt: (row) => {
      const cell = cells[row] ?? ''
      if (cell === '') return ''
      const date = readDate(cell)
      const before = readDate(row === 0 ? '' : (cells[row - 1] ?? ''))
      const isWhole = row % ANCHOR_EVERY === 0 || date === undefined || before === undefined
      return isWhole ? WHOLE + cell : String(date - before)
    },
    note: 'dates',
  }
}

/** Carrying pays from this share of repeats on, in per cent. */
const REPEATED_SHARE = 20

/** `name^`: an empty cell repeats the row above. */
export function carry({ cells, sample }: CodecContext): Codec | undefined {
  const repeated = sample.filter((row) => row > 0 && cells[row] === cells[row - 1]).length
  if (repeated * 100 < sample.length * REPEATED_SHARE) return undefined
  return {
    mark: '^',
    hasCell: true,
    leansOn: [],
    cellAt: (row) => {
      const cell = cells[row] ?? ''
      if (row > 0 && cell === cells[row - 1]) return ''
      return cell === '' ? ABSENT : cell
    },
    note: 'carry',
  }
}
