import type { Cells } from './cells.ts'
import type { JsonText, RowLists } from './row-lists.ts'

/** A JSON text as its rows and their cells: what is judged, chosen from and described. */
export interface Table {
  readonly json: JsonText
  readonly lists: RowLists
  readonly cells: Cells
}
