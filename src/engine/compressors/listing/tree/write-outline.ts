import { commonSuffix, rowSuffix } from '../suffixes.ts'
import { cellOf } from '../write-cell.ts'
import type { TreeNode } from './drawing.ts'

/** What most names end in and do not show. */
export function outlineSuffix(nodes: readonly TreeNode[]): string {
  return commonSuffix(nodes.filter((_, at) => !isOpen(nodes, at)).map(({ name }) => name))
}

/** Rows of names: what holds others opens a row, what holds nothing follows in the row of its siblings. */
export function writeOutline(nodes: readonly TreeNode[], suffix: string): readonly string[] {
  const rows: string[] = []
  for (let at = 0; at < nodes.length; ) {
    const { depth, name } = nodes[at] ?? { depth: 0, name: '' }
    const opens = isOpen(nodes, at)
    const from = opens ? at + 1 : at
    const leaves = leavesFrom(nodes, from, opens ? depth + 1 : depth)
    const heading = opens ? [`${cellOf({ name, value: '' }, '', '')}/`] : []
    rows.push(' '.repeat(depth) + [...heading, ...cellsOf(leaves, suffix)].join(' '))
    at = from + leaves.length
  }
  return rows
}

function cellsOf(leaves: readonly string[], common: string): readonly string[] {
  if (leaves.length === 0) return []
  const suffix = rowSuffix(leaves, common)
  const cells = leaves.map((name) => cellOf({ name, value: '' }, suffix, ''))
  return suffix === common ? cells : [`*${suffix}`, ...cells]
}

function isOpen(nodes: readonly TreeNode[], at: number): boolean {
  return (nodes[at + 1]?.depth ?? 0) > (nodes[at]?.depth ?? 0)
}

function leavesFrom(nodes: readonly TreeNode[], from: number, depth: number): readonly string[] {
  const names: string[] = []
  for (let at = from; nodes[at]?.depth === depth && !isOpen(nodes, at); at++) {
    names.push(nodes[at]?.name ?? '')
  }
  return names
}
