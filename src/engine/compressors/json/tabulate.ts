import { JSON_KIND } from '../../text/json-index.ts'
import { findKinship } from './kinship.ts'
import { findLists } from './lists.ts'
import { nameKeys } from './names.ts'
import { notesFor } from './notes.ts'
import { makePlan, type Plan, type PlanInput, viableTables } from './plan.ts'
import { findPrefixes, NO_PREFIXES, type Prefixes } from './prefixes.ts'
import { NAMED, ROLE } from './roles.ts'
import { findShares, NO_SHARES, type Shares } from './share.ts'
import { lexemeOf, type Source } from './source.ts'
import { leafCount } from './table-plan.ts'
import { buildTable, type Table } from './tables.ts'
import { BodyWriter } from './write.ts'
import type { Manner } from './write-plain.ts'

/** Declarations and document, and what a reader must know of them. */
export interface Tabulated {
  readonly json: string
  readonly delimiter: string
  readonly notes: readonly string[]
}

export interface TabulateOptions extends Manner {
  readonly folded: boolean
  countTokens(text: string): number
}

/** Writes a document with tables and names; `undefined` when it has neither. */
export function tabulate(source: Source, options: TabulateOptions): Tabulated | undefined {
  const { isSequence, copies, folded, countTokens } = options
  const names = nameKeys(source)
  const kinship = findKinship(source, names)
  const delimiter = ','
  const lists = findLists(source, kinship, { delimiter, rowIndependent: folded, countTokens })
  const holdsGap = gapFinder(source, folded)
  const input = { source, names, kinship, lists, holdsGap, takesSingles: !folded }
  const { plan, shares } = folded ? planWithoutNames(input) : planWithNames(input)
  if (plan === undefined) return undefined
  const prefixes = folded ? NO_PREFIXES : findPrefixes(source, plan.strings)
  for (const node of prefixes.names.keys()) {
    plan.roles[node] = ((plan.roles[node] ?? 0) & NAMED) | ROLE.prefixed
  }
  const hasNames = plan.roles.some((role) => (role & NAMED) !== 0)
  if (plan.tables.size + prefixes.texts.size === 0 && !hasNames) return undefined
  const prefixed = (node: number): string => {
    const prefix = prefixes.names.get(node) ?? ''
    const cut = (prefixes.texts.get(prefix)?.length ?? 0) + 1
    return `~${prefix}"${lexemeOf(source, node).slice(cut)}`
  }
  const nameOf = (node: number): number => shares.nameOf(node)
  const writer = new BodyWriter({ source, plan, isCompact: copies, isSequence, prefixed, nameOf })
  const numbers = new Map([...plan.tables.keys()].map((family, at) => [family, at + 1]))
  const tables = new Map<number, Table>()
  for (const [family, table] of plan.tables) {
    const built = buildTable(table, {
      source,
      names,
      plan,
      delimiter,
      rowIndependent: folded,
      inCell: (node) => writer.inCell(node),
      shareName: (node) => `*${nameOf(node)}`,
      tableNumber: (other) => numbers.get(other) ?? 0,
      countTokens,
    })
    tables.set(family, built)
  }
  const json = writeBody(writer, tables, prefixes)
  const notes = notesFor([...tables.values()], { prefixes, hasNames })
  return { json, delimiter, notes }
}

/** Documents with fewer values are searched for recurring ones in any case. */
const SEARCHED_NODES = 1000
/** Larger ones, if much is outside of tables (more than this share of all values, in per cent) … */
const LEAST_LOOSE = 10
/** … or, up to a size, if tables are so wide that rows may repeat whole objects: rows for each column. */
const FEWEST_ROWS = 8
const LARGE_NODES = 30_000
const MOST_NODES = 1_000_000

interface SharingPlan {
  readonly plan: Plan | undefined
  readonly shares: Shares
}

/** In a folded block every value stands where it belongs: its other place may be the one left out. */
function planWithoutNames(input: Omit<PlanInput, 'shares'>): SharingPlan {
  return { plan: makePlan({ ...input, shares: NO_SHARES }, viableTables(input)), shares: NO_SHARES }
}

function planWithNames(input: Omit<PlanInput, 'shares'>): SharingPlan {
  const { source, names, kinship } = input
  const { count } = source.index
  const viable = viableTables(input)
  if (count > SEARCHED_NODES) {
    const plan = makePlan({ ...input, shares: NO_SHARES }, viable)
    const isTables = plan !== undefined && isMostlyTables(plan, count)
    if (isTables || count > MOST_NODES) return { plan, shares: NO_SHARES }
  }
  const shares = findShares(source, names, kinship)
  return { plan: makePlan({ ...input, shares }, viable), shares }
}

function isMostlyTables({ loose, tables }: Plan, count: number): boolean {
  if (loose * 100 >= count * LEAST_LOOSE) return false
  if (count > LARGE_NODES) return true
  let rows = 0
  let columns = 0
  for (const table of tables.values()) {
    rows += table.rows.length
    columns += leafCount(table.root)
  }
  return rows >= columns * FEWEST_ROWS
}

function writeBody(
  writer: BodyWriter,
  tables: ReadonlyMap<number, Table>,
  prefixes: Prefixes,
): string {
  writer.setTables(tables)
  for (const [name, text] of prefixes.texts) writer.put(`~${name}=${text}\n`)
  for (const table of tables.values()) {
    const child = tables.get(table.plan.child)
    const below = child === undefined ? '' : `(@${child.number})`
    writer.put(`@${table.number}${below}: ${table.head}\n`)
  }
  writer.writeValue(0)
  const body = writer.take()
  return body.endsWith('\n') ? body.slice(0, -1) : body
}

/** Tells which containers hold a gap somewhere below them. */
function gapFinder({ index }: Source, folded: boolean): (node: number) => boolean {
  if (!folded) return () => false
  const { count, kinds, nexts } = index
  /** Of each node: how many gaps stand before it. */
  const before = new Int32Array(count + 1)
  for (let node = 0; node < count; node++) {
    before[node + 1] = (before[node] ?? 0) + (kinds[node] === JSON_KIND.gap ? 1 : 0)
  }
  return (node) => before[nexts[node] ?? 0] !== before[node]
}
