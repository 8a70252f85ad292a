import { createRanker } from '../../../relevance/rank.ts'
import { lineOf } from '../../../text/line-starts.ts'
import type { Stack, StackFrame, Stacks } from './read-stacks.ts'

/** What a line is worth to its reader; only the ratios matter. From `needed` on it is shown even beyond the budget. */
export const WORTH = {
  needed: 1000,
  edge: 2000,
  head: 1200,
  laterHead: 500,
  own: 1000,
  laterOwn: 400,
  /** Where the fault was thrown. */
  thrown: 1000,
  /** What a stack of libraries alone shows of itself. */
  ends: 300,
  other: 400,
  exactMatch: 700,
  spelledOut: 3000,
  mostRelevant: 500,
} as const

const LAST_LINES = 3
/** Different stacks whose own frames are shown, beyond the budget if need be. */
const WHOLE_STACKS = 12
/** Heads of one text that are. */
const WHOLE_HEADS = 4
/** Frames of one text within a stack: more of them are recursion. */
const WHOLE_REPEATS = 2

/** Worth of every line; 0 for what can be left out. */
export function scoreStacks(stacks: Stacks, query: string): Int32Array {
  const worth = new Int32Array(stacks.lines.count)
  for (const stack of stacks.stacks) scoreStack(worth, stacks, stack)
  scoreOthers(worth, stacks)
  addRelevance(worth, stacks, query)
  levelFrames(worth, stacks)
  return worth
}

function scoreStack(worth: Int32Array, { frames, stacks }: Stacks, stack: Stack): void {
  if (stacks[stack.sameAs] !== stack) return
  const here = frames.slice(stack.from, stack.to)
  const isEarly = stack.sameAs < WHOLE_STACKS
  const later = Math.floor((WORTH.laterOwn * WHOLE_STACKS) / Math.max(1, stack.sameAs))
  const shown = scoreOwn(worth, here, isEarly ? WORTH.own : later)
  if (shown === 0) for (const at of [0, -1]) worth[here.at(at)?.line ?? 0] = WORTH.ends
  const thrown = here.at(isPython(here) ? -1 : 0)
  if (thrown !== undefined) worth[thrown.line] = isEarly ? WORTH.thrown : WORTH.ends
}

/** Gives how many frames are one's own. */
function scoreOwn(worth: Int32Array, frames: readonly StackFrame[], value: number): number {
  const times = new Map<string, number>()
  for (const { line, library, text } of frames) {
    if (library !== undefined) continue
    const count = (times.get(text) ?? 0) + 1
    times.set(text, count)
    if (count <= WHOLE_REPEATS) worth[line] = value
  }
  return times.size
}

/** Python prints the latest call last. */
function isPython(frames: readonly StackFrame[]): boolean {
  return frames[0]?.text.trimStart().startsWith('File "') === true
}

function scoreOthers(worth: Int32Array, { lines, frameOf, isHead }: Stacks): void {
  const times = new Map<string, number>()
  for (let line = 0; line < lines.count; line++) {
    if (frameOf[line] !== -1) continue
    const text = lineOf(lines, line)
    const count = (times.get(text) ?? 0) + 1
    times.set(text, count)
    if (text.trim() !== '') worth[line] = isHead[line] === 1 ? headWorth(count) : otherWorth(count)
  }
  add(worth, 0, WORTH.edge)
  for (let back = 1; back <= Math.min(LAST_LINES, lines.count); back++) {
    if (frameOf[lines.count - back] === -1) add(worth, lines.count - back, WORTH.edge)
  }
}

function headWorth(count: number): number {
  return count <= WHOLE_HEADS ? WORTH.head : Math.floor(WORTH.laterHead / count)
}

function otherWorth(count: number): number {
  return Math.floor(WORTH.other / count)
}

function add(worth: Int32Array, line: number, amount: number): void {
  if (line >= 0 && line < worth.length) worth[line] = (worth[line] ?? 0) + amount
}

/** A frame stays or goes with all its lines. */
function levelFrames(worth: Int32Array, { frames }: Stacks): void {
  for (const { line, lines } of frames) {
    if (lines === 1) continue
    let most = 0
    for (let at = line; at < line + lines; at++) most = Math.max(most, worth[at] ?? 0)
    worth.fill(most, line, line + lines)
  }
}

/** What the query names. */
function addRelevance(worth: Int32Array, { lines, frames, frameOf }: Stacks, query: string): void {
  const ranker = createRanker(query)
  if (ranker.isEmpty) return
  const { text, starts, count } = lines
  const passages = {
    text,
    starts: starts.subarray(0, count),
    ends: starts.subarray(1),
    escaped: false,
  }
  const { scores, exact, spelled } = ranker.rank(passages)
  for (let line = 0; line < count; line++) {
    // Common words of a query stand in many frames; there only what singles one out counts.
    const isLibrary = frames[frameOf[line] ?? -1]?.library !== undefined
    if (!isLibrary) add(worth, line, Math.min(WORTH.mostRelevant, scores[line] ?? 0))
    if (exact[line] === 1) add(worth, line, WORTH.exactMatch)
    if (spelled[line] === 1) add(worth, line, WORTH.spelledOut)
  }
}
