import type { CompressContext, Fold, Folder, Passage } from '../../contracts/compressor.ts'
import { foldHidden } from '../../relevance/fold-hidden.ts'
import { densityOf, spendOnLines } from '../../relevance/spend-lines.ts'
import { lineFactsOf } from './fold/line-facts.ts'
import { scoreLines, WORTH } from './fold/score-lines.ts'
import { summarizeGap, totalsOf } from './fold/summarize-gap.ts'
import { lineTableOf } from './line-table.ts'

/** Leaves out lines that tell least: what an incident needs stays as it is. */
export const foldLines: Folder = {
  mode: 'fold',
  name: 'log/fold-lines',
  accepts: ['log'],
  fold: foldLog,
}

/** Shorter texts are read faster than folded. */
const FEWEST_LINES = 12
/** Even the smallest budget shows both ends and the worst. */
const LEAST_BUDGET = 150
/** Tokens that the worst, both ends and what the query spells out may take, whatever the budget. */
const LEAST_NEEDED = 600

function foldLog({ text }: Passage, context: CompressContext): Fold | undefined {
  const lines = lineTableOf(text)
  if (lines.count < FEWEST_LINES || lines.lineBreak !== '\n') return undefined
  const facts = lineFactsOf(lines)
  const worth = scoreLines(facts, context.query)
  const budget = Math.max(LEAST_BUDGET, context.targetTokens)
  const shown = spendOnLines({
    lines,
    worth,
    needed: WORTH.needed,
    least: 0,
    density: densityOf(text, context.countTokens),
    budget,
    most: Math.max(LEAST_NEEDED, budget),
  })
  const totals = totalsOf(facts)
  return foldHidden(lines, shown, (run) => summarizeGap(facts, run, totals))
}
