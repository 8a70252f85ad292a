import type {
  CompressContext,
  Fold,
  Folder,
  Omission,
  Passage,
} from '../../contracts/compressor.ts'
import type { SearchLines } from '../../text/search/draft.ts'
import { readSearch } from '../../text/search/search-lines.ts'
import { keepWhole } from './fold/keep-whole.ts'
import { scoreMatches } from './fold/score-matches.ts'
import { spend } from './fold/spend.ts'
import { createGapSummary, type Run } from './fold/summarize-gap.ts'

/** Leaves out matches that tell least; every gap says how many of which file. */
export const foldMatches: Folder = {
  mode: 'fold',
  name: 'search/fold-matches',
  accepts: ['search'],
  fold: foldSearch,
}

/** Shorter results are read faster than folded. */
const FEWEST_LINES = 12
const LEAST_BUDGET = 150
/** Characters counted to know how many make a token here. */
const WEIGHED = 8000

function foldSearch({ text, origin }: Passage, context: CompressContext): Fold | undefined {
  const lines = readSearch(text)
  if (lines.count < FEWEST_LINES) return undefined
  const worth = scoreMatches(lines, { query: context.query, input: origin?.input ?? '' })
  const budget = Math.max(LEAST_BUDGET, context.targetTokens)
  const shown = spend({ lines, worth, density: densityOf(text, context), budget })
  keepWhole(shown, lines)
  const summarize = createGapSummary(lines)
  const omissions = hiddenRuns(shown).map((run) => omissionOf(lines, run, summarize(run)))
  return omissions.length === 0 ? undefined : { omissions, total: lines.count, unit: 'lines' }
}

/** Tokens a character, times 1000. */
function densityOf(text: string, { countTokens }: CompressContext): number {
  const middle = Math.max(0, Math.floor((text.length - WEIGHED) / 2))
  const sample = text.slice(middle, middle + WEIGHED)
  return Math.floor((countTokens(sample) * 1000) / Math.max(1, sample.length))
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

function omissionOf({ text, starts }: SearchLines, { from, to }: Run, summary: string): Omission {
  return {
    unit: 'lines',
    from: from + 1,
    to,
    summary,
    start: starts[from] ?? 0,
    end: Math.min(text.length, starts[to] ?? text.length),
  }
}
