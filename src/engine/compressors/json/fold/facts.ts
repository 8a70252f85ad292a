import { lowerAscii } from '../../../relevance/words.ts'
import { JSON_KIND, keyEnd } from '../../../text/json-index.ts'
import { type Cells, KINDS, NUMBER, RECURRENCE, STRING } from './cells.ts'
import { keyOf, keyRole } from './error-signs.ts'
import type { JsonText } from './row-lists.ts'
import { isSequence } from './series.ts'
import type { Table } from './table.ts'
import { at, byteAt, floatAt } from './typed.ts'

/** What is hidden of the lists below one that lies in no row. */
export interface FactsRequest {
  readonly table: Table
  readonly shown: Uint8Array
  /** The list the facts are about; its rows and all lists inside them. */
  readonly list: number
  /** Characters the facts may have. */
  readonly room: number
  /** Lower-case words of the query: columns and values it names come first. */
  readonly asked: ReadonlySet<string>
}

/** Columns counted again for one text, at most. */
const MOST_COLUMNS = 8
/** Columns with more different values than this are no categories. */
const MOST_VALUES = 48
const MOST_CODES = 5

/**
 * Exact facts about hidden cells, in the order of their use to a reader: how many of all cells with a
 * value are hidden (`level INFO 39 of 40, WARN 2 of 3`), and the least, middle and greatest number.
 */
export function factsOf(request: FactsRequest): string {
  const columns = columnsOf(request)
  const parts: string[] = []
  let room = request.room
  for (const { path, nodes, isNumber } of columns) {
    const fact = isNumber ? numberFact(request, nodes) : countsFact(request, nodes, room)
    if (fact === '') continue
    const part = `${columnName(request, path)} ${fact}`
    if (part.length + 2 > room) continue
    parts.push(part)
    room -= part.length + 2
  }
  return parts.join('; ')
}

interface Column {
  readonly path: number
  readonly nodes: Int32Array
  readonly isNumber: boolean
}

function columnsOf(request: FactsRequest): readonly Column[] {
  const { cells } = request.table
  const ranked: { path: number; rank: number; isNumber: boolean }[] = []
  for (let path = 0; path < cells.pathCount; path++) {
    const isNumber = isMeasure(request.table, path)
    const rank = rankOf(request, path, isNumber)
    if (rank > 0) ranked.push({ path, rank, isNumber })
  }
  ranked.sort((one, other) => other.rank - one.rank || one.path - other.path)
  const chosen = ranked.slice(0, MOST_COLUMNS)
  const nodes = nodesOf(
    request,
    chosen.map(({ path }) => path),
  )
  return chosen.map(({ path, isNumber }) => ({
    path,
    isNumber,
    nodes: nodes.get(path) ?? new Int32Array(0),
  }))
}

/** Numbers with more different values than a list of codes has. */
function isMeasure({ json, cells }: Table, path: number): boolean {
  const numbers = at(cells.kindCounts, path * KINDS + NUMBER)
  if (numbers !== at(cells.sizes, path) || at(cells.distinct, path) <= MOST_CODES) return false
  const role = keyRole(keyOf(json, at(cells.firstNodes, path)))
  return role !== 'code' && role !== 'exit' && role !== 'level'
}

/** Higher is told first; 0 is not told. */
function rankOf(request: FactsRequest, path: number, isNumber: boolean): number {
  const { json, cells } = request.table
  if (!isTellable(request, path, isNumber)) return 0
  const key = keyOf(json, at(cells.firstNodes, path))
  const named = request.asked.has(lowerAscii(key)) ? NAMED_RANK : 0
  if (isNumber) return named + (ID_KEY.test(key) ? 0 : MEASURE_RANK)
  const role = keyRole(key)
  const level = role === 'level' || role === 'code' ? LEVEL_RANK : 0
  const asked = holdsAsked(request, path) ? ASKED_RANK : 0
  return asked + named + level + categoryRank(cells, path)
}

const ASKED_RANK = 60
const NAMED_RANK = 25
const LEVEL_RANK = 40
const MEASURE_RANK = 15
const ID_KEY = /(?:^|_)id$|[a-z]I[dD]$/

/** Texts say more than numbers, and few values more than many. */
function categoryRank(cells: Cells, path: number): number {
  const texts = at(cells.kindCounts, path * KINDS + STRING)
  const most = texts * 2 > at(cells.sizes, path) ? 40 : 20
  return most - (at(cells.distinct, path) >> 1)
}

/** True when the query names one of the values. */
function holdsAsked({ table, asked }: FactsRequest, path: number): boolean {
  const { cells, json } = table
  for (let value = 0; value < cells.valueNodes.length && value < cells.valueTable.size; value++) {
    const node = at(cells.valueNodes, value)
    if (at(cells.paths, node) !== path) continue
    if (asked.has(lowerAscii(plain(written(json, node))))) return true
  }
  return false
}

/** Columns of this list that vary, and recur or are measured. */
function isTellable({ table, list }: FactsRequest, path: number, isNumber: boolean): boolean {
  const { cells, lists } = table
  const row = at(lists.rowOfNode, at(cells.firstNodes, path))
  if (row === -1 || rootOf(table, row) !== list || cells.isMasked[path] === 1) return false
  if (isMixed(cells, path)) return false
  const [size, different] = [at(cells.sizes, path), at(cells.distinct, path)]
  const isCategory = different * RECURRENCE <= size && different <= MOST_VALUES
  return size >= RECURRENCE && different > 1 && (isNumber || isCategory)
}

function isMixed({ mixed, parents }: Cells, path: number): boolean {
  if (mixed.size === 0) return false
  for (let up = path; up !== -1; up = at(parents, up)) if (mixed.has(up)) return true
  return false
}

function rootOf({ lists }: Table, row: number): number {
  let list = at(lists.rowLists, row)
  for (let outer = at(lists.parentRows, list); outer !== -1; outer = at(lists.parentRows, list)) {
    list = at(lists.rowLists, outer)
  }
  return list
}

/** All cells of the columns below the list, in one pass. */
function nodesOf(
  { table, list }: FactsRequest,
  paths: readonly number[],
): ReadonlyMap<number, Int32Array> {
  const { json, lists, cells } = table
  const found = new Map(paths.map((path) => [path, new Int32Array(at(cells.sizes, path))]))
  const counts = new Int32Array(cells.pathCount)
  const isWanted = new Uint8Array(cells.pathCount)
  for (const path of paths) isWanted[path] = 1
  const start = at(lists.nodes, list)
  for (let node = start; node < at(json.index.nexts, start); node++) {
    const path = at(cells.paths, node)
    const nodes = isWanted[path] === 1 ? found.get(path) : undefined
    if (nodes === undefined || byteAt(json.index.kinds, node) <= JSON_KIND.array) continue
    if (!isUnderKeyOf(table, node, at(cells.firstNodes, path))) found.delete(path)
    nodes[at(counts, path)] = node
    counts[path] = at(counts, path) + 1
  }
  return new Map([...found].map(([path, nodes]) => [path, nodes.subarray(0, at(counts, path))]))
}

/** Paths go by hash; what is stated of a column must be of one key. Entries of a map differ in theirs. */
function isUnderKeyOf({ json, lists }: Table, node: number, first: number): boolean {
  const { text, index } = json
  if (lists.rowNodes[at(lists.rowOfNode, node)] === node) return true
  const [key, other] = [at(index.keys, node), at(index.keys, first)]
  if (key === -1 || other === -1) return key === other
  const length = keyEnd(text, index, first) - other
  return text.startsWith(text.slice(other, other + length), key)
}

interface Tally {
  readonly value: string
  hidden: number
  all: number
}

/** `INFO 39 of 40, WARN 2 of 3`, most hidden first, as many as there is room for. */
function countsFact(request: FactsRequest, nodes: Int32Array, room: number): string {
  const tallies = new Map<string, Tally>()
  for (const node of nodes) {
    const value = written(request.table.json, node)
    const tally = tallies.get(value) ?? { value, hidden: 0, all: 0 }
    tallies.set(value, tally)
    tally.all++
    if (isHidden(request, node)) tally.hidden++
  }
  const told = [...tallies.values()].filter(({ hidden }) => hidden > 0)
  const isAsked = ({ value }: Tally): boolean => request.asked.has(lowerAscii(plain(value)))
  told.sort(
    (one, other) => Number(isAsked(other)) - Number(isAsked(one)) || other.hidden - one.hidden,
  )
  return fitting(told, Math.min(room, LONGEST_COUNTS))
}

const LONGEST_COUNTS = 170
const LONGEST_VALUE = 60

function fitting(tallies: readonly Tally[], room: number): string {
  const parts: string[] = []
  let left = room - 24
  for (const { value, hidden, all } of tallies) {
    const part = `${told(value)} ${hidden} of ${all}`
    if (value.length > LONGEST_VALUE || part.length + 2 > left || /[\u2028\u2029]/.test(value))
      continue
    parts.push(part)
    left -= part.length + 2
  }
  const others = tallies.length - parts.length
  if (parts.length === 0) return ''
  return others === 0 ? parts.join(', ') : `${parts.join(', ')}, ${others} other values`
}

function written({ text, index }: JsonText, node: number): string {
  return text.slice(at(index.starts, node), at(index.ends, node))
}

/** Before a count, a number needs a sign that it is the value. */
function told(value: string): string {
  return /^[-\d]/.test(value) ? `=${value}` : plain(value)
}

/** A string without its quotes where that can't be misread. */
function plain(value: string): string {
  return /^"[\w./:@+-][\w ./:@+-]*"$/.test(value) ? value.slice(1, -1) : value
}

function isHidden({ table, shown }: FactsRequest, node: number): boolean {
  return shown[at(table.lists.rowOfNode, node)] !== 1
}

/** Greater whole numbers are not exact as numbers. */
const LARGEST_EXACT = 2 ** 53
/** Finding the middle of more would take longer than all the rest. */
const MOST_NUMBERS = 1 << 20

/** `3 to 812, middle 40`, spelled as in the text. */
function numberFact(request: FactsRequest, nodes: Int32Array): string {
  const { json } = request.table
  if (nodes.length > MOST_NUMBERS) return ''
  const hidden = nodes.filter((node) => isHidden(request, node))
  const numbers = Float64Array.from(hidden, (node) => Number(written(json, node)))
  if (hidden.length < 3 || isSequence(numbers)) return ''
  const last = numbers.sort().length - 1
  if (Math.max(Math.abs(floatAt(numbers, 0)), Math.abs(floatAt(numbers, last))) > LARGEST_EXACT)
    return ''
  const [least, middle, greatest] = [0, last >> 1, last].map((place) => {
    const number = floatAt(numbers, place)
    return written(json, hidden.find((node) => Number(written(json, node)) === number) ?? 0)
  })
  return `${least} to ${greatest}, middle ${middle}`
}

/** The key, with that of the container it stands in below the rows. */
function columnName({ table, list }: FactsRequest, path: number): string {
  const { json, lists, cells } = table
  const top = at(cells.paths, at(lists.nodes, list))
  const names: string[] = []
  for (let up = path; up !== top && up !== -1 && names.length < 2; up = at(cells.parents, up)) {
    const key = at(cells.parents, up) === top ? '' : keyOf(json, at(cells.firstNodes, up))
    if (key !== '') names.unshift(key)
  }
  return names.join('.') || 'value'
}
