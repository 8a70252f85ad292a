import { encodeTable } from '../../columns/encode-table.ts'
import type { Column } from '../../columns/table.ts'
import { JSON_KIND } from '../../text/json-index.ts'
import { columnName, KEY_COLUMN, TEXT_SUFFIX, VALUE_COLUMN } from './column-names.ts'
import { type Branch, branchAt, stepOf } from './column-tree.ts'
import type { Names } from './names.ts'
import type { Plan } from './plan.ts'
import { ROLE, roleOf } from './roles.ts'
import { isContainer, keyOf, type Source } from './source.ts'
import { isNumber, spellNode, spellText } from './spell.ts'
import type { TablePlan } from './table-plan.ts'

/** A finished table: its head, and a line for each row in the order of `TablePlan.rows`. */
export interface Table {
  readonly plan: TablePlan
  readonly number: number
  readonly head: string
  readonly lines: readonly string[]
  readonly notes: readonly string[]
  /** True when some row has no value in some column. */
  readonly hasAbsent: boolean
}

export interface TableInput {
  readonly source: Source
  readonly names: Names
  readonly plan: Plan
  readonly delimiter: string
  readonly rowIndependent: boolean
  /** A container that is written within a cell, as JSON on one line. */
  inCell(node: number): string
  /** The name of a shared value. */
  shareName(node: number): string
  /** Number of a family's table. */
  tableNumber(family: number): number
  countTokens(text: string): number
}

/** Spells the cells of a table, and lets the column codecs write them. */
export function buildTable(plan: TablePlan, input: TableInput): Table {
  const filler = new Filler(plan, input)
  const columns = filler.columns()
  const { delimiter, rowIndependent, countTokens } = input
  const encoded = encodeTable(columns, { delimiter, rowIndependent, countTokens })
  return {
    plan,
    number: input.tableNumber(plan.family),
    head: encoded.head,
    lines: encoded.rows,
    notes: encoded.notes,
    hasAbsent: columns.some(({ cells }) => cells.includes('')),
  }
}

interface Draft {
  readonly name: string
  readonly cells: string[]
  /** Number of strings that only their quotes tell from numbers. */
  numericTexts: number
  numbers: number
}

class Filler {
  private readonly plan: TablePlan
  private readonly input: TableInput
  private readonly drafts: Draft[] = []
  private readonly ofBranch = new Map<Branch, Draft>()
  private readonly keys: Draft | undefined
  private readonly values: Draft | undefined

  constructor(plan: TablePlan, input: TableInput) {
    this.plan = plan
    this.input = input
    if (plan.keyed > 0) this.keys = this.add(KEY_COLUMN)
    if (plan.rows.some((row) => roleOf(input.plan, row) === ROLE.rawRow))
      this.values = this.add(VALUE_COLUMN)
    this.addBranches(plan.root, [])
  }

  columns(): Column[] {
    const { rows } = this.plan
    for (let row = 0; row < rows.length; row++) this.fillRow(row, rows[row] ?? 0)
    if (this.plan.child !== -1) this.impliedReferences()
    return this.drafts.map((draft) => this.finish(draft))
  }

  private add(name: string): Draft {
    const cells = new Array<string>(this.plan.rows.length).fill('')
    const draft = { name, cells, numericTexts: 0, numbers: 0 }
    this.drafts.push(draft)
    return draft
  }

  private addBranches(parent: Branch, path: readonly string[]): void {
    for (const branch of parent.branches) {
      const step = this.stepName(branch)
      const here = [...path, step]
      if (branch.hasCells) this.ofBranch.set(branch, this.add(columnName(here)))
      this.addBranches(branch, here)
    }
  }

  private stepName({ step }: Branch): string {
    return step < 0 ? String(-1 - step) : (this.input.names.keys[step] ?? '')
  }

  private fillRow(row: number, node: number): void {
    const { source, delimiter, plan } = this.input
    const isMember = (source.index.keys[node] ?? -1) !== -1 && roleOf(plan, node) !== ROLE.single
    if (this.keys !== undefined && isMember) {
      this.keys.cells[row] = spellText(keyOf(source, node), delimiter)
    }
    if (roleOf(plan, node) !== ROLE.rawRow) {
      const counted = this.plan.child === -1 ? NONE : this.repeatedTables(node)
      this.fillFields(this.plan.root, { node, row, counted })
    } else if (this.values !== undefined) this.fillCell(this.values, { node, row, counted: NONE })
  }

  private fillFields(branch: Branch, at: Place): void {
    const { nexts } = this.input.source.index
    const { plan } = this.input
    const end = nexts[at.node] ?? 0
    let place = 0
    let cursor = 0
    for (let child = at.node + 1; child < end; child = nexts[child] ?? end) {
      const found = branchAt(branch, stepOf(this.input.names, child, place++), cursor)
      if (found === undefined) continue
      cursor = found.position + 1
      const here = { node: child, row: at.row, counted: at.counted }
      if (roleOf(plan, child) === ROLE.spread) this.fillFields(found, here)
      else {
        const draft = this.ofBranch.get(found)
        if (draft !== undefined) this.fillCell(draft, here)
      }
    }
  }

  private fillCell(draft: Draft, at: Place): void {
    const { source, delimiter } = this.input
    const kind = source.index.kinds[at.node]
    if (roleOf(this.input.plan, at.node) === ROLE.shared) {
      draft.cells[at.row] = this.input.shareName(at.node)
    } else if (isContainer(kind)) draft.cells[at.row] = this.containerCell(at)
    else {
      const cell = spellNode(source, at.node, delimiter)
      draft.cells[at.row] = cell
      if (kind === JSON_KIND.number) draft.numbers++
      else if (cell.charCodeAt(0) === QUOTE && isNumber(cell.slice(1, -1))) draft.numericTexts++
    }
  }

  private containerCell({ node, counted }: Place): string {
    const { plan, source } = this.input
    const role = roleOf(plan, node)
    if (role === ROLE.plain || role === ROLE.rawRow) return this.input.inCell(node)
    const family = plan.tableOf(node)
    const name = `@${this.input.tableNumber(family)}`
    if (role === ROLE.single) return name
    const size = counted.has(family) ? String(rowCount(source, node)) : ''
    return source.index.kinds[node] === JSON_KIND.array ? `${name}[${size}]` : `${name}{${size}}`
  }

  /** Tables that more than one value of a row has rows in, so that their rows must be counted. */
  private repeatedTables(row: number): ReadonlySet<number> {
    const { plan, source } = this.input
    const seen = new Set<number>()
    let repeated: Set<number> | undefined
    for (const node of tablesWithin(source, plan, row)) {
      const family = plan.tableOf(node)
      if (seen.has(family)) {
        repeated ??= new Set()
        repeated.add(family)
      }
      seen.add(family)
    }
    return repeated ?? NONE
  }

  /**
   * A column in which no reference but one occurs holds it in every row that has no value there: a
   * row without rows below has none. Only where no other column refers to the same table.
   */
  private impliedReferences(): void {
    const references = this.drafts.map(({ cells }) => referencesIn(cells))
    const users = new Map<string, number>()
    for (const own of references) {
      for (const table of new Set([...own].map(tableOfReference))) {
        users.set(table, (users.get(table) ?? 0) + 1)
      }
    }
    for (const [at, { cells }] of this.drafts.entries()) {
      const [reference = '', another] = references[at] ?? []
      const isOnly = another === undefined && users.get(tableOfReference(reference)) === 1
      if (isOnly && OPEN_REFERENCE.test(reference)) fillEmpty(cells, reference)
    }
  }

  private finish({ name, cells, numericTexts, numbers }: Draft): Column {
    if (numericTexts === 0 || numbers > 0) return { name, cells }
    const texts = cells.map((cell) => {
      if (cell.charCodeAt(0) !== QUOTE) return cell
      return spellText(cell, this.input.delimiter)
    })
    return { name: name + TEXT_SUFFIX, cells: texts }
  }
}

interface Place {
  readonly node: number
  readonly row: number
  readonly counted: ReadonlySet<number>
}

/** A reference to all rows of a table that stand below. */
const OPEN_REFERENCE = /^@\d+(?:\[\]|\{\})$/

function fillEmpty(cells: string[], filling: string): void {
  for (const [row, cell] of cells.entries()) if (cell === '') cells[row] = filling
}

function referencesIn(cells: readonly string[]): Set<string> {
  const found = new Set<string>()
  for (const cell of cells) if (isReference(cell)) found.add(cell)
  return found
}

function isReference(cell: string): boolean {
  if (cell.charCodeAt(0) !== AT) return false
  const digit = cell.charCodeAt(1)
  return digit >= 0x30 && digit <= 0x39
}

function tableOfReference(cell: string): string {
  return /^@\d+/.exec(cell)?.[0] ?? ''
}

const NONE: ReadonlySet<number> = new Set()
const QUOTE = 0x22
const AT = 0x40

function rowCount({ index }: Source, node: number): number {
  const { kinds, nexts } = index
  const end = nexts[node] ?? 0
  let count = 0
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    if (kinds[child] !== JSON_KIND.gap) count++
  }
  return count
}

/** The values inside a row, in order, that have rows of their own. */
export function* tablesWithin(source: Source, plan: Plan, row: number): Generator<number> {
  const { nexts } = source.index
  const end = nexts[row] ?? 0
  for (let node = row + 1; node < end; ) {
    const role = roleOf(plan, node)
    if (role === ROLE.table || role === ROLE.single) yield node
    node = role === ROLE.spread ? node + 1 : (nexts[node] ?? end)
  }
}
