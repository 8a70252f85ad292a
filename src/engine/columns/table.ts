/**
 * Columns of cells, the form that JSON tables and log templates share. A cell is a *spelled* text:
 * never empty when the value is there, `''` when the row has no such cell, and either bare or
 * guarded (see `spell-cell.ts`). Codecs only ever cut or replace spellings; they know no JSON.
 */
export interface Column {
  /** Shown in the head: bare when made of letters, digits and `_ . $ / @ : -`, else as a JSON string. */
  readonly name: string
  /** One spelling a row. */
  readonly cells: readonly string[]
}

export interface TableOptions {
  /** One character between cells: `,` `|` or a tab. */
  readonly delimiter: string
  /** In a folded block every cell must say what it holds: it leans on no other row, cell or legend. */
  readonly rowIndependent: boolean
  countTokens(text: string): number
}

export interface EncodedTable {
  /** One line: names and codecs in column order. Parsed back by `decodeTable`. */
  readonly head: string
  /** One line a row (no line breaks inside); `''` when every column is derived. */
  readonly rows: readonly string[]
  /** Sentences a reader needs for the codecs used, in a fixed order; empty for plain tables. */
  readonly notes: readonly string[]
}
