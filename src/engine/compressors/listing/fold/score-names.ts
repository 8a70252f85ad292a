import { createRanker } from '../../../relevance/rank.ts'
import type { LineCuts } from '../../../text/search/line-cuts.ts'
import type { Groups } from './groups.ts'

/** What a line is worth to its reader; only the ratios matter. */
const WORTH = {
  plain: 12,
  /** Shared among the lines of a group. */
  ofGroup: 120,
  firstOfGroup: 40,
  /** The first and last lines, where headings and sums stand. */
  edge: 400,
  extreme: 350,
  /** Lines of no group: headings, totals, remarks. */
  remark: 120,
  mostRelevant: 500,
  exactMatch: 700,
} as const
const FIRST_LINES = 3
/** Built and vendored files are looked at last, in per cent. */
const BEHIND = 50
const BEHIND_PATH =
  /(?:^|[/\\.])(?:node_modules|vendor|dist|build|\.git|__pycache__|third_party|site-packages)[/\\]/

export interface Listed {
  readonly cuts: LineCuts
  readonly lines: readonly string[]
  readonly groups: Groups
}

/** Worth of every line. */
export function scoreNames(listed: Listed, query: string): Int32Array {
  const { lines, groups } = listed
  const worth = worthByGroup(groups)
  for (const [line, text] of lines.entries()) {
    if (BEHIND_PATH.test(text.slice(0, LONGEST_LOOKED_AT))) {
      worth[line] = Math.floor(((worth[line] ?? 0) * BEHIND) / 100)
    }
  }
  for (const line of groups.columns.extremes) add(worth, line, WORTH.extreme)
  for (let line = 0; line < FIRST_LINES; line++) add(worth, line, WORTH.edge)
  add(worth, lines.length - 1, WORTH.edge)
  addRelevance(worth, listed.cuts, query)
  return worth
}

const LONGEST_LOOKED_AT = 400

function worthByGroup({ groupOf, counts, names }: Groups): Int32Array {
  const worth = new Int32Array(groupOf.length)
  const seen = new Int32Array(names.length)
  for (const [line, group] of groupOf.entries()) {
    if (group === -1) worth[line] = names.length === 0 ? WORTH.plain : WORTH.remark
    else {
      seen[group] = (seen[group] ?? 0) + 1
      worth[line] = worthIn(counts[group] ?? 1, seen[group] ?? 1)
    }
  }
  return worth
}

function worthIn(count: number, nth: number): number {
  return WORTH.plain + Math.floor(WORTH.ofGroup / count) + (nth === 1 ? WORTH.firstOfGroup : 0)
}

function add(worth: Int32Array, line: number, amount: number): void {
  if (line >= 0 && line < worth.length) worth[line] = (worth[line] ?? 0) + amount
}

/** What the user's words and the call name. */
function addRelevance(worth: Int32Array, { text, starts, count }: LineCuts, query: string): void {
  const ranker = createRanker(query)
  if (ranker.isEmpty) return
  const ends = starts.subarray(1).map((start) => start - 1)
  const passages = { text, starts: starts.subarray(0, count), ends, escaped: false }
  const { scores, exact } = ranker.rank(passages)
  for (let line = 0; line < count; line++) {
    add(worth, line, Math.min(WORTH.mostRelevant, scores[line] ?? 0))
    if (exact[line] === 1) add(worth, line, WORTH.exactMatch)
  }
}
