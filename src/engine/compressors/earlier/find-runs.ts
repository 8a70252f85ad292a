import type { Earlier, EarlierBlock, StandingLine } from '../../contracts/earlier.ts'
import type { PassageLines } from './passage-lines.ts'
import {
  lineNumberOf,
  type Numbers,
  numberFurther,
  numbersFurther,
  SAME_NUMBERS,
  withNumbers,
} from './spelling.ts'

/** Lines of a passage that stand above already. */
export interface Run {
  /** First line of the passage, from 0, and how many. */
  readonly from: number
  readonly count: number
  readonly block: EarlierBlock
  /** The first of them in the block, from 1; absent where they are all of it. */
  readonly first?: number
  /** How the passage's line numbers differ from the block's. */
  readonly numbers: Numbers
}

/** Lines, or characters, that a reference must stand for: it costs about ten tokens, and a look above. */
const LEAST_LINES = 3
const LEAST_LENGTH = 400
/** … and characters, however many lines they are. */
const LEAST_LENGTH_OF_LINES = 160
/** Lines of one key that are tried for each line of the passage. */
const MOST_TRIED = 8
/** Sources there are names for. */
const MOST_SOURCES = 26

/** Greedy: the longest stretch at each line that is not taken yet. Linear, as every line is tried a few times at most. */
export function findRuns(lines: PassageLines, earlier: Earlier): readonly Run[] {
  const runs: Run[] = []
  const sources = new Set<EarlierBlock>()
  const beginning = wholeAtStart(lines, earlier)
  if (beginning !== undefined) take(beginning)
  let free = beginning?.count ?? 0
  for (let line = free; line < lines.count; ) {
    const run = longestAt(line, { lines, earlier, free, near: runs.at(-1)?.block })
    const isTaken = run !== undefined && (sources.has(run.block) || sources.size < MOST_SOURCES)
    if (isTaken) take(run)
    line = isTaken ? run.from + run.count : line + 1
    if (isTaken) free = line
  }
  return runs

  function take(run: Run): void {
    runs.push(run)
    sources.add(run.block)
  }
}

/** A block, whatever its form, that the passage is or begins with. */
function wholeAtStart(lines: PassageLines, earlier: Earlier): Run | undefined {
  const equal = earlier.equalTo({ text: lines.text, folded: lines.isFolded })
  if (equal !== undefined)
    return { from: 0, count: lines.count, block: equal, numbers: SAME_NUMBERS }
  if (lines.isFolded) return undefined
  let best: Run | undefined
  for (const block of earlier.beginningLike(lines.key(0))) {
    const count = commonWhole(lines, block.text)
    if (count > (best?.count ?? 0)) best = { from: 0, count, block, numbers: SAME_NUMBERS }
  }
  return best !== undefined && isWorthNaming(best, lines) ? best : undefined
}

/** The lines of `text`, where the passage begins with all of them; else 0. */
function commonWhole(lines: PassageLines, text: string): number {
  let count = 0
  for (let start = 0; start < text.length; count++) {
    const lineBreak = text.indexOf('\n', start)
    const end = lineBreak === -1 ? text.length : lineBreak
    if (count >= lines.count || !lines.equals(count, text.slice(start, end))) return 0
    start = end + 1
  }
  return count
}

interface Search {
  readonly lines: PassageLines
  readonly earlier: Earlier
  /** First line that is not taken. */
  readonly free: number
  /** Preferred among equals. */
  readonly near: EarlierBlock | undefined
}

function longestAt(line: number, search: Search): Run | undefined {
  const { lines, earlier, near } = search
  const key = lines.key(line)
  if (key === 0) return undefined
  let best: Run | undefined
  let candidate = earlier.lineLike(key)
  for (let tried = 0; candidate !== undefined && tried < MOST_TRIED; tried++) {
    const run = runThrough(line, candidate, search)
    const wins = run.count > (best?.count ?? 0) || (run.count === best?.count && run.block === near)
    if (wins) best = run
    candidate = candidate.older
  }
  if (best === undefined) return undefined
  return isWorthNaming(best, lines) ? best : undefined
}

function isWorthNaming({ from, count }: Run, lines: PassageLines): boolean {
  const length = lines.length(from, from + count)
  return length >= (count < LEAST_LINES ? LEAST_LENGTH : LEAST_LENGTH_OF_LINES)
}

/** The run around a line that may equal `standing`; its count is 0 where it does not. */
function runThrough(line: number, standing: StandingLine, { lines, free }: Search): Run {
  const { block } = standing
  const numbers = numbersBetween(standing, lines.line(line))
  const matches = (index: number, candidate: StandingLine | undefined): boolean =>
    candidate !== undefined &&
    isSame(lines, index, { standing: candidate, numbers, nth: index - line })
  let count = 0
  for (
    let at: StandingLine | undefined = standing;
    line + count < lines.count && matches(line + count, at);
    at = at?.next
  ) {
    count++
  }
  let back = 0
  let above = standing.previous
  while (count > 0 && line - back > free && matches(line - back - 1, above)) {
    back++
    above = above?.previous
  }
  return {
    from: line - back,
    count: count + back,
    block,
    first: standing.number - back,
    numbers: numbersFurther(numbers, -back),
  }
}

interface Claim {
  readonly standing: StandingLine
  readonly numbers: Numbers
  /** Lines from the one that `numbers` was told by. */
  readonly nth: number
}

function isSame(lines: PassageLines, index: number, { standing, numbers, nth }: Claim): boolean {
  const { block, start, end, previous } = standing
  if (lines.isGap(index)) return false
  const line = block.text.slice(start, end)
  if ('by' in numbers && numbers.by !== 0 && !countsOn(previous, line)) return false
  const moved = withNumbers(line, numbers, nth)
  return moved !== undefined && lines.equals(index, moved)
}

/** True where the number at the start of a line is the next after the line above it: a line number, not a value. */
function countsOn(previous: StandingLine | undefined, line: string): boolean {
  if (previous === undefined) return true
  const above = lineNumberOf(previous.block.text.slice(previous.start, previous.end))
  return above !== undefined && lineNumberOf(line) === above + 1
}

function numbersBetween({ block, start, end }: StandingLine, line: string): Numbers {
  const here = lineNumberOf(line)
  if (here === undefined) return SAME_NUMBERS
  const standing = block.text.slice(start, end)
  if (line.length > standing.length && line.endsWith(standing)) {
    const first = line.slice(0, line.length - standing.length)
    if (numberFurther(first, 0) !== undefined) return { first }
  }
  const there = lineNumberOf(standing)
  return there === undefined ? SAME_NUMBERS : { by: here - there }
}
