import type { Names } from './names.ts'
import type { Source } from './source.ts'

/**
 * The columns of a table as a tree: a branch a key or place in a tuple. Branches stand in an order
 * that agrees with every row that was let in, so that a row's own order of keys is never lost.
 */
export interface Branch {
  /** Number of the key, or -1 - n for the nth place in a tuple; ROOT for the row itself. */
  readonly step: number
  readonly branches: Branch[]
  readonly byStep: Map<number, Branch>
  /** Index among its siblings. */
  position: number
  /** True when some row has a value here that is written as one cell. */
  hasCells: boolean
}

export const ROOT = 0x7fffffff

/** Wider objects make no readable table. */
const MOST_BRANCHES = 2000

export function newBranch(step: number): Branch {
  return { step, branches: [], byStep: new Map(), position: 0, hasCells: false }
}

/**
 * Finds the branch of each child of `node`, adding those that are new where they stand in this row.
 * False when the children come in another order than in the rows before, or a key comes twice.
 */
export function admit(at: { source: Source; names: Names }, branch: Branch, node: number): boolean {
  const { nexts } = at.source.index
  const end = nexts[node] ?? 0
  let cursor = 0
  let place = 0
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    cursor = seat(branch, stepOf(at.names, child, place++), cursor)
    if (cursor === -1) return false
  }
  return true
}

/** Finds or adds the branch of a step, not before `cursor`; where the next may stand, or -1. */
function seat(parent: Branch, step: number, cursor: number): number {
  if (parent.branches[cursor]?.step === step) return cursor + 1
  const known = parent.byStep.get(step)
  if (known !== undefined) return known.position < cursor ? -1 : known.position + 1
  if (parent.branches.length === MOST_BRANCHES) return -1
  insert(parent, newBranch(step), cursor)
  return cursor + 1
}

/** The branch of a step, looked for first where it mostly is: at `cursor`, behind the one before. */
export function branchAt(parent: Branch, step: number, cursor: number): Branch | undefined {
  const guess = parent.branches[cursor]
  return guess?.step === step ? guess : parent.byStep.get(step)
}

/** Which branch a child belongs to: by its key, or by its place among its siblings. */
export function stepOf({ keyIds }: Names, child: number, place: number): number {
  const key = keyIds[child] ?? -1
  return key === -1 ? -1 - place : key
}

function insert(parent: Branch, branch: Branch, position: number): void {
  parent.branches.splice(position, 0, branch)
  parent.byStep.set(branch.step, branch)
  for (let at = position; at < parent.branches.length; at++) {
    const moved = parent.branches[at]
    if (moved !== undefined) moved.position = at
  }
}
