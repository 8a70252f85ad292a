import type {
  CompressContext,
  Fold,
  Folder,
  Omission,
  Passage,
} from '../../contracts/compressor.ts'
import { hide } from './fold/hide.ts'
import { lineFactsOf } from './fold/line-facts.ts'
import { summarizeGap } from './fold/summarize-gap.ts'
import { type Unit, unitsOf } from './fold/units.ts'

/** Leaves out what a patch or a history tells least with: context, made files, long messages. */
export const foldHunks: Folder = {
  mode: 'fold',
  name: 'diff/fold-hunks',
  accepts: ['diff'],
  fold: foldDiff,
}

/** Shorter texts are read faster than folded. */
const FEWEST_LINES = 12
/** Characters counted to know how many make a token here. */
const WEIGHED = 8000

function foldDiff({ text }: Passage, context: CompressContext): Fold | undefined {
  const isTerminated = text.endsWith('\n')
  const lines = (isTerminated ? text.slice(0, -1) : text).split('\n')
  if (lines.length < FEWEST_LINES) return undefined
  const facts = lineFactsOf(lines.map(withoutReturn))
  const units = unitsOf(facts, context.query)
  const density = densityOf(text, context)
  const starts = startsOf(lines)
  const costs = costsOf(units, starts, density)
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  const targetOfChanges = targetForChanges(context.targetTokens, total)
  const hidden = hide({ units, costs, target: context.targetTokens, targetOfChanges })
  const omissions = hiddenRuns(units, hidden).map(
    ({ from, to }): Omission => ({
      unit: 'lines',
      from: from + 1,
      to,
      summary: summarizeGap(facts, { from, to }),
      start: starts[from] ?? 0,
      end: Math.min(text.length, starts[to] ?? text.length),
    }),
  )
  return omissions.length === 0 ? undefined : { omissions, total: lines.length, unit: 'lines' }
}

/** Of a text with CRLF, heads and hunks end with a carriage return that is not theirs. */
function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** Below this share of the text, in per cent, a target can only be met by leaving out changes. */
const HARD_TARGET = 20
/** Changes stay whole up to this many tokens, unless the target is hard. */
const WHOLE_CHANGES = 6000

/** Changes are what a patch is read for: they may take half as much again as the target. */
function targetForChanges(target: number, total: number): number {
  const isHard = target * 100 < total * HARD_TARGET
  const most = target + (target >> 1)
  return isHard ? most : Math.max(most, WHOLE_CHANGES)
}

/** Characters a token, times 100. */
function densityOf(text: string, { countTokens }: CompressContext): number {
  const middle = Math.max(0, Math.floor((text.length - WEIGHED) / 2))
  const sample = text.slice(middle, middle + WEIGHED)
  return Math.max(100, Math.floor((sample.length * 100) / Math.max(1, countTokens(sample))))
}

function startsOf(lines: readonly string[]): Int32Array {
  const starts = new Int32Array(lines.length + 1)
  for (const [at, line] of lines.entries()) starts[at + 1] = (starts[at] ?? 0) + line.length + 1
  return starts
}

function costsOf(units: readonly Unit[], starts: Int32Array, density: number): Int32Array {
  return Int32Array.from(units, ({ from, to }) =>
    Math.floor((((starts[to] ?? 0) - (starts[from] ?? 0)) * 100) / density),
  )
}

interface Run {
  readonly from: number
  readonly to: number
}

/** Lines of hidden units side by side, as one run. */
function hiddenRuns(units: readonly Unit[], hidden: Uint8Array): readonly Run[] {
  const runs: Run[] = []
  for (let at = hidden.indexOf(1); at !== -1; at = hidden.indexOf(1, at + 1)) {
    const first = units[at]?.from ?? 0
    while (hidden[at + 1] === 1) at++
    runs.push({ from: first, to: units[at]?.to ?? 0 })
  }
  return runs
}
