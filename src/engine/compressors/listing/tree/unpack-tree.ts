import { endOfGuarded } from '../../../columns/spell-cell.ts'
import { checksum } from '../../../text/checksum.ts'
import { parsePacked } from '../../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../../text/unpacking-limits.ts'
import { readCells } from '../read-row.ts'
import { stringOf } from '../spelling.ts'
import { DEEPEST, drawTree, type TreeNode } from './drawing.ts'
import { styleOf } from './legend.ts'

/**
 * The reference decoder of the form `tree`; its grammar is in docs/packed-listing.md. `undefined` for
 * anything else, and for a text whose checksum fails.
 */
export function unpackTree(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  const style = parsed?.form === 'tree' ? styleOf(parsed.legend) : undefined
  if (parsed === undefined || style === undefined) return undefined
  const isTerminated = parsed.body.endsWith('\n')
  const rows = (isTerminated ? parsed.body.slice(0, -1) : parsed.body).split('\n')
  const first = rows.findIndex((row) => !row.startsWith('|'))
  const behind = rows.findIndex((row, at) => at > first && row.startsWith('|'))
  const end = behind === -1 ? rows.length : behind
  const nodes = first === -1 ? undefined : nodesOf(rows.slice(first, end), style.suffix)
  if (nodes === undefined || nodes.length > UNPACKING_LIMITS.lines) return undefined
  const plain = (some: readonly string[]): readonly string[] => some.map((row) => row.slice(1))
  const drawn = drawTree(nodes, style.drawing)
  const lines = [...plain(rows.slice(0, first)), ...drawn, ...plain(rows.slice(end))]
  const text = lines.join('\n') + (isTerminated ? '\n' : '')
  return checksum(text) === parsed.check ? text : undefined
}

function nodesOf(rows: readonly string[], suffix: string): readonly TreeNode[] | undefined {
  const nodes: TreeNode[] = []
  for (const row of rows) {
    const read = readOutlineRow(row, suffix)
    if (read === undefined) return undefined
    nodes.push(...read)
  }
  return nodes
}

function readOutlineRow(row: string, common: string): readonly TreeNode[] | undefined {
  let depth = 0
  while (row[depth] === ' ') depth++
  if (depth > DEEPEST) return undefined
  const { name, at } = headingAt(row, depth)
  const [star = '', suffix = common] = /^\*(\S{0,48}) /.exec(row.slice(at)) ?? []
  const from = at + star.length
  const frame = { root: '', suffix, usual: '' }
  const cells = from >= row.length ? [] : readCells(row, from, frame)
  if (cells === undefined) return undefined
  const below = cells.map(({ path }) => ({
    depth: name === undefined ? depth : depth + 1,
    name: path,
  }))
  return name === undefined ? below : [{ depth, name }, ...below]
}

/** The name that opens a row, and where what it holds begins. */
function headingAt(row: string, start: number): { name: string | undefined; at: number } {
  const isQuoted = row.startsWith('"', start)
  const end = isQuoted ? endOfGuarded(row, start) : start + row.slice(start).search(/\/(?: |$)/)
  const spelled = row.slice(start, end)
  if (row[end] !== '/' || end < start || (!isQuoted && /[ "]/.test(spelled))) {
    return { name: undefined, at: start }
  }
  return { name: isQuoted ? stringOf(spelled) : spelled, at: end + (row[end + 1] === ' ' ? 2 : 1) }
}
