import type { CompressContext, Fold, Folder, Passage } from '../../contracts/compressor.ts'
import { foldHidden } from '../../relevance/fold-hidden.ts'
import { ROLE, type SearchLines } from '../../text/search/draft.ts'
import { readSearch } from '../../text/search/search-lines.ts'
import { keepWhole } from './fold/keep-whole.ts'
import { scoreMatches } from './fold/score-matches.ts'
import { spend } from './fold/spend.ts'
import { createGapSummary } from './fold/summarize-gap.ts'

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
  if (lines.count < FEWEST_LINES || isCounts(lines)) return undefined
  const worth = scoreMatches(lines, { query: context.query, input: origin?.input ?? '' })
  const budget = Math.max(LEAST_BUDGET, context.targetTokens)
  const shown = spend({ lines, worth, density: densityOf(text, context), budget })
  keepWhole(shown, lines)
  const summarize = createGapSummary(lines)
  return foldHidden(lines, shown, summarize)
}

/** `path:12`: what stands behind each path is how many matches it has, not one of them. */
function isCounts({ layout, text, starts, textAt, roles, count }: SearchLines): boolean {
  if (layout !== 'unnumbered') return false
  for (let line = 0; line < count; line++) {
    const found = text.slice(textAt[line] ?? 0, (starts[line + 1] ?? 1) - 1)
    if (roles[line] === ROLE.match && !/^\d{1,9}\r?$/.test(found)) return false
  }
  return true
}

/** Tokens a character, times 1000. */
function densityOf(text: string, { countTokens }: CompressContext): number {
  const middle = Math.max(0, Math.floor((text.length - WEIGHED) / 2))
  const sample = text.slice(middle, middle + WEIGHED)
  return Math.floor((countTokens(sample) * 1000) / Math.max(1, sample.length))
}
