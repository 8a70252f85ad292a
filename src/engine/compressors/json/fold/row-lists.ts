import { JSON_KIND, type JsonIndex } from '../../../text/json-index.ts'
import { isKeyedMap } from './keyed-map.ts'
import { at, byteAt, withRoom } from './typed.ts'

/** A JSON text and where its values lie. */
export interface JsonText {
  readonly text: string
  readonly index: JsonIndex
  /** True for NDJSON, whose values are the elements of node 0, which is not written itself. */
  readonly isSequence: boolean
}

/**
 * The lists whose rows may be left out, at every depth: long arrays and keyed maps of like values.
 * Rows are numbered list by list, so that those of one list stand together. Of an enormous array of
 * scalars a stretch of neighbours is one row here, so that memory stays in proportion to the text.
 */
export interface RowLists {
  /** Lists, in document order. */
  readonly count: number
  /** List → its node; its first row (one more than there are lists); the row it lies in, or -1. */
  readonly nodes: Int32Array
  readonly firstRows: Int32Array
  readonly parentRows: Int32Array
  /** List → how many of its elements make one row; 1 but for enormous arrays of scalars. */
  readonly strides: Int32Array
  /** Row → its first node, and its list. */
  readonly rowNodes: Int32Array
  readonly rowLists: Int32Array
  /** Node → the innermost row it belongs to (a row's own node belongs to it), or -1. */
  readonly rowOfNode: Int32Array
  /** Node → its list, or -1. */
  readonly listOfNode: Int32Array
}

/** Fewer rows than this are shown or hidden with what they stand in. */
const FEWEST_ROWS = 4
/** Lists within more lists than this are shown or hidden with their row: each row looks at those around it. */
const MOST_LEVELS = 12
/** An array of more scalars than this is told apart in stretches. */
const MOST_SCALAR_ROWS = 65_536
/** A list in fewer characters costs hardly more than the line that would stand for its rows. */
const SHORTEST_LIST = 200

/** The node after the last one of a row. */
export function rowEnd(index: JsonIndex, lists: RowLists, row: number): number {
  const list = at(lists.rowLists, row)
  const node = at(lists.rowNodes, row)
  const stride = at(lists.strides, list)
  return stride === 1
    ? at(index.nexts, node)
    : Math.min(node + stride, at(index.nexts, at(lists.nodes, list)))
}

/** Where a row begins: at its key, if it has one. */
export function rowStart({ index }: JsonText, node: number): number {
  const key = at(index.keys, node)
  return key === -1 ? at(index.starts, node) : key
}

/** Where the text of a row ends. */
export function rowTextEnd(index: JsonIndex, lists: RowLists, row: number): number {
  const isStretch = at(lists.strides, at(lists.rowLists, row)) > 1
  return at(index.ends, isStretch ? rowEnd(index, lists, row) - 1 : at(lists.rowNodes, row))
}

/** Numbers of elements, counted from 1 in their list, from one row up to another. */
export function elementsOf(
  index: JsonIndex,
  lists: RowLists,
  { first, end }: { readonly first: number; readonly end: number },
): { readonly from: number; readonly to: number } {
  const list = at(lists.rowLists, first)
  const stride = at(lists.strides, list)
  const before = at(lists.firstRows, list)
  return {
    from: (first - before) * stride + 1,
    to: Math.min((end - before) * stride, sizeOf(index, lists, list)),
  }
}

/** How many elements a list has. */
export function sizeOf(index: JsonIndex, lists: RowLists, list: number): number {
  const node = at(lists.nodes, list)
  if (at(lists.strides, list) > 1) return at(index.nexts, node) - node - 1
  return at(lists.firstRows, list + 1) - at(lists.firstRows, list)
}

export function findRowLists(json: JsonText): RowLists {
  const { index } = json
  const listOfNode = new Int32Array(index.count).fill(-1)
  let nodes: Int32Array = new Int32Array(16)
  let firstRows: Int32Array = new Int32Array(17)
  let strides: Int32Array = new Int32Array(16)
  let count = 0
  let rows = 0
  const levels = new Uint8Array(index.count)
  for (let node = 0; node < index.count; node++) {
    const size = byteAt(levels, node) < MOST_LEVELS ? sizeOfList(json, node) : 0
    setLevels(index, { node, isList: size > 0 }, levels)
    if (size === 0) continue
    nodes = withRoom(nodes, count + 1)
    firstRows = withRoom(firstRows, count + 2)
    strides = withRoom(strides, count + 1)
    const isFlat = at(index.nexts, node) - node - 1 === size
    const stride = isFlat ? Math.ceil(size / MOST_SCALAR_ROWS) : 1
    nodes[count] = node
    strides[count] = stride
    listOfNode[node] = count++
    rows += Math.ceil(size / stride)
    firstRows[count] = rows
  }
  const lists = { count, nodes, firstRows, strides, listOfNode }
  return { ...lists, ...placeRows(index, lists, rows) }
}

/** Children lie in the lists around their parent, and in the parent if it is one. */
function setLevels(
  index: JsonIndex,
  { node, isList }: { readonly node: number; readonly isList: boolean },
  levels: Uint8Array,
): void {
  const level = byteAt(levels, node) + (isList ? 1 : 0)
  const end = at(index.nexts, node)
  for (let child = node + 1; child < end; child = at(index.nexts, child)) levels[child] = level
}

/** How many rows may be left out of `node`; 0 when it is no list. */
function sizeOfList({ text, index }: JsonText, node: number): number {
  const kind = index.kinds[node]
  if (kind !== JSON_KIND.array && kind !== JSON_KIND.object) return 0
  if (at(index.ends, node) - at(index.starts, node) < SHORTEST_LIST) return 0
  const size = countChildren(index, node)
  if (size < FEWEST_ROWS) return 0
  if (kind === JSON_KIND.array) return size
  return isKeyedMap(text, index, { node, size }) ? size : 0
}

function countChildren(index: JsonIndex, node: number): number {
  const end = at(index.nexts, node)
  let size = 0
  for (let child = node + 1; child < end; child = at(index.nexts, child)) size++
  return size
}

type Placed = Pick<RowLists, 'parentRows' | 'rowNodes' | 'rowLists' | 'rowOfNode'>

/** Each node takes the row of the container it stands in, unless it is a row itself. */
function placeRows(
  index: JsonIndex,
  lists: Pick<RowLists, 'count' | 'nodes' | 'firstRows' | 'strides' | 'listOfNode'>,
  rows: number,
): Placed {
  const parentRows = new Int32Array(lists.count)
  const rowNodes = new Int32Array(rows)
  const rowLists = new Int32Array(rows)
  const rowOfNode = new Int32Array(index.count)
  rowOfNode[0] = -1
  for (let node = 0; node < index.count; node++) {
    const end = at(index.nexts, node)
    const list = at(lists.listOfNode, node)
    const outer = at(rowOfNode, node)
    if (list === -1) {
      for (let child = node + 1; child < end; child = at(index.nexts, child))
        rowOfNode[child] = outer
      continue
    }
    parentRows[list] = outer
    const stride = at(lists.strides, list)
    let row = at(lists.firstRows, list) - 1
    let left = 0
    for (let child = node + 1; child < end; child = at(index.nexts, child)) {
      if (left === 0) {
        rowNodes[++row] = child
        rowLists[row] = list
        left = stride
      }
      left--
      rowOfNode[child] = row
    }
  }
  return { parentRows, rowNodes, rowLists, rowOfNode }
}
