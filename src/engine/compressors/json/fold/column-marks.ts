import { KINDS, NUMBER, STRING } from './cells.ts'
import { keyOf } from './error-signs.ts'
import { markSeries } from './series.ts'
import { numberAt } from './stamps.ts'
import type { Table } from './table.ts'
import { at, byteAt } from './typed.ts'
import { BIT } from './worth.ts'

const FEWEST_CELLS = 8
const MOST_SHARE = 0.8
/** Numbers with so few different values are names; rare ones among them are found as such. */
const FEWEST_DIFFERENT = 6

const GREATEST_BITS = 14
const LEAST_BITS = 5

/** … and more where numbers say how good a row is. */
const SCORE_BITS = 10
const SCORE_KEY = /(?:^|_|[a-z](?=[A-Z]))(?:score|relevance|confidence|similarity)$/i

function bitsOfScores({ json, cells }: Table, path: number): number {
  return SCORE_KEY.test(keyOf(json, at(cells.firstNodes, path))) ? SCORE_BITS : 0
}

export interface MarkOptions {
  /** What the greatest and least of a column are worth more, in bits: a query may ask for them. */
  extremeBits(path: number): number
}

/** Adds what numbers and times tell by their column: outliers, breaks, the greatest and least. */
export function addColumnMarks(table: Table, bonuses: Int32Array, options: MarkOptions): void {
  const columns = readColumns(table)
  for (let path = 0; path < table.cells.pathCount; path++) {
    const start = at(columns.starts, path)
    const end = at(columns.ends, path)
    if (end - start < FEWEST_CELLS) continue
    const rows = columns.rows.subarray(start, end)
    const { bits, greatest, least } = markSeries(columns.numbers.subarray(start, end))
    const add = (cell: number, more: number): void => {
      const row = at(rows, cell)
      bonuses[row] = at(bonuses, row) + more * BIT
    }
    for (let cell = 0; cell < bits.length; cell++)
      if (bits[cell] !== 0) add(cell, byteAt(bits, cell))
    const extra = options.extremeBits(path)
    const most = GREATEST_BITS + bitsOfScores(table, path) + extra
    for (const cell of greatest) add(cell, most)
    for (const cell of least) add(cell, LEAST_BITS + extra)
  }
}

/** The numbers of each numeric path and their rows, in document order, path after path. */
interface Columns {
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly numbers: Float64Array
  readonly rows: Int32Array
}

function readColumns({ json, lists, cells }: Table): Columns {
  const starts = new Int32Array(cells.pathCount + 1)
  for (let path = 0; path < cells.pathCount; path++) {
    starts[path + 1] = at(starts, path) + roomOf({ json, lists, cells }, path)
  }
  const ends = starts.slice()
  const numbers = new Float64Array(at(starts, cells.pathCount))
  const rows = new Int32Array(numbers.length)
  for (let node = 0; node < json.index.count; node++) {
    const path = at(cells.paths, node)
    const row = at(lists.rowOfNode, node)
    if (row === -1 || starts[path + 1] === starts[path]) continue
    const number = numberAt(json, node)
    if (Number.isNaN(number)) continue
    const place = at(ends, path)
    numbers[place] = number
    rows[place] = row
    ends[path] = place + 1
  }
  return { starts, ends, numbers, rows }
}

/** How many cells of the path may be numbers; 0 when it is no numeric column. */
function roomOf(table: Table, path: number): number {
  const { kindCounts } = table.cells
  if (!isNumericPath(table, path)) return 0
  return at(kindCounts, path * KINDS + NUMBER) + at(kindCounts, path * KINDS + STRING)
}

function isNumericPath(table: Table, path: number): boolean {
  const { sizes, kindCounts, distinct, firstNodes } = table.cells
  const most = at(sizes, path) * MOST_SHARE
  if (at(sizes, path) < FEWEST_CELLS) return false
  if (at(kindCounts, path * KINDS + NUMBER) >= most) return at(distinct, path) >= FEWEST_DIFFERENT
  if (at(kindCounts, path * KINDS + STRING) < most) return false
  return !Number.isNaN(numberAt(table.json, at(firstNodes, path)))
}
