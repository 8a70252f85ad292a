import { lowerAscii } from '../../../relevance/words.ts'
import { JSON_KIND } from '../../../text/json-index.ts'
import { keyOf } from './error-signs.ts'
import { type HiddenRun, spanOf } from './gaps.ts'
import type { Table } from './table.ts'
import { at } from './typed.ts'

/** Names may take this share of the large entries they stand for … */
const LARGE_SHARE = 1 / 12
const LARGE_ENTRY = 400
/** … but less of small ones, which pack well, and this many characters in all. */
const SMALL_SHARE = 1 / 20
const LONGEST_NAMES = 1200
const LONGEST_NAME = 120

/**
 * What the hidden rows of a gap are called, where they are large beside their names: the keys of a map, as
 * many as fit, or the column that names the rows of an array, whole or not at all. With them a reader
 * knows what to ask for.
 */
export function namesOf(table: Table, run: HiddenRun): string {
  const { start, end } = spanOf(table, run)
  const { json, lists } = table
  if (json.index.kinds[at(lists.nodes, run.list)] === JSON_KIND.object) {
    const isLarge = end - start >= LARGE_ENTRY * (run.end - run.first)
    const room = roomFor(end - start, isLarge ? LARGE_SHARE : SMALL_SHARE)
    return listed('keys', { run, room, nameOf: (row) => keyOf(json, at(lists.rowNodes, row)) })
  }
  const room = roomFor(end - start, SMALL_SHARE)
  const path = room < SHORTEST_NAMES ? undefined : namingPath(table, run.list)
  if (path === undefined) return ''
  const key = keyOf(json, at(table.cells.firstNodes, path))
  const names = listed(key, { run, room, nameOf: (row) => cellText(table, row, path) })
  return names.endsWith(' more') ? '' : names
}

const SHORTEST_NAMES = 24

function roomFor(characters: number, share: number): number {
  return Math.min(LONGEST_NAMES, Math.floor(characters * share))
}

interface Listing {
  readonly run: HiddenRun
  readonly room: number
  readonly nameOf: (row: number) => string
}

function listed(label: string, { run, room, nameOf }: Listing): string {
  const names: string[] = []
  let left = room - label.length - 12
  let row = run.first
  for (; row < run.end; row++) {
    const name = nameOf(row)
    left -= name.length + 2
    if (left < 0 || name.length > LONGEST_NAME || /[\u2028\u2029]/.test(name)) break
    names.push(name)
  }
  if (names.length === 0) return ''
  const others = run.end - row
  return `${label} ${names.join(', ')}${others === 0 ? '' : ` and ${others} more`}`
}

/** Keys that name their row to a reader, the likeliest first. */
const NAMING_KEYS = [
  'full_name',
  'name',
  'title',
  'path',
  'filepath',
  'file_path',
  'file',
  'filename',
  'key',
  'url',
]

/** The column of texts, almost all different, whose key says that it names the row. */
function namingPath({ json, lists, cells }: Table, list: number): number | undefined {
  const rows = at(cells.paths, at(lists.rowNodes, at(lists.firstRows, list)))
  let best: { readonly path: number; readonly rank: number } | undefined
  for (let path = 0; path < cells.pathCount; path++) {
    if (cells.parents[path] !== rows || at(cells.spelled, path) * 10 < at(cells.sizes, path) * 9)
      continue
    const rank = NAMING_KEYS.indexOf(lowerAscii(keyOf(json, at(cells.firstNodes, path))))
    if (rank !== -1 && rank < (best?.rank ?? NAMING_KEYS.length)) best = { path, rank }
  }
  return best?.path
}

/** The text of a row in a column as it is written, without quotes; `''` where it has none. */
function cellText({ json, lists, cells }: Table, row: number, path: number): string {
  const { text, index } = json
  const node = at(lists.rowNodes, row)
  const end = at(index.nexts, node)
  for (let child = node + 1; child < end; child = at(index.nexts, child)) {
    if (cells.paths[child] !== path || index.kinds[child] !== JSON_KIND.string) continue
    return text.slice(at(index.starts, child) + 1, at(index.ends, child) - 1)
  }
  return ''
}
