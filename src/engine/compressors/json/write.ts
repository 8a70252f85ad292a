import { JSON_KIND, keyEnd } from '../../text/json-index.ts'
import type { Plan } from './plan.ts'
import { NAMED, ROLE, roleOf } from './roles.ts'
import { isContainer, type Source } from './source.ts'
import type { TablePlan } from './table-plan.ts'
import { type Table, tablesWithin } from './tables.ts'

export interface WriteInput {
  readonly source: Source
  readonly plan: Plan
  /** True when the source has no white space between its tokens, so that it can be copied. */
  readonly isCompact: boolean
  /** True when node 0 is not written in the source, its children being documents of their own. */
  readonly isSequence: boolean
  /** A string by the name of its beginning; only asked for where the role says so. */
  prefixed(node: number): string
  /** Number of a value's name; only asked for where it has one. */
  nameOf(node: number): number
}

/** Writes documents as compact JSON, and in it tables as rows and recurring values as names. */
export class BodyWriter {
  private readonly input: WriteInput
  private readonly pieces: string[] = []
  private tables: ReadonlyMap<number, Table> = new Map()
  /** Rows written so far, by family. */
  private readonly written = new Map<number, number>()
  /** No node from `cleanFrom` up to `cleanTo` is written otherwise than it stands. */
  private cleanFrom = 0
  private cleanTo = 0
  private endsLine = true

  constructor(input: WriteInput) {
    this.input = input
  }

  /** Tables are built by `inCell`, so they can only be handed in afterwards. */
  setTables(tables: ReadonlyMap<number, Table>): void {
    this.tables = tables
  }

  put(piece: string): void {
    this.pieces.push(piece)
    this.endsLine = piece.endsWith('\n')
  }

  endLine(): void {
    if (!this.endsLine) this.put('\n')
  }

  /** All that was put since the last time. */
  take(): string {
    const text = this.pieces.join('')
    this.pieces.length = 0
    this.endsLine = true
    return text
  }

  /** A container as JSON on one line. */
  inCell(node: number): string {
    const { text, index } = this.input.source
    if (this.isCopied(node)) return text.slice(index.starts[node], index.ends[node])
    this.writeValue(node)
    return this.take()
  }

  /** Writes the value at `root`. */
  writeValue(root: number): void {
    const { kinds, nexts } = this.input.source.index
    const limit = nexts[root] ?? 0
    const open: number[] = []
    /** Before the next child, unless it is the first or follows a gap. */
    let needsComma = false
    for (let node = root; ; ) {
      needsComma = this.putClosings(open, node) || needsComma
      if (node >= limit) return
      this.putLead(node, needsComma, node === root)
      if (this.putWhole(node)) {
        needsComma = kinds[node] !== JSON_KIND.gap
        node = nexts[node] ?? limit
      } else {
        this.putOpening(node)
        open.push(node++)
        needsComma = false
      }
    }
  }

  /** Closes the containers that end before `node`; true when there were any. */
  private putClosings(open: number[], node: number): boolean {
    const { kinds, nexts } = this.input.source.index
    let closed = false
    while (open.length > 0 && (nexts[open[open.length - 1] ?? 0] ?? 0) <= node) {
      this.put(kinds[open.pop() ?? 0] === JSON_KIND.object ? '}' : ']')
      closed = true
    }
    return closed
  }

  private putOpening(node: number): void {
    const { plan, source, nameOf } = this.input
    this.put(source.index.kinds[node] === JSON_KIND.object ? '{' : '[')
    if (((plan.roles[node] ?? 0) & NAMED) !== 0) this.put(`&${nameOf(node)} `)
  }

  /** Writes what stands before a value: a comma, and its key. */
  private putLead(node: number, needsComma: boolean, isRoot: boolean): void {
    const { text, index } = this.input.source
    if (needsComma) this.put(',')
    const key = index.keys[node] ?? -1
    if (key !== -1 && !isRoot) this.put(`${text.slice(key, keyEnd(text, index, node))}:`)
  }

  /** Writes a value in one go; false for a container that must be opened, its name inside. */
  private putWhole(node: number): boolean {
    const { source, plan } = this.input
    const { kinds, nexts } = source.index
    const role = roleOf(plan, node)
    if (role === ROLE.shared) {
      this.put(`*${this.input.nameOf(node)}`)
      return true
    }
    const hasRows = role === ROLE.table || role === ROLE.single
    if (isContainer(kinds[node]) && !hasRows && !this.isCopied(node)) {
      if (nexts[node] !== node + 1) return false
      this.put(kinds[node] === JSON_KIND.object ? '{}' : '[]')
      return true
    }
    if (((plan.roles[node] ?? 0) & NAMED) !== 0) this.put(`&${this.input.nameOf(node)}`)
    this.putByRole(node, role)
    return true
  }

  private putByRole(node: number, role: number): void {
    const { text, index } = this.input.source
    if (role === ROLE.prefixed) this.put(this.input.prefixed(node))
    else if (role === ROLE.table) this.putTable(node)
    else if (role === ROLE.single) this.putSingle(node)
    else if (index.kinds[node] === JSON_KIND.gap) this.putGap(node)
    else this.put(text.slice(index.starts[node], index.ends[node]))
  }

  /** True when a container can be copied from the source. */
  private isCopied(node: number): boolean {
    return this.input.isCompact && !this.isUnwritten(node) && this.isClean(node)
  }

  private isUnwritten(node: number): boolean {
    return node === 0 && this.input.isSequence
  }

  private isClean(node: number): boolean {
    const { plan, source } = this.input
    const { kinds, nexts } = source.index
    const end = nexts[node] ?? 0
    if (node < this.cleanFrom || node > this.cleanTo) {
      this.cleanFrom = node
      this.cleanTo = node
    }
    while (this.cleanTo < end) {
      if (plan.roles[this.cleanTo] !== ROLE.plain || kinds[this.cleanTo] === JSON_KIND.gap) break
      this.cleanTo++
    }
    return this.cleanTo >= end
  }

  private putGap(node: number): void {
    const { text, index } = this.input.source
    this.endLine()
    this.put(`${text.slice(index.starts[node], index.ends[node])}\n`)
  }

  private putTable(node: number): void {
    const { source, plan } = this.input
    const { kinds, nexts } = source.index
    const table = this.tables.get(plan.tableOf(node))
    if (table === undefined) return
    const end = nexts[node] ?? 0
    let rows = 0
    for (let child = node + 1; child < end; child = nexts[child] ?? end) {
      if (kinds[child] !== JSON_KIND.gap) rows++
    }
    const [left, right] = kinds[node] === JSON_KIND.array ? '[]' : '{}'
    this.put(`@${table.number}${left}${rows}${right}\n`)
    this.putRows(table, node, { depth: 0, mark: '' })
  }

  private putSingle(node: number): void {
    const table = this.tables.get(this.input.plan.tableOf(node))
    if (table !== undefined) this.putRow(table, node, { depth: 0, mark: `@${table.number} ` })
  }

  private putRows(table: Table, node: number, place: LinePlace): void {
    const { kinds, nexts } = this.input.source.index
    const end = nexts[node] ?? 0
    for (let child = node + 1; child < end; child = nexts[child] ?? end) {
      if (kinds[child] === JSON_KIND.gap) this.putGap(child)
      else this.putRow(table, child, place)
    }
  }

  private putRow(table: Table, row: number, { depth, mark }: LinePlace): void {
    const at = this.written.get(table.plan.family) ?? 0
    this.written.set(table.plan.family, at + 1)
    if (depth > 0) this.pieces.push(' '.repeat(depth))
    this.pieces.push(mark, table.lines[at] ?? '', '\n')
    this.endsLine = true
    if (table.plan.child !== -1) this.putRowsWithin(table.plan, row, depth + 1)
  }

  /** The rows of a row's own tables, indented below it. */
  private putRowsWithin(parent: TablePlan, row: number, depth: number): void {
    const { source, plan } = this.input
    if (roleOf(plan, row) === ROLE.rawRow) return
    for (const node of tablesWithin(source, plan, row)) {
      const table = this.tables.get(plan.tableOf(node))
      if (table === undefined) continue
      const mark = table.plan.family === parent.child ? '' : `@${table.number} `
      if (roleOf(plan, node) === ROLE.single) this.putRow(table, node, { depth, mark })
      else this.putRows(table, node, { depth, mark })
    }
  }
}

interface LinePlace {
  readonly depth: number
  readonly mark: string
}
