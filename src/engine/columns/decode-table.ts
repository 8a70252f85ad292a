import { type ColumnHead, type Mark, parseHead } from './head.ts'
import { splitRow } from './spell-cell.ts'
import { createStampPrinter } from './stamp-memo.ts'
import type { Column } from './table.ts'
import { parseStamp } from './time-stamps.ts'

/**
 * The reference reading of `encodeTable`: columns of spelled cells, or `undefined` for a head or
 * rows it would not write. Shares nothing with the encoder but how a cell and a name are spelled.
 */
export function decodeTable(
  head: string,
  rows: readonly string[],
  delimiter: string,
): readonly Column[] | undefined {
  const heads = parseHead(head, delimiter)
  if (heads === undefined) return undefined
  const readers = heads.map(({ mark }) => readerOf(mark, heads))
  const order = readingOrder(readers)
  if (order === undefined) return undefined
  const celled = readers.filter((reader) => reader.hasCell).length
  const columns = heads.map(({ name }) => ({ name, cells: [] as string[] }))
  const cells: string[] = new Array(heads.length).fill('')
  const reading = { readers, order, places: placesOf(readers), cells }
  for (const row of rows) {
    const written = cellsOf(row, celled, delimiter)
    if (written === undefined || !readRow(written, reading)) return undefined
    for (const [index, column] of columns.entries()) column.cells.push(cells[index] ?? '')
  }
  return columns
}

function cellsOf(row: string, count: number, delimiter: string): readonly string[] | undefined {
  if (count === 0) return row === '' ? [] : undefined
  const cells = splitRow(row, delimiter)
  return cells.length === count ? cells : undefined
}

/** Reads one column's cell, given what is written and the cells of its row that are known. */
interface Reader {
  readonly hasCell: boolean
  readonly leansOn: readonly number[]
  /** `undefined` for a cell the encoder would not write. */
  read(written: string, known: readonly string[]): string | undefined
}

interface RowReading {
  readonly readers: readonly Reader[]
  readonly order: readonly number[]
  /** Which of the row's written cells belongs to each column; -1 for none. */
  readonly places: readonly number[]
  /** Filled in here; one array serves all rows. */
  readonly cells: string[]
}

function readRow(written: readonly string[], reading: RowReading): boolean {
  const { readers, order, places, cells } = reading
  for (const index of order) {
    const cell = readers[index]?.read(written[places[index] ?? -1] ?? '', cells)
    if (cell === undefined) return false
    cells[index] = cell
  }
  return true
}

function placesOf(readers: readonly Reader[]): readonly number[] {
  let next = 0
  return readers.map((reader) => (reader.hasCell ? next++ : -1))
}

/** Columns sorted so that each comes after those it leans on; `undefined` for a circle. */
function readingOrder(readers: readonly Reader[]): readonly number[] | undefined {
  const order: number[] = []
  const state = new Uint8Array(readers.length)
  const visit = (index: number): boolean => {
    if (state[index] === 2) return true
    if (state[index] === 1) return false
    state[index] = 1
    if (!(readers[index]?.leansOn ?? []).every(visit)) return false
    state[index] = 2
    order.push(index)
    return true
  }
  return readers.every((_, index) => visit(index)) ? order : undefined
}

function readerOf(mark: Mark, heads: readonly ColumnHead[]): Reader {
  switch (mark.kind) {
    case 'as-is':
      return celled((written) => written)
    case 'constant':
      return derived(() => mark.value)
    case 'default':
      return celled((written) => (written === '' ? mark.value : unlessAbsent(written)))
    case 'dictionary':
      return celled((written) => (written === '' ? '' : lookUp(written, mark.entries)))
    case 'step':
      return counter(mark.first, mark.by)
    case 'delta':
      return adder()
    case 'stamps':
      return stampAdder()
    case 'carry':
      return repeater()
    default:
      return patternReader(mark, heads)
  }
}

function celled(read: Reader['read']): Reader {
  return { hasCell: true, leansOn: [], read }
}

function derived(read: Reader['read']): Reader {
  return { hasCell: false, leansOn: [], read }
}

function unlessAbsent(written: string): string {
  return written === '~' ? '' : written
}

function lookUp(written: string, entries: ReadonlyMap<string, string>): string | undefined {
  return written.startsWith('=') ? written.slice(1) : entries.get(written)
}

function counter(first: number, by: number): Reader {
  let next = first
  return derived(() => {
    const value = String(next)
    next += by
    return value
  })
}

function adder(): Reader {
  let above = Number.NaN
  return celled((written) => {
    if (written === '') {
      above = Number.NaN
      return ''
    }
    if (written.startsWith('=')) {
      above = Number(written.slice(1))
      return written.slice(1)
    }
    above += Number(written)
    return Number.isSafeInteger(above) ? String(above) : undefined
  })
}

function stampAdder(): Reader {
  let above = parseStamp('')
  const print = createStampPrinter()
  return celled((written) => {
    if (written === '' || written.startsWith('=')) {
      const whole = written.slice(1)
      above = parseStamp(whole)
      return whole
    }
    if (above === undefined || !/^-?\d{1,16}$/.test(written)) return undefined
    above = { form: above.form, value: above.value + Number(written) }
    return print(above.form, above.value)
  })
}

function repeater(): Reader {
  let above = ''
  return celled((written) => {
    if (written !== '') above = unlessAbsent(written)
    return above
  })
}

type PatternMark = Extract<Mark, { readonly parts: readonly string[] }>

function patternReader(mark: PatternMark, heads: readonly ColumnHead[]): Reader {
  const { parts, kind } = mark
  const columns = parts.map((name, at) =>
    at % 2 === 0 || name === '' ? -1 : heads.findIndex((head) => head.name === name),
  )
  const isSound = columns.every((column, at) => at % 2 === 0 || parts[at] === '' || column >= 0)
  const fill: Fill = (known, inner) =>
    parts.map((part, at) => (at % 2 === 0 ? part : (known[columns[at] ?? -1] ?? inner))).join('')
  const leansOn = columns.filter((column) => column >= 0)
  const read = isSound ? READ_PATTERN[kind](fill) : () => undefined
  return { hasCell: kind !== 'template', leansOn, read }
}

/** The pattern with the cells of its row, and `inner` where the hole is. */
type Fill = (known: readonly string[], inner: string) => string

const READ_PATTERN: Readonly<Record<PatternMark['kind'], (fill: Fill) => Reader['read']>> = {
  template: (fill) => (_, known) => fill(known, ''),
  exceptions: (fill) => (written, known) =>
    written === '' ? fill(known, '') : unlessAbsent(written),
  hole: (fill) => (written, known) => {
    if (written === '') return ''
    return written.startsWith('=') ? written.slice(1) : fill(known, written)
  },
}
