import type { Passages } from '../../../relevance/passages.ts'
import { createRanker, type Ranker } from '../../../relevance/rank.ts'
import { eachWord, lowerAscii } from '../../../relevance/words.ts'
import { askedNodes } from './asked-paths.ts'
import { keyOf } from './error-signs.ts'
import { type RowLists, rowStart, rowTextEnd } from './row-lists.ts'
import type { Table } from './table.ts'
import { at, byteAt, withRoom } from './typed.ts'
import { BIT, MUST, type Worth } from './worth.ts'

/** Rows below this many lists are judged by the rows around them. */
const MOST_DEPTH = 6
/** Adds what the query says: rows it names must be shown, others rise with what they share with it. */
export function addQueryMarks(table: Table, worth: Worth, query: string): void {
  const ranker = createRanker(query)
  if (ranker.isEmpty) return
  for (let depth = 0; depth < MOST_DEPTH; depth++) {
    const rows = rowsAt(table.lists, depth)
    if (rows.length === 0) break
    rankRows(table, rows, { ranker, worth })
  }
  for (const node of askedNodes(table.json, query)) {
    const row = at(table.lists.rowOfNode, node)
    if (row !== -1) worth.musts[row] = MUST.spelled
  }
}

interface Marking {
  readonly ranker: Ranker
  readonly worth: Worth
}

/** Arguments by which a tool is told what to look for. */
const SEARCH_TERMS =
  /"(?:query|q|pattern|search|terms?|keywords?|filter|text)"\s{0,4}:\s{0,4}"([^"\\]{2,300})"/gi
const LONGEST_INPUT = 2000

/** Marks the rows that match the words of a search best, where they are few. False where there are none. */
export function addSearchMarks(table: Table, worth: Worth, input: string): boolean {
  const terms = [...input.slice(0, LONGEST_INPUT).matchAll(SEARCH_TERMS)].map((match) => match[1])
  const ranker = createRanker(terms.join(' '))
  if (ranker.isEmpty) return false
  const rows = rowsAt(table.lists, 0)
  const { scores } = ranker.rank(passagesOf(table, rows))
  const least = leastMatching(scores)
  let hasFound = false
  for (let place = 0; place < rows.length; place++) {
    if (at(scores, place) < least) continue
    const row = at(rows, place)
    worth.musts[row] = Math.max(byteAt(worth.musts, row), MUST.matching)
    hasFound = true
  }
  return hasFound
}

/** A row with several rare words of the query at once is what it is after. */
const ANSWER_BITS = 30
const MOST_ANSWERS_SHARE = 1 / 4

/** True where the rows the query names stand out so far, and are so few, that they must be the answer. */
export function namesAnswer({ musts, bonuses }: Worth): boolean {
  let named = 0
  for (let row = 0; row < musts.length; row++) {
    if (musts[row] === MUST.none) continue
    if (at(bonuses, row) < ANSWER_BITS * BIT) return false
    named++
  }
  return named > 0 && named <= musts.length * MOST_ANSWERS_SHARE
}

function passagesOf({ json, lists }: Table, rows: Int32Array): Passages {
  const starts = rows.map((row) => rowStart(json, at(lists.rowNodes, row)))
  const ends = rows.map((row) => rowTextEnd(json.index, lists, row))
  return { text: json.text, starts, ends, escaped: true }
}

function rankRows(table: Table, rows: Int32Array, { ranker, worth }: Marking): void {
  const { scores, exact, spelled } = ranker.rank(passagesOf(table, rows))
  const least = leastMatching(scores)
  for (let place = 0; place < rows.length; place++) {
    const row = at(rows, place)
    worth.bonuses[row] = at(worth.bonuses, row) + at(scores, place)
    const isMatching = at(scores, place) >= least
    worth.musts[row] = Math.max(
      byteAt(worth.musts, row),
      spelled[place] === 1 ? MUST.spelled : exact[place] === 1 ? MUST.likely : MUST.none,
      isMatching ? MUST.matching : MUST.none,
    )
  }
}

/** Rows the query matches nearly as well as the best one belong together, unless they are too many. */
const NEARLY = 0.75
const LEAST_MATCH_BITS = 2
const MOST_MATCHING_SHARE = 1 / 4

/** The score from which rows are what the query is about; infinite where it tells hardly any apart. */
function leastMatching(scores: Int32Array): number {
  let best = 0
  for (const score of scores) best = Math.max(best, score)
  const least = Math.max(best * NEARLY, LEAST_MATCH_BITS * BIT)
  let matching = 0
  for (const score of scores) if (score >= least) matching++
  return matching <= scores.length * MOST_MATCHING_SHARE ? least : Number.POSITIVE_INFINITY
}

/** Rows of the lists that lie in exactly `depth` rows, in document order. */
function rowsAt(lists: RowLists, depth: number): Int32Array {
  let rows: Int32Array = new Int32Array(64)
  let count = 0
  for (let list = 0; list < lists.count; list++) {
    if (depthOf(lists, list) !== depth) continue
    const [first, end] = [at(lists.firstRows, list), at(lists.firstRows, list + 1)]
    rows = withRoom(rows, count + end - first)
    for (let row = first; row < end; row++) rows[count++] = row
  }
  return rows.subarray(0, count)
}

function depthOf(lists: RowLists, list: number): number {
  let depth = 0
  for (let row = at(lists.parentRows, list); row !== -1 && depth < MOST_DEPTH; depth++) {
    row = at(lists.parentRows, at(lists.rowLists, row))
  }
  return depth
}

const SUPERLATIVE =
  /\b(?:highest|lowest|most|least|max(?:imum)?|min(?:imum)?|largest|biggest|smallest|greatest|longest|shortest|slowest|fastest|newest|latest|oldest|earliest|worst|best|top|outliers?|anomal(?:y|ies|ous))\b/

const NAMED_BITS = 24
const ASKED_BITS = 3

/** What the extremes of a column are worth more when the query asks for extremes, or for these. */
export function extremeBits({ json, cells }: Table, query: string): (path: number) => number {
  if (!SUPERLATIVE.test(lowerAscii(query))) return () => 0
  const forms = new Set(createRanker(query).terms.words.flatMap((word) => word.forms))
  return (path) => {
    const key = keyOf(json, at(cells.firstNodes, path))
    return isNamed(key, forms) ? NAMED_BITS : ASKED_BITS
  }
}

function isNamed(key: string, forms: ReadonlySet<string>): boolean {
  let named = key.length > 0
  eachWord(key, { start: 0, end: key.length, escaped: false }, (start, end) => {
    const isWhole = end - start === key.length && /[a-z][A-Z]/.test(key)
    if (!isWhole && !forms.has(lowerAscii(key.slice(start, end)))) named = false
  })
  return named
}
