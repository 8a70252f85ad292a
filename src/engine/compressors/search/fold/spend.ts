import { ROLE, type SearchLines } from '../../../text/search/draft.ts'
import { rankOrder } from './rank-order.ts'

/** What a gap line costs, about, in tokens, and a file that it names. */
const GAP_COST = 26
const NAME_COST = 6
/** … of which no more is set aside than this part of the budget, in per cent. */
const MOST_FOR_NAMES = 35
/** Lines worth this much are shown wherever they stand; they get at most this part of the budget. */
const STANDS_OUT = 300
const MOST_FOR_LINES = 60
/** A file with more than this part of the budget, in per cent, is shown in pieces. */
const LARGEST_PIECE = 12

export interface Spending {
  readonly lines: SearchLines
  readonly worth: Int32Array
  /** Tokens of the text a character, times 1000. */
  readonly density: number
  /** Tokens that the folded text may take before it is packed. */
  readonly budget: number
}

/** Which lines to show: those that stand out, then files, whole where they can be. 1 for shown lines. */
export function spend(spending: Spending): Uint8Array {
  const { lines, worth } = spending
  const cost = costsOf(spending)
  const packed = cost.reduce((sum, tokens) => sum + tokens, 0)
  const whole = Math.floor((lines.text.length * spending.density) / 1000)
  const all = Math.floor((spending.budget * packed) / Math.max(packed, whole))
  const named = Math.min(lines.paths.length * NAME_COST, Math.floor((all * MOST_FOR_NAMES) / 100))
  const budget = all - named
  const shown = new Uint8Array(lines.count)
  const left = showLines({ shown, worth, cost }, budget)
  showPieces(
    { shown, worth, cost },
    piecesOf(lines, cost, Math.floor((budget * LARGEST_PIECE) / 100)),
    left,
  )
  showNarrowGaps(shown, cost)
  return shown
}

/** What each line will cost when its path stands above it. */
function costsOf({ lines, density }: Spending): Int32Array {
  const { starts, roles, textAt, count } = lines
  const cost = new Int32Array(count)
  for (let line = 0; line < count; line++) {
    const role = roles[line]
    if (role === ROLE.separator || role === ROLE.blank) continue
    const from = role === ROLE.match || role === ROLE.context ? textAt[line] : starts[line]
    cost[line] = 2 + Math.floor((((starts[line + 1] ?? 0) - (from ?? 0)) * density) / 1000)
  }
  return cost
}

interface Shelf {
  readonly shown: Uint8Array
  readonly worth: Int32Array
  readonly cost: Int32Array
}

/** Shows the lines that stand out; gives what is left of the budget. */
function showLines({ shown, worth, cost }: Shelf, budget: number): number {
  let left = budget
  const least = Math.floor((budget * (100 - MOST_FOR_LINES)) / 100)
  for (const line of rankOrder(
    worth,
    cost.map((tokens) => tokens + GAP_COST),
  )) {
    if ((worth[line] ?? 0) < STANDS_OUT) continue
    const sides = (shown[line - 1] === 1 ? 0 : 1) + (shown[line + 1] === 1 ? 0 : 1)
    const price = (cost[line] ?? 0) + (sides - 1) * GAP_COST
    if (left - price < least) continue
    shown[line] = 1
    left -= price
  }
  return left
}

interface Piece {
  readonly from: number
  readonly to: number
}

/** Lines of one file that stand together, cut where a match follows. */
function piecesOf({ roles, pathOf, count }: SearchLines, cost: Int32Array, most: number): Piece[] {
  const pieces: Piece[] = []
  let [from, tokens] = [0, 0]
  for (let line = 1; line <= count; line++) {
    tokens += cost[line - 1] ?? 0
    const isOther = line === count || pathOf[line] !== pathOf[line - 1] || roles[line] === ROLE.path
    const isLong =
      tokens > most && (roles[line] === ROLE.separator || roles[line - 1] === ROLE.match)
    if (!isOther && !isLong) continue
    pieces.push({ from, to: line })
    from = line
    tokens = 0
  }
  return pieces
}

function showPieces(shelf: Shelf, pieces: readonly Piece[], budget: number): void {
  const { shown, worth, cost } = shelf
  const worths = pieces.map((piece) => sum(worth, piece))
  const costs = pieces.map((piece) => sum(cost, piece) + GAP_COST / 2)
  let left = budget
  for (const at of rankOrder(worths, costs)) {
    const piece = pieces[at] ?? { from: 0, to: 0 }
    const price = priceOf(piece, shelf)
    if (price > left) continue
    shown.fill(1, piece.from, piece.to)
    left -= price
  }
}

function priceOf({ from, to }: Piece, { shown, cost }: Shelf): number {
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
  let [start, hidden] = [0, 0]
  for (let line = 0; line <= shown.length; line++) {
    if (line < shown.length && shown[line] === 0) {
      hidden += cost[line] ?? 0
      continue
    }
    if (hidden <= GAP_COST) shown.fill(1, start, line)
    start = line + 1
    hidden = 0
  }
}
