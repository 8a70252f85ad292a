import type { Fold } from '../contracts/compressor.ts'
import type { LineStarts } from '../text/line-starts.ts'
import { type HiddenRun, hiddenRuns } from './hidden-runs.ts'

/** Leaves out the lines that are not shown, each run with what `summarize` says of it; `undefined` where all are. */
export function foldHidden(
  { text, starts, count }: LineStarts,
  shown: Uint8Array,
  summarize: (run: HiddenRun) => string,
): Fold | undefined {
  const omissions = hiddenRuns(shown).map((run) => ({
    unit: 'lines' as const,
    from: run.from + 1,
    to: run.to,
    summary: summarize(run),
    start: starts[run.from] ?? 0,
    end: Math.min(text.length, starts[run.to] ?? text.length),
  }))
  return omissions.length === 0 ? undefined : { omissions, total: count, unit: 'lines' }
}
