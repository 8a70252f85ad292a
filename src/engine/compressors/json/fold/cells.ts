import { JSON_KIND, keyEnd } from '../../../text/json-index.ts'
import { HashTable } from './hash-table.ts'
import { combine, hashSpan, hashTemplate } from './hashes.ts'
import type { JsonText, RowLists } from './row-lists.ts'
import { at, byteAt, withRoom } from './typed.ts'

/**
 * What every value is: the path it stands at and, for scalars, its number among the different values
 * of that path. Steps into arrays and keyed maps are open (`items[].level`), so all rows of one list, and of lists
 * at the same place in many rows, share their paths; a tree of lists under one key is one path at all
 * its levels. Equality goes by 32-bit hashes: good for choosing, not for stating, so facts are
 * counted again from the text.
 */
export interface Cells {
  /** Node → path. */
  readonly paths: Int32Array
  /**
   * Node → value, -1 for containers; an object that is a row has the set of its keys for value, and
   * texts that hardly recur have their template.
   */
  readonly values: Int32Array
  readonly pathCount: number
  /** Path → the first node that stands there; how many do; how many different values they have. */
  readonly firstNodes: Int32Array
  readonly sizes: Int32Array
  readonly distinct: Int32Array
  /** Path → how many different values it had before its texts were masked. */
  readonly spelled: Int32Array
  /** Path → the path of the container it stands in, -1 for the root. */
  readonly parents: Int32Array
  /** Paths whose hash stands for two places; nothing can be stated about them. */
  readonly mixed: ReadonlySet<number>
  /** Path → 1 where values are templates of texts. */
  readonly isMasked: Uint8Array
  /** Path and kind of JSON → how many; `KINDS` kinds a path. */
  readonly kindCounts: Int32Array
  readonly valueTable: HashTable
  /** Value → the first node that has it. */
  readonly valueNodes: Int32Array
}

/** Object, array, string, number, boolean, null. */
export const KINDS = 6
export const STRING = 2
export const NUMBER = 3
const LOWER_N = 0x6e

/** Which of the `KINDS` a node is. */
export function kindOf({ text, index }: JsonText, node: number): number {
  const kind = byteAt(index.kinds, node)
  const isNull = kind === JSON_KIND.word && text.charCodeAt(at(index.starts, node)) === LOWER_N
  return isNull ? KINDS - 1 : kind - 1
}

export function readCells(json: JsonText, lists: RowLists): Cells {
  const reader = new Reader(json, lists)
  return reader.read()
}

/** Values of a column recur when there are at least this many cells to each. */
export const RECURRENCE = 3

/** Cells after which a column of ids or measures is known for one. */
const ENOUGH_CELLS = 4096

const TEMPLATE = 0x2545f491
const ROW_STEP = 0x5bd1e995 | 0

class Reader {
  private readonly json: JsonText
  private readonly lists: RowLists
  private readonly paths: Int32Array
  private readonly values: Int32Array
  private readonly pathTable = new HashTable()
  private readonly valueTable = new HashTable()
  private firstNodes: Int32Array = new Int32Array(64)
  private readonly mixed = new Set<number>()
  private parents: Int32Array = new Int32Array(64)
  private sizes: Int32Array = new Int32Array(64)
  private distinct: Int32Array = new Int32Array(64)
  private kindCounts: Int32Array = new Int32Array(64 * KINDS)
  private valueNodes: Int32Array = new Int32Array(256)
  /** List → hash of its key. */
  private readonly listKeys: Int32Array

  constructor(json: JsonText, lists: RowLists) {
    this.json = json
    this.lists = lists
    this.paths = new Int32Array(json.index.count)
    this.values = new Int32Array(json.index.count).fill(-1)
    this.listKeys = new Int32Array(lists.count)
  }

  read(): Cells {
    const { index } = this.json
    this.place(0, 1, -1)
    for (let node = 0; node < index.count; node++) {
      const kind = byteAt(index.kinds, node)
      if (kind === JSON_KIND.object) this.readObject(node)
      else if (kind === JSON_KIND.array) this.readArray(node)
    }
    const spelled = this.distinct.slice()
    const isMasked = this.maskTexts()
    const { paths, values, firstNodes, parents, sizes, distinct, mixed } = this
    const { kindCounts, valueTable, valueNodes } = this
    const pathCount = this.pathTable.size
    const perPath = {
      pathCount,
      firstNodes,
      parents,
      sizes,
      distinct,
      spelled,
      mixed,
      isMasked,
      kindCounts,
    }
    return { paths, values, valueTable, valueNodes, ...perPath }
  }

  private readObject(node: number): void {
    const { text, index } = this.json
    const end = at(index.nexts, node)
    const path = at(this.paths, node)
    const isList = this.lists.listOfNode[node] !== -1
    let shape = 0
    for (let child = node + 1; child < end; child = at(index.nexts, child)) {
      const key = hashSpan(text, at(index.keys, child), keyEnd(text, index, child))
      shape = (shape + combine(key, key)) | 0
      if (isList) this.place(child, combine(path, ROW_STEP), path)
      else if (!this.isSameTree(child, key)) this.place(child, combine(path, key), path)
    }
    const row = at(this.lists.rowOfNode, node)
    if (row !== -1 && this.lists.rowNodes[row] === node) this.setValue(node, shape)
  }

  /** A list under the key of the list around it is a level of the same tree. */
  private isSameTree(child: number, key: number): boolean {
    const { listOfNode, rowOfNode, rowLists, nodes } = this.lists
    const list = at(listOfNode, child)
    if (list === -1) return false
    this.listKeys[list] = key
    const row = at(rowOfNode, child)
    const outer = row === -1 ? -1 : at(rowLists, row)
    if (outer === -1 || this.listKeys[outer] !== key) return false
    this.count(child, at(this.paths, at(nodes, outer)))
    return true
  }

  private readArray(node: number): void {
    const { index } = this.json
    const end = at(index.nexts, node)
    const path = at(this.paths, node)
    const step = combine(path, ROW_STEP)
    for (let child = node + 1; child < end; child = at(index.nexts, child)) {
      this.place(child, step, path)
    }
  }

  private place(node: number, pathHash: number, parent: number): void {
    const before = this.pathTable.size
    const path = this.pathTable.add(pathHash)
    if (path === before) this.addPath(path, node, parent)
    else if (this.parents[path] !== parent) this.mixed.add(path)
    this.count(node, path)
  }

  private addPath(path: number, node: number, parent: number): void {
    this.firstNodes = withRoom(this.firstNodes, path + 1)
    this.sizes = withRoom(this.sizes, path + 1)
    this.distinct = withRoom(this.distinct, path + 1)
    this.kindCounts = withRoom(this.kindCounts, (path + 1) * KINDS)
    this.parents = withRoom(this.parents, path + 1)
    this.firstNodes[path] = node
    this.parents[path] = parent
  }

  private count(node: number, path: number): void {
    const { text, index } = this.json
    this.paths[node] = path
    this.sizes[path] = at(this.sizes, path) + 1
    const slot = path * KINDS + kindOf(this.json, node)
    this.kindCounts[slot] = at(this.kindCounts, slot) + 1
    if (byteAt(index.kinds, node) <= JSON_KIND.array || this.isSeenThrough(path)) return
    this.setValue(node, hashSpan(text, at(index.starts, node), at(index.ends, node)))
  }

  /** Where texts hardly ever recur, what recurs is their template. */
  private maskTexts(): Uint8Array {
    const { text, index } = this.json
    const isMasked = Uint8Array.from({ length: this.pathTable.size }, (_, path) =>
      this.isMostlyNew(path) ? 1 : 0,
    )
    for (let path = 0; path < isMasked.length; path++) {
      if (isMasked[path] === 1) this.distinct[path] = 0
    }
    for (let node = 0; node < index.count; node++) {
      if (index.kinds[node] !== JSON_KIND.string || isMasked[at(this.paths, node)] !== 1) continue
      const template = hashTemplate(text, at(index.starts, node), at(index.ends, node))
      this.setValue(node, combine(template, TEMPLATE))
    }
    return isMasked
  }

  /** After so many cells that were all but always new, the next ones are not looked up. */
  private isSeenThrough(path: number): boolean {
    const size = at(this.sizes, path)
    if (size <= ENOUGH_CELLS) return false
    if (at(this.distinct, path) * 2 <= ENOUGH_CELLS) return false
    this.distinct[path] = at(this.distinct, path) + 1
    return true
  }

  private isMostlyNew(path: number): boolean {
    const texts = at(this.kindCounts, path * KINDS + STRING)
    const size = at(this.sizes, path)
    return texts * 2 > size && at(this.distinct, path) * RECURRENCE > size
  }

  private setValue(node: number, hash: number): void {
    const path = at(this.paths, node)
    const before = this.valueTable.size
    const value = this.valueTable.add(combine(path, hash))
    this.values[node] = value
    if (value !== before) return
    this.valueNodes = withRoom(this.valueNodes, value + 1)
    this.valueNodes[value] = node
    this.distinct[path] = at(this.distinct, path) + 1
  }
}
