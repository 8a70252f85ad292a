import { printDate, readDate } from './dates.ts'
import type { ColumnHead, Mark } from './head.ts'
import { createStampPrinter, createStampReader } from './stamp-memo.ts'
import type { TimeStamp } from './time-stamps.ts'

/** Reads one column of a table. */
export interface ColumnReader {
  readonly hasCell: boolean
  readonly leansOn: readonly number[]
  /** `undefined` for cells the encoder would not write. */
  read(source: ColumnSource): readonly string[] | undefined
}

export interface ColumnSource {
  /** This column's cells as they stand in the rows; none when it has no cell. */
  readonly written: readonly string[]
  readonly rows: number
  /** The columns read so far, by index; those this one leans on are among them. */
  readonly cells: readonly (readonly string[])[]
}

export function readerOf(mark: Mark, heads: readonly ColumnHead[]): ColumnReader {
  switch (mark.kind) {
    case 'as-is':
      return { hasCell: true, leansOn: [], read: ({ written }) => written }
    case 'constant':
      return derived(() => mark.value)
    case 'step':
      return derived((row) => String(mark.first + row * mark.by))
    case 'default':
      return celled(() => (cell) => (cell === '' ? mark.value : unlessAbsent(cell)))
    case 'dictionary':
      return celled(() => (cell) => (cell === '' ? '' : lookUp(cell, mark.entries)))
    case 'delta':
      return celled(adder)
    case 'stamps':
      return celled(stampAdder)
    case 'dates':
      return celled(dateAdder)
    case 'carry':
      return celled(repeater)
    default:
      return patternReader(mark, heads)
  }
}

/** Reads cells in row order; made anew for each column, so that it may remember the row above. */
type CellReader = (written: string) => string | undefined

function celled(createReader: () => CellReader): ColumnReader {
  return {
    hasCell: true,
    leansOn: [],
    read: ({ written }) => {
      const read = createReader()
      const cells: string[] = []
      for (const cell of written) {
        const value = read(cell)
        if (value === undefined) return undefined
        cells.push(value)
      }
      return cells
    },
  }
}

function derived(valueAt: (row: number) => string): ColumnReader {
  return {
    hasCell: false,
    leansOn: [],
    read: ({ rows }) => Array.from({ length: rows }, (_, row) => valueAt(row)),
  }
}

function unlessAbsent(written: string): string {
  return written === '~' ? '' : written
}

function lookUp(written: string, entries: ReadonlyMap<string, string>): string | undefined {
  return written.startsWith('=') ? written.slice(1) : entries.get(written)
}

function adder(): CellReader {
  let above = Number.NaN
  return (written) => {
    if (written === '' || written.startsWith('=')) {
      const whole = written.slice(1)
      above = whole === '' ? Number.NaN : Number(whole)
      return whole
    }
    above += Number(written)
    return Number.isSafeInteger(above) ? String(above) : undefined
  }
}

const DIFFERENCE = /^-?\d{1,16}$/

function stampAdder(): CellReader {
  let above: TimeStamp | undefined
  const read = createStampReader()
  const print = createStampPrinter()
  return (written) => {
    if (written === '' || written.startsWith('=')) {
      const whole = written.slice(1)
      above = read(whole)
      return whole
    }
    if (above === undefined || !DIFFERENCE.test(written)) return undefined
    above = { form: above.form, value: above.value + Number(written) }
    return print(above.form, above.value)
  }
}

function dateAdder(): CellReader {
  let above: number | undefined
  return (written) => {
    if (written === '' || written.startsWith('=')) {
      const whole = written.slice(1)
      above = readDate(whole)
      return whole
    }
    if (above === undefined || !DAYS.test(written)) return undefined
    above += Number(written)
    return printDate(above)
  }
}

/** Dates have years of four digits. */
const DAYS = /^-?\d{1,7}$/

function repeater(): CellReader {
  let above = ''
  return (written) => {
    if (written !== '') above = unlessAbsent(written)
    return above
  }
}

type PatternMark = Extract<Mark, { readonly parts: readonly string[] }>

function patternReader({ parts, kind }: PatternMark, heads: readonly ColumnHead[]): ColumnReader {
  const columns = parts.map((name, at) =>
    at % 2 === 0 || name === '' ? -1 : heads.findIndex((head) => head.name === name),
  )
  const isSound = columns.every((column, at) => at % 2 === 0 || parts[at] === '' || column >= 0)
  const read = (source: ColumnSource): readonly string[] | undefined => {
    if (!isSound) return undefined
    const frame = { parts, columns: columns.map((column) => source.cells[column]) }
    const cells: string[] = []
    for (let row = 0; row < source.rows; row++) {
      const written = source.written[row] ?? ''
      cells.push(READ_PATTERN[kind](written, (inner) => fill(frame, row, inner)))
    }
    return cells
  }
  const leansOn = columns.filter((column) => column >= 0)
  return { hasCell: kind !== 'template', leansOn, read }
}

interface Frame {
  readonly parts: readonly string[]
  /** Cells of the column a part names; `undefined` at fixed parts and at the hole. */
  readonly columns: readonly (readonly string[] | undefined)[]
}

function fill({ parts, columns }: Frame, row: number, inner: string): string {
  let text = ''
  for (let at = 0; at < parts.length; at++) {
    const column = columns[at]
    if (at % 2 === 0) text += parts[at]
    else text += column === undefined ? inner : (column[row] ?? '')
  }
  return text
}

type ReadPattern = (written: string, made: (inner: string) => string) => string

const READ_PATTERN: Readonly<Record<PatternMark['kind'], ReadPattern>> = {
  template: (_, made) => made(''),
  exceptions: (written, made) => (written === '' ? made('') : unlessAbsent(written)),
  hole: (written, made) => {
    if (written === '') return ''
    return written.startsWith('=') ? written.slice(1) : made(written)
  },
}
