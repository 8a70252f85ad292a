import type { CompressContext, Fold, Folder, Passage } from '../../contracts/compressor.ts'
import { foldHidden } from '../../relevance/fold-hidden.ts'
import { showFirst } from '../../relevance/show-first.ts'
import { densityOf, spendOnLines } from '../../relevance/spend-lines.ts'
import { lineStartsOf } from '../../text/line-starts.ts'
import { readRun } from './fold/read-run.ts'
import type { RunFacts } from './fold/run-facts.ts'
import { scoreRun, WORTH } from './fold/score-lines.ts'
import { summarizeRun, totalsOf } from './fold/summarize-gap.ts'

/** Leaves out what passed, steps under way and warnings of a kind already shown, with counts. */
export const foldPassed: Folder = {
  mode: 'fold',
  name: 'build/fold-passed',
  accepts: ['build'],
  fold: foldRun,
}

/** Shorter texts are read faster than folded. */
const FEWEST_LINES = 12
/** Even the smallest budget shows both ends and the worst. */
const LEAST_BUDGET = 200
/** Failures may take so many times the budget. */
const NEEDED_FACTOR = 3
/** … and at least so many tokens. */
const LEAST_NEEDED = 4000

function foldRun({ text }: Passage, context: CompressContext): Fold | undefined {
  const lines = lineStartsOf(text)
  if (lines.count < FEWEST_LINES) return undefined
  const facts = readRun(lines)
  const budget = Math.max(LEAST_BUDGET, context.targetTokens)
  const density = densityOf(text, context.countTokens)
  const shown = spendOnLines({
    lines,
    worth: scoreRun(facts, context.query),
    needed: WORTH.needed,
    least: 1,
    density,
    budget,
    most: Math.max(LEAST_NEEDED, budget * NEEDED_FACTOR),
  })
  if (context.isBudget !== true) showFirst(shown, { lines, density })
  showPlaces(shown, facts)
  const totals = totalsOf(facts)
  return foldHidden(lines, shown, (run) => summarizeRun(facts, run, totals))
}

/** A finding that is shown is shown with its place. */
function showPlaces(shown: Uint8Array, { findings }: RunFacts): void {
  for (const { head, placeLine } of findings) {
    if (placeLine !== -1 && shown[head] === 1) shown[placeLine] = 1
  }
}
