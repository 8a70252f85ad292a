import type {
  CompressContext,
  Fold,
  Folder,
  Omission,
  Passage,
} from '../../contracts/compressor.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { type WithinNumbers, withinNumbers } from './within-numbers.ts'

/** Records behind the line numbers of a file tool, folded as their kind is. */
export const foldWithinNumbers: Folder = {
  mode: 'fold',
  name: 'any/fold-within-numbers',
  accepts: ['unknown'],
  fold: foldWithin,
}

function foldWithin({ text, folded }: Passage, context: CompressContext): Fold | undefined {
  const { parts, targetTokens } = context
  if (folded || parts === undefined || text.length > UNPACKING_LIMITS.units) return undefined
  const within = withinNumbers(text, parts.detect)
  if (within === undefined) return undefined
  const share = within.source.length / text.length
  const fold = parts.fold(within.source, Math.floor(targetTokens * share))
  // Rows of JSON are no whole lines.
  if (fold?.unit !== 'lines') return undefined
  const starts = startsOf(within.lines)
  const omissions = fold.omissions.map((omission) => shifted(omission, within, starts))
  const total = within.lines.length - Number(text.endsWith('\n'))
  return omissions.length === 0 ? undefined : { omissions, total, unit: 'lines' }
}

/** In lines of the whole text; a line that has no break in the source may have one there. */
function shifted(
  { from, to, summary }: Omission,
  { run }: WithinNumbers,
  starts: readonly number[],
): Omission {
  const end = starts[to + run.start] ?? 0
  return {
    unit: 'lines',
    from: from + run.start,
    to: to + run.start,
    summary,
    start: starts[from + run.start - 1] ?? 0,
    end,
  }
}

/** Start of each line, and the end of the text. */
function startsOf(lines: readonly string[]): readonly number[] {
  const starts = [0]
  for (const [at, line] of lines.entries()) {
    const next = (starts[at] ?? 0) + line.length
    starts.push(at === lines.length - 1 ? next : next + 1)
  }
  return starts
}
