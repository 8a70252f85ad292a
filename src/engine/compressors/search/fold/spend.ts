import { type Piece, spendBudget } from '../../../relevance/spend-budget.ts'
import { ROLE, type SearchLines } from '../../../text/search/draft.ts'

/** What naming a file in a gap line costs, about, in tokens … */
const NAME_COST = 6
/** … for which no more is set aside than this part of the budget, in per cent. */
const MOST_FOR_NAMES = 35
/** A file with more than this part of the budget, in per cent, is shown in pieces. */
const LARGEST_PIECE = 12

export interface Spending {
  readonly lines: SearchLines
  readonly worth: Int32Array
  /** Tokens a character, times 1000. */
  readonly density: number
  /** Tokens that the folded text may take before it is packed. */
  readonly budget: number
}

/** Which lines to show: those that stand out, then files, whole where they can be. 1 for shown lines. */
export function spend(spending: Spending): Uint8Array {
  const { lines, worth, density } = spending
  const cost = costsOf(spending)
  const packed = cost.reduce((sum, tokens) => sum + tokens, 0)
  const whole = Math.floor((lines.text.length * density) / 1000)
  const all = Math.floor((spending.budget * packed) / Math.max(packed, whole))
  const forNames = Math.floor((all * MOST_FOR_NAMES) / 100)
  const budget = all - Math.min(lines.paths.length * NAME_COST, forNames)
  const pieces = piecesOf(lines, cost, Math.floor((budget * LARGEST_PIECE) / 100))
  return spendBudget({ worth, cost, pieces, budget })
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
