import { type ColumnReader, readerOf } from './column-readers.ts'
import { parseHead } from './head.ts'
import { splitRow } from './spell-cell.ts'
import type { Column } from './table.ts'

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
  const written = writtenCells(rows, readers, delimiter)
  if (order === undefined || written === undefined) return undefined
  const cells: (readonly string[])[] = heads.map(() => [])
  for (const index of order) {
    const column = readers[index]?.read({ written: written[index] ?? [], rows: rows.length, cells })
    if (column === undefined) return undefined
    cells[index] = column
  }
  return heads.map(({ name }, index) => ({ name, cells: cells[index] ?? [] }))
}

/** What stands in the rows, by column; nothing for columns that have no cell. */
function writtenCells(
  rows: readonly string[],
  readers: readonly ColumnReader[],
  delimiter: string,
): readonly (readonly string[])[] | undefined {
  const written: string[][] = readers.map(() => [])
  const celled = written.filter((_, index) => readers[index]?.hasCell === true)
  for (const row of rows) {
    if (celled.length === 0 && row === '') continue
    const cells = splitRow(row, delimiter)
    if (cells.length !== celled.length) return undefined
    for (let at = 0; at < cells.length; at++) celled[at]?.push(cells[at] ?? '')
  }
  return written
}

/** Columns sorted so that each comes after those it leans on; `undefined` for a circle. */
function readingOrder(readers: readonly ColumnReader[]): readonly number[] | undefined {
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
