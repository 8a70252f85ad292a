import { KINDS, NUMBER, STRING } from './cells.ts'
import { markSeries } from './series.ts'
import { numberAt } from './stamps.ts'
import { at } from './typed.ts'
import { BIT, type Table } from './worth.ts'

const FEWEST_CELLS = 8
const MOST_SHARE = 0.8
/** Numbers with so few different values are names; rare ones among them are found as such. */
const FEWEST_DIFFERENT = 6

const GREATEST_BITS = 8
const LEAST_BITS = 4

export interface MarkOptions {
  /** What the greatest and least of a column are worth more, in bits: a query may ask for them. */
  extremeBits(path: number): number
}

/** Adds what numbers and times tell by their column: outliers, breaks, the greatest and least. */
export function addColumnMarks(table: Table, bonuses: Int32Array, options: MarkOptions): void {
  const { order, offsets } = numericCells(table)
  for (let path = 0; path < table.cells.pathCount; path++) {
    const nodes = order.subarray(at(offsets, path), at(offsets, path + 1))
    if (nodes.length < FEWEST_CELLS) continue
    const { bits, greatest, least } = markSeries(
      Float64Array.from(nodes, (node) => numberAt(table.json, node)),
    )
    const add = (cell: number, more: number): void => {
      const row = at(table.lists.rowOfNode, at(nodes, cell))
      bonuses[row] = at(bonuses, row) + more * BIT
    }
    for (let cell = 0; cell < nodes.length; cell++) if (bits[cell] !== 0) add(cell, at(bits, cell))
    const extra = options.extremeBits(path)
    for (const cell of greatest) add(cell, GREATEST_BITS + extra)
    for (const cell of least) add(cell, LEAST_BITS + extra)
  }
}

/** The nodes of each numeric path, in document order: a counting sort. */
function numericCells(table: Table): { readonly order: Int32Array; readonly offsets: Int32Array } {
  const { json, lists, cells } = table
  const isNumeric = Uint8Array.from({ length: cells.pathCount }, (_, path) =>
    isNumericPath(table, path) ? 1 : 0,
  )
  const offsets = new Int32Array(cells.pathCount + 1)
  const visit = (found: (path: number, node: number) => void): void => {
    for (let node = 0; node < json.index.count; node++) {
      const path = at(cells.paths, node)
      const isCell = isNumeric[path] === 1 && lists.rowOfNode[node] !== -1
      if (isCell && !Number.isNaN(numberAt(table.json, node))) found(path, node)
    }
  }
  visit((path) => {
    offsets[path + 1] = at(offsets, path + 1) + 1
  })
  for (let path = 0; path < cells.pathCount; path++) {
    offsets[path + 1] = at(offsets, path + 1) + at(offsets, path)
  }
  const next = offsets.slice()
  const order = new Int32Array(at(offsets, cells.pathCount))
  visit((path, node) => {
    order[at(next, path)] = node
    next[path] = at(next, path) + 1
  })
  return { order, offsets }
}

function isNumericPath(table: Table, path: number): boolean {
  const { sizes, kindCounts, distinct, firstNodes } = table.cells
  const most = at(sizes, path) * MOST_SHARE
  if (at(sizes, path) < FEWEST_CELLS) return false
  if (at(kindCounts, path * KINDS + NUMBER) >= most) return at(distinct, path) >= FEWEST_DIFFERENT
  if (at(kindCounts, path * KINDS + STRING) < most) return false
  return !Number.isNaN(numberAt(table.json, at(firstNodes, path)))
}
