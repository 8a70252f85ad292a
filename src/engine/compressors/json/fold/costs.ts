import { rowStart, rowTextEnd } from './row-lists.ts'
import type { Table } from './table.ts'
import { at } from './typed.ts'

/** What a gap line without facts costs, in tokens, e.g. `[… rows 104-140 (37) left out]`. */
export const GAP_TOKENS = 14

/** Estimated tokens, in proportion to characters by samples of each kind of row. */
export interface Costs {
  /** Row → tokens of what is shown with it at the least: without the rows of lists inside. */
  readonly rows: Int32Array
  /** All that belongs to no row. */
  readonly rest: number
  /** The whole text. */
  readonly total: number
}

/** What rows cost, and what those that are kept should come to. */
export interface Budget {
  readonly costs: Costs
  readonly targetTokens: number
}

const SAMPLES = 6
const LONGEST_SAMPLE = 800

export function estimateCosts(table: Table, countTokens: (text: string) => number): Costs {
  const { json, lists, cells } = table
  const characters = shownCharacters(table)
  const ratios = new Map<number, number>()
  const rows = new Int32Array(characters.length)
  let inRows = 0
  let inRowCharacters = 0
  for (let row = 0; row < rows.length; row++) {
    const path = at(cells.paths, at(lists.rowNodes, row))
    let ratio = ratios.get(path)
    if (ratio === undefined) {
      ratio = sampleRatio(table, row, countTokens)
      ratios.set(path, ratio)
    }
    rows[row] = Math.max(1, Math.ceil(at(characters, row) * ratio))
    inRows += at(rows, row)
    inRowCharacters += at(characters, row)
  }
  const rest = Math.ceil((json.text.length - inRowCharacters) * REST_RATIO)
  return { rows, rest, total: rest + inRows }
}

/** Brackets, keys and indentation around rows: a token every four characters or so. */
const REST_RATIO = 0.25

/** Row → its characters and the break or comma after it, without the lists inside it. */
function shownCharacters({ json, lists }: Table): Int32Array {
  const { index } = json
  const characters = new Int32Array(lists.rowNodes.length)
  for (let row = 0; row < characters.length; row++) {
    const node = at(lists.rowNodes, row)
    characters[row] = rowTextEnd(index, lists, row) - rowStart(json, node) + 1
  }
  for (let list = 0; list < lists.count; list++) {
    const row = at(lists.parentRows, list)
    const node = at(lists.nodes, list)
    const length = at(index.ends, node) - at(index.starts, node)
    if (row !== -1) characters[row] = at(characters, row) - length + 2
  }
  return characters
}

/** Tokens a character in a few rows from here on in the row's list. */
function sampleRatio(
  { json, lists }: Table,
  row: number,
  countTokens: (text: string) => number,
): number {
  const end = at(lists.firstRows, at(lists.rowLists, row) + 1)
  const step = Math.max(1, Math.floor((end - row) / SAMPLES))
  let tokens = 0
  let characters = 0
  for (let sample = row; sample < end; sample += step) {
    const node = at(lists.rowNodes, sample)
    const start = rowStart(json, node)
    const text = json.text.slice(
      start,
      Math.min(rowTextEnd(json.index, lists, sample), start + LONGEST_SAMPLE),
    )
    tokens += countTokens(text) + 1
    characters += text.length + 1
  }
  return tokens / characters
}
