import { encodeTable } from '../../columns/encode-table.ts'
import { JSON_KIND } from '../../text/json-index.ts'
import { KEY_COLUMN, VALUE_COLUMN } from './column-names.ts'
import type { Kinship } from './kinship.ts'
import { childCount, isContainer, keyOf, lexemeOf, type Source } from './source.ts'
import { spellScalar, spellText } from './spell.ts'

/** Lists and maps of scalars that read shorter as a table of one value a row. */
export interface Lists {
  /** Number of the table for the elements of `node`, from 0; -1 when it is no such list. */
  tableOf(node: number): number
  readonly count: number
}

/** Shorter ones have nothing to gain. */
const SHORTEST_LIST = 16
/** Elements looked at to see what a table would cost. */
const SAMPLE = 200
/** A table must save this share of the tokens, in per cent. */
const LEAST_GAIN = 10
/** More places than this are not tried. */
const MOST_PLACES = 60

export interface ListOptions {
  readonly delimiter: string
  readonly rowIndependent: boolean
  countTokens(text: string): number
}

/** Tries one list of each place, the first that is long enough. */
export function findLists(source: Source, kinship: Kinship, options: ListOptions): Lists {
  const { count, kinds, nexts } = source.index
  const tables = new Map<number, number>()
  let found = 0
  for (let node = 0; node < count && tables.size < MOST_PLACES; node++) {
    if (!isContainer(kinds[node]) || (nexts[node] ?? 0) - node <= SHORTEST_LIST) continue
    const label = kinship.labelOf(node)
    if (tables.has(label) || !isList(source, node)) continue
    tables.set(label, gains(source, node, options) ? found++ : -1)
  }
  return {
    count: found,
    tableOf: (node) => {
      const table = tables.get(kinship.labelOf(node)) ?? -1
      return table !== -1 && isList(source, node) ? table : -1
    },
  }
}

/** True for long containers of nothing but scalars; of objects, all of one kind. */
function isList(source: Source, node: number): boolean {
  const { kinds, nexts } = source.index
  const end = nexts[node] ?? 0
  if (end - node <= SHORTEST_LIST) return false
  const isObject = kinds[node] === JSON_KIND.object
  for (let child = node + 1; child < end; child++) {
    const kind = kinds[child]
    if (isContainer(kind) || (isObject && kind !== kinds[node + 1])) return false
  }
  return true
}

function gains(source: Source, node: number, options: ListOptions): boolean {
  const { kinds } = source.index
  const size = Math.min(SAMPLE, childCount(source, node, SAMPLE))
  const children = Array.from({ length: size }, (_, at) => node + 1 + at).filter(
    (child) => kinds[child] !== JSON_KIND.gap,
  )
  const isObject = kinds[node] === JSON_KIND.object
  const { delimiter, countTokens } = options
  const values = children.map((child) => lexemeOf(source, child))
  const columns = [
    { name: VALUE_COLUMN, cells: values.map((lexeme) => spellScalar(lexeme, delimiter)) },
  ]
  const keys = isObject ? children.map((child) => keyOf(source, child)) : []
  if (isObject) {
    columns.unshift({ name: KEY_COLUMN, cells: keys.map((key) => spellText(key, delimiter)) })
  }
  const { head, rows, notes } = encodeTable(columns, options)
  const table = countTokens([head, ...rows, ...notes].join('\n'))
  const json = values.map((value, at) => (isObject ? `${keys[at]}:${value}` : value)).join(',')
  return table * 100 < countTokens(json) * (100 - LEAST_GAIN)
}
