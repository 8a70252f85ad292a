import type { CompressContext, Fold, Folder, Passage } from '../../contracts/compressor.ts'
import { foldHidden } from '../../relevance/fold-hidden.ts'
import { showFirst } from '../../relevance/show-first.ts'
import { densityOf, spendOnLines } from '../../relevance/spend-lines.ts'
import { lineStartsOf } from '../../text/line-starts.ts'
import { readStacks } from './fold/read-stacks.ts'
import { scoreStacks, WORTH } from './fold/score-frames.ts'
import { summarizeFrames } from './fold/summarize-frames.ts'

/** Leaves out frames of libraries, recursion and stacks already shown; messages and own frames stay. */
export const foldLibraryFrames: Folder = {
  mode: 'fold',
  name: 'trace/fold-library-frames',
  accepts: ['trace'],
  fold: foldFrames,
}

/** Shorter texts are read faster than folded. */
const FEWEST_LINES = 8
const LEAST_BUDGET = 200
/** Own frames may take so many times the budget. */
const NEEDED_FACTOR = 3
/** … and at least so many tokens. */
const LEAST_NEEDED = 4000

function foldFrames({ text }: Passage, context: CompressContext): Fold | undefined {
  const lines = lineStartsOf(text)
  if (lines.count < FEWEST_LINES) return undefined
  const stacks = readStacks(lines)
  const budget = Math.max(LEAST_BUDGET, context.targetTokens)
  const density = densityOf(text, context.countTokens)
  const shown = spendOnLines({
    lines,
    worth: scoreStacks(stacks, context.query),
    needed: WORTH.needed,
    least: 1,
    density,
    budget,
    most: Math.max(LEAST_NEEDED, budget * NEEDED_FACTOR),
  })
  if (context.isBudget !== true) showFirst(shown, { lines, density })
  return foldHidden(lines, shown, (run) => summarizeFrames(stacks, run))
}
