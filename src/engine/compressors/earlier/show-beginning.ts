import type { Earlier } from '../../contracts/earlier.ts'
import type { Run } from './find-runs.ts'
import type { PassageLines } from './passage-lines.ts'
import { numbersFurther } from './spelling.ts'

/** Of less than a twentieth of a text a model tends to ask for the rest: a little above that is written. */
const LEAST_WRITTEN = 1 / 15
/** Characters of a header, a source and a reference, about, which count as written. */
const COST_OF_FORM = 180
const COST_OF_REFERENCE = 24
/** Of so long a text even a small share is much. */
const LONGEST_SHARED = 80_000
/** A reference stands for as many lines at least. */
const LEAST_LINES = 3

/** Runs of which the first have lost their beginning, where next to nothing of the text would be written. */
export function withBeginning(
  runs: readonly Run[],
  lines: PassageLines,
  earlier: Earlier,
): readonly Run[] {
  if (lines.text.length > LONGEST_SHARED) return runs
  const named = runs.reduce((sum, { from, count }) => sum + lines.length(from, from + count), 0)
  const form = COST_OF_FORM + runs.length * COST_OF_REFERENCE
  let missing = lines.text.length * LEAST_WRITTEN - form - (lines.text.length - named)
  return runs.map((run) => {
    const written = missing <= 0 ? 0 : linesFor(missing, run, lines)
    const shorter = written === 0 ? run : without(run, written, earlier)
    if (shorter !== run) missing -= lines.length(run.from, run.from + written)
    return shorter
  })
}

/** As many of its first lines as make up so many characters, so that some are left. */
function linesFor(missing: number, { from, count }: Run, lines: PassageLines): number {
  const most = Math.max(0, count - LEAST_LINES)
  let written = 0
  while (written < most && lines.length(from, from + written) < missing) written++
  return written
}

/** The run without its first lines; the same where only the whole can be named. */
function without(run: Run, written: number, earlier: Earlier): Run {
  const { from, count, block, numbers } = run
  const first = run.first ?? (earlier.linesOf(block).has(count) ? 1 : undefined)
  if (first === undefined) return run
  return {
    from: from + written,
    count: count - written,
    block,
    first: first + written,
    numbers: numbersFurther(numbers, written),
  }
}
