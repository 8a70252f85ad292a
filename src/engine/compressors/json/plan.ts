import { JSON_KIND } from '../../text/json-index.ts'
import { admit, type Branch, branchAt, stepOf } from './column-tree.ts'
import type { Kinship } from './kinship.ts'
import type { Lists } from './lists.ts'
import type { Names } from './names.ts'
import { NAMED, ROLE, roleOf } from './roles.ts'
import type { Shares } from './share.ts'
import { childCount, isContainer, type Source } from './source.ts'
import { isWorthwhile, newTablePlan, type TablePlan } from './table-plan.ts'

export interface Plan {
  /** One of `ROLE` a node, with `NAMED` where the value is shown with a name of its own. */
  readonly roles: Uint8Array
  /** By family; only those that have rows. */
  readonly tables: ReadonlyMap<number, TablePlan>
  /** The family of a container's rows, or of a single row. */
  tableOf(node: number): number
  /** Strings that are written as JSON, not as cells; the longer ones. */
  readonly strings: readonly number[]
  /** How many values are written as JSON, not as cells. */
  readonly loose: number
}

/** Deeper values are written as plain JSON, so that the walk may recurse. */
const DEEPEST = 120

export interface PlanInput {
  readonly source: Source
  readonly names: Names
  readonly kinship: Kinship
  readonly lists: Lists
  readonly shares: Shares
  /** Nodes that hold a gap somewhere below; they cannot go into a cell. */
  readonly holdsGap: (node: number) => boolean
  /** True where single objects may be rows of a table, too, far from the names of their columns. */
  readonly takesSingles: boolean
}

/** By family, then list: 1 where a table may pay. A single object makes none. */
export function viableTables({ kinship, lists }: Pick<PlanInput, 'kinship' | 'lists'>): Uint8Array {
  const viable = new Uint8Array(kinship.familyCount + lists.count).fill(1)
  for (let family = 0; family < kinship.familyCount; family++) {
    if (kinship.sizeOf(family) < 2) viable[family] = 0
  }
  return viable
}

/**
 * Settles the role of every value, dropping tables and names that would not pay, out of \`viable\`,
 * too; rarely fails.
 */
export function makePlan(input: PlanInput, viable: Uint8Array): Plan | undefined {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const walk = new PlanWalk(input, viable)
    walk.run()
    if (walk.dropWeak(viable) && input.shares.dropWeak()) return walk
  }
  return undefined
}

const MOST_ROUNDS = 6
/** More tables than this are no help to a reader. */
const MOST_TABLES = 30

class PlanWalk implements Plan {
  readonly roles: Uint8Array
  readonly tables = new Map<number, TablePlan>()
  readonly strings: number[] = []
  loose = 0
  private readonly families = new Map<number, number>()
  private readonly input: PlanInput
  private readonly viable: Uint8Array

  constructor(input: PlanInput, viable: Uint8Array) {
    this.input = input
    this.viable = viable
    this.roles = new Uint8Array(input.source.index.count)
  }

  run(): void {
    this.input.shares.clearUses()
    this.visit(0, 0)
    for (const [family, { rows }] of this.tables) if (rows.length === 0) this.tables.delete(family)
  }

  tableOf(node: number): number {
    return this.families.get(node) ?? -1
  }

  /** Takes back tables that cost more than they save, or are too many; true when there were none. */
  dropWeak(viable: Uint8Array): boolean {
    const tables = [...this.tables.values()]
    const bySize = tables.filter(isWorthwhile).sort((one, other) => other.cells - one.cells)
    const kept = new Set(bySize.slice(0, MOST_TABLES))
    for (const table of tables) if (!kept.has(table)) viable[table.family] = 0
    return kept.size === tables.length
  }

  /** A value where JSON stands. */
  private visit(node: number, depth: number): void {
    this.loose++
    const use = this.input.shares.use(node)
    if (use === 'again') this.roles[node] = ROLE.shared
    else this.visitContent(node, depth)
    if (use === 'first') this.roles[node] = (this.roles[node] ?? 0) | NAMED
  }

  private visitContent(node: number, depth: number): void {
    const { kinds, nexts } = this.input.source.index
    if (!isContainer(kinds[node]) || depth > DEEPEST) {
      this.visitPlain(node)
      return
    }
    if (this.visitTable(node, depth)) return
    if (this.input.takesSingles && this.visitSingle(node, depth)) return
    const end = nexts[node] ?? 0
    for (let child = node + 1; child < end; child = nexts[child] ?? end) {
      this.visit(child, depth + 1)
    }
  }

  /** A value that is written as JSON all through, but for names. */
  private visitPlain(root: number): void {
    const { nexts } = this.input.source.index
    const end = nexts[root] ?? 0
    for (let node = root; node < end; ) {
      const use = node === root ? 'none' : this.input.shares.use(node)
      if (use === 'again') {
        this.roles[node] = ROLE.shared
        node = nexts[node] ?? end
      } else {
        if (use === 'first') this.roles[node] = NAMED
        this.noteLoose(node++)
      }
    }
  }

  /** Counts a value that is written as JSON, and keeps it in mind if it is a longer string. */
  private noteLoose(node: number): void {
    const { kinds, starts, ends } = this.input.source.index
    this.loose++
    if (kinds[node] !== JSON_KIND.string) return
    if ((ends[node] ?? 0) - (starts[node] ?? 0) >= LONG_STRING) this.strings.push(node)
  }

  /** Makes a table of an array or map of like objects. */
  private visitTable(node: number, depth: number): boolean {
    const { input, families } = this
    const { kinds, nexts } = input.source.index
    const family = this.tableFamily(node)
    if (family === -1 || this.viable[family] === 0) return false
    this.roles[node] = ROLE.table
    families.set(node, family)
    const table = this.tableFor(family)
    const end = nexts[node] ?? 0
    for (let child = node + 1; child < end; child = nexts[child] ?? end) {
      if (kinds[child] === JSON_KIND.gap) continue
      if (kinds[node] === JSON_KIND.object) table.keyed++
      this.visitRow(table, child, depth + 1)
    }
    return true
  }

  private visitSingle(node: number, depth: number): boolean {
    const { kinds } = this.input.source.index
    if (kinds[node] !== JSON_KIND.object || this.input.holdsGap(node)) return false
    const family = this.input.kinship.familyOf(node)
    if (family === -1 || this.viable[family] === 0) return false
    const table = this.tableFor(family)
    if (!admit(this.input, table.root, node)) return false
    this.roles[node] = ROLE.single
    this.families.set(node, family)
    table.singles++
    table.rows.push(node)
    this.visitFields(table, table.root, { node, depth })
    return true
  }

  private visitRow(table: TablePlan, node: number, depth: number): void {
    table.rows.push(node)
    const { kinship } = this.input
    const isKin = kinship.familyOf(node) === table.family || this.isEmptyObject(node)
    if (!isKin || depth > DEEPEST || !admit(this.input, table.root, node)) {
      this.roles[node] = ROLE.rawRow
      if (isContainer(this.input.source.index.kinds[node])) this.visitPlain(node)
      else table.cells += LIST_VALUE
      return
    }
    this.roles[node] = ROLE.row
    this.visitFields(table, table.root, { node, depth })
  }

  private visitFields(table: TablePlan, branch: Branch, at: { node: number; depth: number }): void {
    const { nexts } = this.input.source.index
    const end = nexts[at.node] ?? 0
    let place = 0
    let cursor = 0
    for (let child = at.node + 1; child < end; child = nexts[child] ?? end) {
      const found = branchAt(branch, stepOf(this.input.names, child, place++), cursor)
      if (found === undefined) continue
      cursor = found.position + 1
      this.visitField(table, found, { node: child, depth: at.depth + 1 })
    }
  }

  private visitField(table: TablePlan, branch: Branch, at: { node: number; depth: number }): void {
    const { node, depth } = at
    if (this.isSpread(branch, node, depth)) {
      this.roles[node] = ROLE.spread
      this.visitFields(table, branch, at)
      return
    }
    branch.hasCells = true
    table.cells++
    if (!isContainer(this.input.source.index.kinds[node])) return
    this.visitCell(table, node, depth)
  }

  private visitCell(table: TablePlan, node: number, depth: number): void {
    const mayHaveRows = depth <= DEEPEST && !this.input.shares.prefersName(node)
    if (mayHaveRows && (this.visitTable(node, depth) || this.visitSingle(node, depth))) {
      this.countBelow(table, node)
      return
    }
    const use = this.input.shares.use(node)
    if (use === 'again') this.roles[node] = ROLE.shared
    else this.visitPlain(node)
    if (use === 'first') this.roles[node] = NAMED
  }

  private countBelow(table: TablePlan, node: number): void {
    const family = this.tableOf(node)
    const isSingle = roleOf(this, node) === ROLE.single
    const rows = isSingle ? 1 : childCount(this.input.source, node)
    const total = (table.below.get(family) ?? 0) + rows
    table.below.set(family, total)
    if (total > (table.below.get(table.child) ?? 0)) table.child = family
  }

  /** True when the children of this value become columns themselves. */
  private isSpread(branch: Branch, node: number, depth: number): boolean {
    const { source, kinship, shares } = this.input
    const { kinds, nexts } = source.index
    if (nexts[node] === node + 1 || depth > DEEPEST || shares.prefersName(node)) return false
    const isObject = kinds[node] === JSON_KIND.object && kinship.isRegular(node)
    return (isObject || kinship.isTuple(node)) && admit(this.input, branch, node)
  }

  /** Which table the children of a container are rows of; -1 for none. */
  private tableFamily(node: number): number {
    const { source, kinship, lists } = this.input
    const list = lists.tableOf(node)
    if (list !== -1) return kinship.familyCount + list
    const isArray = source.index.kinds[node] === JSON_KIND.array
    return isArray || kinship.isMap(node) ? this.elementFamily(node) : -1
  }

  /** The family of most children, if they are objects of one; -1 when there is none. */
  private elementFamily(node: number): number {
    const { source, holdsGap } = this.input
    const { kinds, nexts } = source.index
    const end = nexts[node] ?? 0
    const tally = { family: -1, rows: 0, others: 0 }
    for (let child = node + 1; child < end; child = nexts[child] ?? end) {
      if (kinds[child] === JSON_KIND.gap) continue
      if (holdsGap(child)) return -1
      this.tally(tally, child)
      if (tally.others > LEAST_KIN_TOLERANCE + tally.rows / LEAST_KIN_SHARE) return -1
    }
    return tally.others * LEAST_KIN_SHARE <= tally.rows ? tally.family : -1
  }

  private tally(tally: { family: number; rows: number; others: number }, child: number): void {
    const own = this.isEmptyObject(child) ? tally.family : this.input.kinship.familyOf(child)
    if (tally.family === -1) tally.family = own
    if (own !== -1 && own === tally.family) tally.rows++
    else tally.others++
  }

  private isEmptyObject(node: number): boolean {
    const { kinds, nexts } = this.input.source.index
    return kinds[node] === JSON_KIND.object && nexts[node] === node + 1
  }

  private tableFor(family: number): TablePlan {
    const known = this.tables.get(family)
    if (known !== undefined) return known
    const table = newTablePlan(family)
    this.tables.set(family, table)
    return table
  }
}

/** What a value of a list counts, since lists were found to pay before. */
const LIST_VALUE = 2

/** Shorter strings, quotes counted, are not looked at for prefixes. */
const LONG_STRING = 12

/** At most one child in so many may be of another kind than the rest. */
const LEAST_KIN_SHARE = 5
const LEAST_KIN_TOLERANCE = 2
