import { DEEPEST, DRAWINGS, type Drawing, drawTree, type TreeNode } from './drawing.ts'

export interface ReadTree {
  readonly drawing: Drawing
  readonly nodes: readonly TreeNode[]
  /** Lines before the root and behind the last node. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** A drawn tree and the lines around it; `undefined` where drawing its nodes does not give it back. */
export function readTree(lines: readonly string[]): ReadTree | undefined {
  const first = lines.findIndex((line) => /^(?:[├└][─┬]|[|`]--)/.test(line))
  if (first < 1) return undefined
  for (const drawing of DRAWINGS) {
    const nodes = nodesFrom(lines, first, drawing)
    const end = first - 1 + nodes.length
    const drawn = drawTree(nodes, drawing)
    if (nodes.length > 1 && drawn.every((line, at) => line === lines[first - 1 + at])) {
      return { drawing, nodes, before: lines.slice(0, first - 1), after: lines.slice(end) }
    }
  }
  return undefined
}

/** The root, which stands above the first branch, and all that hangs on it. */
function nodesFrom(lines: readonly string[], first: number, drawing: Drawing): TreeNode[] {
  const nodes: TreeNode[] = [{ depth: 0, name: lines[first - 1] ?? '' }]
  for (let at = first; at < lines.length; at++) {
    const node = nodeOf(lines[at] ?? '', drawing)
    if (node === undefined || node.depth > (nodes.at(-1)?.depth ?? 0) + 1) break
    nodes.push(node)
  }
  return nodes
}

function nodeOf(line: string, { bar, blank, ...ends }: Drawing): TreeNode | undefined {
  let at = 0
  let depth = 1
  while (line.startsWith(bar, at) || line.startsWith(blank, at)) {
    at += bar.length
    depth++
  }
  const { branch, last, branchOpen, lastOpen } = ends
  const isNode = [branch, last, branchOpen, lastOpen].some((end) => line.startsWith(end, at))
  const name = line.slice(at + branch.length)
  return isNode && depth <= DEEPEST && name !== '' ? { depth, name } : undefined
}
