import type { Run } from './find-runs.ts'
import type { PassageLines } from './passage-lines.ts'
import { numbersFurther } from './spelling.ts'

/** Lines written beside what is new, so that a reader finds its place without counting. */
const NEIGHBOURS = 2
/** What they may cost, in characters on one side. */
const MOST_CHARACTERS = 200
/** Shorter runs are left whole. */
const LEAST_LINES = 10

/** Runs without the lines next to new ones: those are written, as a diff writes them. */
export function withNeighbours(runs: readonly Run[], lines: PassageLines): readonly Run[] {
  return runs.map((run, at) => {
    if (run.first === undefined || run.count < LEAST_LINES) return run
    const before = runs[at - 1]
    const end = run.from + run.count
    const isNewAbove = (before === undefined ? 0 : before.from + before.count) < run.from
    const isNewBelow = (runs[at + 1]?.from ?? lines.count) > end
    const top = isNewAbove ? spared(lines, run.from, run.from + NEIGHBOURS) : 0
    const bottom = isNewBelow ? spared(lines, end - NEIGHBOURS, end) : 0
    return {
      ...run,
      from: run.from + top,
      count: run.count - top - bottom,
      first: run.first + top,
      numbers: numbersFurther(run.numbers, top),
    }
  })
}

function spared(lines: PassageLines, from: number, to: number): number {
  return lines.length(from, to) > MOST_CHARACTERS ? 0 : to - from
}
