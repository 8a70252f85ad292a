import { hiddenRuns } from './hidden-runs.ts'
import { rankOrder } from './rank-order.ts'

/** What a gap line costs, about, in tokens. */
const GAP_COST = 26
/** Lines worth this much are shown wherever they stand; they get at most this part of the budget, in per cent. */
const STANDS_OUT = 300
const MOST_FOR_LINES = 60

/** Lines that stand together and are best shown whole: `to` is excluded. */
export interface Piece {
  readonly from: number
  readonly to: number
}

export interface Spending {
  /** What each line is worth; only ratios matter, but for `STANDS_OUT` = 300. */
  readonly worth: Int32Array
  /** What each line costs, in tokens. */
  readonly cost: Int32Array
  /** All lines, in order. */
  readonly pieces: readonly Piece[]
  /** Tokens; gap lines are paid from it. */
  readonly budget: number
}

/** Which lines to show: those that stand out, then whole pieces, by worth per token. 1 for shown lines. */
export function spendBudget(spending: Spending): Uint8Array {
  const shown = new Uint8Array(spending.worth.length)
  const left = showLines(shown, spending)
  showPieces(shown, spending, left)
  showNarrowGaps(shown, spending.cost)
  return shown
}

/** Shows the lines that stand out; gives what is left of the budget. */
function showLines(shown: Uint8Array, { worth, cost, budget }: Spending): number {
  let left = budget
  const least = Math.floor((budget * (100 - MOST_FOR_LINES)) / 100)
  const prices = cost.map((tokens) => tokens + GAP_COST)
  for (const line of rankOrder(worth, prices)) {
    if ((worth[line] ?? 0) < STANDS_OUT) continue
    const price = priceOf({ from: line, to: line + 1 }, shown, cost)
    if (left - price < least) continue
    shown[line] = 1
    left -= price
  }
  return left
}

function showPieces(shown: Uint8Array, { worth, cost, pieces }: Spending, budget: number): void {
  const worths = pieces.map((piece) => sum(worth, piece))
  const costs = pieces.map((piece) => sum(cost, piece) + GAP_COST / 2)
  let left = budget
  for (const at of rankOrder(worths, costs)) {
    const piece = pieces[at] ?? { from: 0, to: 0 }
    const price = priceOf(piece, shown, cost)
    if (price > left) continue
    shown.fill(1, piece.from, piece.to)
    left -= price
  }
}

/** Tokens of what is not shown yet, and of the gap lines that showing it makes or spares. */
function priceOf({ from, to }: Piece, shown: Uint8Array, cost: Int32Array): number {
  const sides = (shown[from - 1] === 1 ? 0 : 1) + (shown[to] === 1 ? 0 : 1)
  let price = (sides - 1) * GAP_COST
  for (let line = from; line < to; line++) if (shown[line] === 0) price += cost[line] ?? 0
  return price
}

function sum(values: Int32Array, { from, to }: Piece): number {
  let total = 0
  for (let at = from; at < to; at++) total += values[at] ?? 0
  return total
}

/** A gap that hides less than its own line costs is no gain. */
function showNarrowGaps(shown: Uint8Array, cost: Int32Array): void {
  for (const run of hiddenRuns(shown)) {
    if (sum(cost, run) <= GAP_COST) shown.fill(1, run.from, run.to)
  }
}
