import type {
  CompressContext,
  Fold,
  Folder,
  Omission,
  Passage,
} from '../../contracts/compressor.ts'
import { lineFactsOf } from './fold/line-facts.ts'
import { scoreLines } from './fold/score-lines.ts'
import { spend } from './fold/spend.ts'
import { summarizeGap, totalsOf } from './fold/summarize-gap.ts'
import { type LineTable, lineTableOf } from './line-table.ts'

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
/** Characters counted to know how many make a token here. */
const WEIGHED = 8000

function foldLog({ text }: Passage, context: CompressContext): Fold | undefined {
  const lines = lineTableOf(text)
  if (lines.count < FEWEST_LINES || lines.lineBreak !== '\n') return undefined
  const facts = lineFactsOf(lines)
  const worth = scoreLines(facts, context.query)
  const budget = Math.max(LEAST_BUDGET, context.targetTokens)
  const shown = spend({ lines, worth, density: densityOf(text, context), budget })
  const totals = totalsOf(facts)
  const omissions = hiddenRuns(shown).map((run) =>
    omissionOf(lines, run, summarizeGap(facts, run, totals)),
  )
  return omissions.length === 0 ? undefined : { omissions, total: lines.count, unit: 'lines' }
}

/** Characters a token, times 100. */
function densityOf(text: string, { countTokens }: CompressContext): number {
  const middle = Math.max(0, Math.floor((text.length - WEIGHED) / 2))
  const sample = text.slice(middle, middle + WEIGHED)
  return Math.max(100, Math.floor((sample.length * 100) / Math.max(1, countTokens(sample))))
}

interface Run {
  readonly from: number
  readonly to: number
}

function hiddenRuns(shown: Uint8Array): readonly Run[] {
  const runs: Run[] = []
  for (let from = shown.indexOf(0); from !== -1; ) {
    const next = shown.indexOf(1, from)
    const to = next === -1 ? shown.length : next
    runs.push({ from, to })
    from = shown.indexOf(0, to)
  }
  return runs
}

function omissionOf({ text, starts }: LineTable, { from, to }: Run, summary: string): Omission {
  return {
    unit: 'lines',
    from: from + 1,
    to,
    summary,
    start: starts[from] ?? 0,
    end: Math.min(text.length, starts[to] ?? text.length),
  }
}
