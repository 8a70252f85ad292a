import { type Branch, newBranch, ROOT } from './column-tree.ts'

/** The rows of one table, in the order in which they are written, and its columns. */
export interface TablePlan {
  readonly family: number
  /** Row nodes, in order. */
  readonly rows: number[]
  readonly root: Branch
  /** Rows that are members of a map, so that they have a key. */
  keyed: number
  singles: number
  /** Values that stand in cells, and cells in all. */
  cells: number
  /** The table most rows below its rows are of; -1 when there are none. */
  child: number
  /** Rows below its rows, by table. */
  readonly below: Map<number, number>
}

/** A table without rows yet. */
export function newTablePlan(family: number): TablePlan {
  const root = newBranch(ROOT)
  const below = new Map<number, number>()
  return { family, rows: [], root, keyed: 0, singles: 0, cells: 0, child: -1, below }
}

/** Tokens a key costs in every object: its own, its quotes and its colon. */
const KEY_COST = 2
/** Tokens a table's head and its place in the document cost besides the names. */
const TABLE_COST = 8
/** Tokens a single row costs over one in a list: its table's name. */
const SINGLE_COST = 2
/** A table may have so many times more cells than values. */
const WIDEST = 8

/** True when a table saves more than it costs, and is not mostly holes. */
export function isWorthwhile({ rows, root, cells, singles }: TablePlan): boolean {
  const columns = leafCount(root)
  if (rows.length < 2) return false
  if (columns === 0) return true
  if (columns * rows.length > WIDEST * cells + 4000) return false
  return cells * KEY_COST > columns * (KEY_COST + 1) + singles * SINGLE_COST + TABLE_COST
}

/** Columns below a branch, its own among them. */
export function leafCount({ hasCells, branches }: Branch): number {
  let count = hasCells ? 1 : 0
  for (const branch of branches) count += leafCount(branch)
  return count
}
