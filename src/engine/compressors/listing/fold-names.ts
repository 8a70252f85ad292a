import type { CompressContext, Fold, Folder, Passage } from '../../contracts/compressor.ts'
import { foldHidden } from '../../relevance/fold-hidden.ts'
import { type Piece, spendBudget } from '../../relevance/spend-budget.ts'
import { pathShapeOf } from '../../text/listing/path-lines.ts'
import { type LineCuts, lineCutsOf, lineOf } from '../../text/search/line-cuts.ts'
import { type Groups, groupsOf } from './fold/groups.ts'
import { scoreNames } from './fold/score-names.ts'
import { createGroupSummary } from './fold/summarize-groups.ts'

/** Leaves out names that tell least; every gap says how many of which group. */
export const foldNames: Folder = {
  mode: 'fold',
  name: 'listing/fold-names',
  accepts: ['listing', 'search'],
  fold: foldList,
}

/** Shorter lists are read faster than folded. */
const FEWEST_LINES = 24
const LEAST_BUDGET = 150
/** What the groups named in gap lines cost, of the budget, in per cent. */
const FOR_GROUPS = 15
/** Lines that are shown or left out together. */
const LONGEST_PIECE = 10
/** Characters counted to know how many make a token here. */
const WEIGHED = 8000

function foldList({ text, content }: Passage, context: CompressContext): Fold | undefined {
  const cuts = lineCutsOf(text)
  if (cuts.count < FEWEST_LINES) return undefined
  const lines = Array.from({ length: cuts.count }, (_, line) => lineOf(cuts, line))
  const shape = pathShapeOf(lines)
  if (content.kind === 'search' && shape?.kind !== 'counted') return undefined
  const groups = groupsOf(lines, shape)
  const worth = scoreNames({ cuts, lines, groups }, context.query)
  const target = Math.max(LEAST_BUDGET, context.targetTokens)
  const shown = spendBudget({
    worth,
    cost: costsOf(cuts, context),
    pieces: piecesOf(groups),
    budget: Math.floor((target * (100 - FOR_GROUPS)) / 100),
  })
  return foldHidden(cuts, shown, createGroupSummary(groups))
}

function costsOf({ text, starts, count }: LineCuts, { countTokens }: CompressContext): Int32Array {
  const middle = Math.max(0, Math.floor((text.length - WEIGHED) / 2))
  const sample = text.slice(middle, middle + WEIGHED)
  const density = Math.floor((countTokens(sample) * 1000) / Math.max(1, sample.length))
  const cost = new Int32Array(count)
  for (let line = 0; line < count; line++) {
    const length = (starts[line + 1] ?? 0) - (starts[line] ?? 0)
    cost[line] = 1 + Math.floor((length * density) / 1000)
  }
  return cost
}

function piecesOf({ groupOf, areTogether }: Groups): readonly Piece[] {
  const pieces: Piece[] = []
  for (let from = 0; from < groupOf.length; ) {
    const most = Math.min(groupOf.length, from + LONGEST_PIECE)
    let to = from + 1
    while (to < most && (!areTogether || groupOf[to] === groupOf[from])) to++
    pieces.push({ from, to })
    from = to
  }
  return pieces
}
