import { createRanker } from '../../../relevance/rank.ts'
import { ROLE, type SearchLines } from '../../../text/search/draft.ts'
import { createDefinitionTest } from './definitions.ts'

/** What a line is worth to its reader; only the ratios matter. */
const WORTH = {
  plain: 10,
  /** Shared among equal texts. */
  distinct: 40,
  /** Shared among the matches of a file. */
  ofFile: 70,
  firstOfAll: 120,
  /** A definition of what was looked for, and any other definition. */
  sought: 420,
  definition: 50,
  /** What is no result: errors, files that match as a whole, closing counts. */
  remark: 400,
  mostRelevant: 500,
  exactMatch: 700,
} as const
/** Context is worth this part of its match one line away, in per cent, then half of it … */
const CONTEXT_SHARE = 30
const FARTHEST_CONTEXT = 6
/** Tests, built and vendored files are looked at last, in per cent. */
const BEHIND = 60
const BEHIND_PATH =
  /(?:^|[/\\._-])(?:tests?|specs?|__tests__|fixtures?|mocks?|vendor|node_modules|dist|build|third_party|generated|snapshots?)(?=[/\\._-]|$)|\.min\./i

export interface Wanted {
  readonly query: string
  /** Arguments of the call: the pattern and where it was looked for. */
  readonly input: string
}

/** Worth of every line. */
export function scoreMatches(lines: SearchLines, wanted: Wanted): Int32Array {
  const worth = new Int32Array(lines.count)
  addMatches(worth, lines, wanted)
  addRelevance(worth, lines, wanted.query)
  addContext(worth, lines)
  return worth
}

function addMatches(worth: Int32Array, lines: SearchLines, { input }: Wanted): void {
  const { count, roles, paths, pathOf } = lines
  const definitionOf = createDefinitionTest(input)
  const behind = paths.map((path) => BEHIND_PATH.test(path))
  const timesOf = createCounter<string>()
  const nthOf = createCounter<number>()
  for (let line = 0; line < count; line++) {
    if (roles[line] === ROLE.other) worth[line] = WORTH.remark
    if (roles[line] !== ROLE.match) continue
    const found = foundIn(lines, line)
    const path = pathOf[line] ?? -1
    const times = timesOf(found)
    const nth = nthOf(path)
    const amount =
      WORTH.plain +
      Math.floor(WORTH.distinct / times) +
      Math.floor(WORTH.ofFile / nth) +
      Math.floor(DEFINED[definitionOf(found)] / Math.min(times, 4)) +
      (nth === 1 && path <= 0 ? WORTH.firstOfAll : 0)
    worth[line] = behind[path] === true ? Math.floor((amount * BEHIND) / 100) : amount
  }
}

function foundIn({ text, starts, textAt }: SearchLines, line: number): string {
  return text.slice(textAt[line] ?? 0, (starts[line + 1] ?? 1) - 1).trim()
}

/** How often a value was met, this time included. */
function createCounter<Value>(): (value: Value) => number {
  const counts = new Map<Value, number>()
  return (value) => {
    const times = (counts.get(value) ?? 0) + 1
    counts.set(value, times)
    return times
  }
}

const DEFINED = { sought: WORTH.sought, other: WORTH.definition, none: 0 } as const

/** What the user's words and the call name. */
function addRelevance(worth: Int32Array, lines: SearchLines, query: string): void {
  const ranker = createRanker(query)
  if (ranker.isEmpty) return
  const { text, starts, count, roles } = lines
  const ends = starts.subarray(1).map((start) => start - 1)
  const passages = { text, starts: starts.subarray(0, count), ends, escaped: false }
  const { scores, exact } = ranker.rank(passages)
  for (let line = 0; line < count; line++) {
    if (roles[line] === ROLE.blank || roles[line] === ROLE.separator) continue
    const more = exact[line] === 1 ? WORTH.exactMatch : 0
    const relevance = Math.min(WORTH.mostRelevant, scores[line] ?? 0)
    worth[line] = (worth[line] ?? 0) + relevance + more
  }
}

/** Lines around a match are worth a part of it, the less the farther. */
function addContext(worth: Int32Array, lines: SearchLines): void {
  for (let line = 0; line < lines.count; line++) {
    if (lines.roles[line] !== ROLE.match) continue
    spreadWorth(worth, lines, { line, step: -1 })
    spreadWorth(worth, lines, { line, step: 1 })
  }
}

function spreadWorth(
  worth: Int32Array,
  { roles }: SearchLines,
  { line, step }: { readonly line: number; readonly step: 1 | -1 },
): void {
  const amount = Math.floor(((worth[line] ?? 0) * CONTEXT_SHARE) / 100)
  for (let away = 1; away <= FARTHEST_CONTEXT; away++) {
    const at = line + step * away
    if (roles[at] !== ROLE.context) return
    worth[at] = Math.max(worth[at] ?? 0, amount >> (away - 1))
  }
}
