import { decodeTable } from '../../../columns/decode-table.ts'
import { type ColumnPlace, readColumnName } from '../column-names.ts'

/** A table as the body declares it, and the lines found for it. */
export interface RowSource {
  readonly head: string
  /** Number of the table that unmarked indented lines below its rows belong to; 0 for none. */
  readonly child: number
  readonly lines: string[]
  /** Of each line: a number for its row, unique in the whole body. */
  readonly ids: number[]
  /** Of each line: the row it stands below; -1 for rows that stand in the document itself. */
  readonly parents: number[]
}

/** A table's cells, with a cursor to the next row that has not been printed. */
export interface RowTable {
  readonly places: readonly ColumnPlace[]
  readonly cells: readonly (readonly string[])[]
  readonly ids: readonly number[]
  readonly parents: readonly number[]
  next: number
}

export function newRowSource(head: string, child: number): RowSource {
  return { head, child, lines: [], ids: [], parents: [] }
}

/** `undefined` when head and lines do not fit together. */
export function readRows(source: RowSource, delimiter: string): RowTable | undefined {
  const columns = decodeTable(source.head, source.lines, delimiter)
  if (columns === undefined) return undefined
  return {
    places: columns.map(({ name }) => readColumnName(name)),
    cells: columns.map(({ cells }) => cells),
    ids: source.ids,
    parents: source.parents,
    next: 0,
  }
}
