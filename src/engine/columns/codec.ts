import type { TableOptions } from './table.ts'

/** A column's way of writing its cells, chosen for it. */
export interface Codec {
  /** Follows the column's name in the head; `''` for cells as they are. */
  readonly mark: string
  /** False when the head says it all and rows hold no cell of this column. */
  readonly hasCell: boolean
  /** What stands in the row; only asked for where `hasCell`. */
  cellAt(row: number): string
  /** Columns whose cells a reader must know first (indices). */
  readonly leansOn: readonly number[]
  /** Key into `notes.ts`, for the sentence that explains the mark. */
  readonly note?: NoteName
  /** Another, where one sentence does not say it all. */
  readonly furtherNote?: NoteName
}

export type NoteName =
  | 'constant'
  | 'default'
  | 'dictionary'
  | 'template'
  | 'hole'
  | 'exceptions'
  | 'braces'
  | 'step'
  | 'delta'
  | 'stamps'
  | 'dates'
  | 'carry'

/** A column among its table, and the rows on which codecs are weighed. */
export interface CodecContext {
  readonly cells: readonly string[]
  readonly index: number
  readonly table: readonly { readonly name: string; readonly cells: readonly string[] }[]
  /** Row numbers, ascending, at most 200, in runs so that neighbours are seen. */
  readonly sample: readonly number[]
  /** Columns this one may lean on without going in a circle. */
  readonly mayLeanOn: (index: number) => boolean
  readonly options: TableOptions
}

/** Mark of an absent cell where an empty one means something else. */
export const ABSENT = '~'
/** Stands before a whole value where a cell usually holds something shorter. */
export const WHOLE = '='
