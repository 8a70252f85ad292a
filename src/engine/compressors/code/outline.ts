import type { CompressContext, Fold, Omission, Passage } from '../../contracts/compressor.ts'
import { fileReadOf } from '../../relevance/file-read.ts'
import type { SourceView } from '../../text/source-view.ts'
import { chooseHidden } from './choose.ts'
import type { Region } from './region.ts'

/** Characters counted to know how many make a token here. */
const WEIGHED = 8000

/** What an outline is made of. */
export interface Outlined {
  readonly passage: Passage
  readonly view: SourceView
  /** In order, none within another. */
  readonly regions: readonly Region[]
}

/** The fold that leaves out as many of the regions as the target asks for. */
export function foldOf(
  { passage, view, regions }: Outlined,
  { query, targetTokens, countTokens }: CompressContext,
): Fold | undefined {
  if (regions.length === 0) return undefined
  const density = densityOf(view.text, countTokens)
  const firstLine = fileReadOf(passage.origin)?.from ?? 1
  const hidden = chooseHidden({ view, firstLine, regions, query, targetTokens, density })
  const omissions = hidden.map((region) => omissionOf(view, region))
  return omissions.length === 0 ? undefined : { omissions, total: view.count, unit: 'lines' }
}

/** Characters a token, times 100. */
function densityOf(text: string, countTokens: CompressContext['countTokens']): number {
  const middle = Math.max(0, Math.floor((text.length - WEIGHED) / 2))
  const sample = text.slice(middle, middle + WEIGHED)
  return Math.max(100, Math.floor((sample.length * 100) / Math.max(1, countTokens(sample))))
}

function omissionOf(view: SourceView, { from, to }: Region): Omission {
  return {
    unit: 'lines',
    from: from + 1,
    to,
    summary: summaryOf(view, from, to),
    start: view.starts[from] ?? 0,
    end: Math.min(view.text.length, view.starts[to] ?? view.text.length),
  }
}

/** The file's own numbers, where the text shows them and they differ from the lines' place in it. */
function summaryOf({ numbers }: SourceView, from: number, to: number): string {
  const [first, last] = [numbers?.[from], numbers?.[to - 1]]
  if (first === undefined || last === undefined || first === 0 || first === from + 1) return ''
  return `numbered ${first}-${last}`
}
