import { JSON_KIND, type JsonIndex, keyEnd } from './json-index.ts'

/**
 * The list of a document whose rows are meant when nobody says which list: a node of `index`, or
 * `undefined` when there is none.
 *
 * From the root down, into the longest child each time, the first list of two or more rows; else the
 * last object of many scalars (versions with their dates), else the first array of one. So a list in an envelope (`{"data":{"items":[…]}}`, `[{"page":1},[…]]`) is found,
 * and a list inside of a row (points of a shape, tags) is not taken for it.
 */
export function mainList(text: string, index: JsonIndex): number | undefined {
  let entries: number | undefined
  let single: number | undefined
  let node = 0
  while (classOf(index.kinds[node]) !== 'scalar') {
    const children = survey(index, node)
    if (children.size === 0) break
    const kind = listKind(text, index, { node, children })
    if (kind === 'list') return node
    if (kind === 'entries') entries = node
    if (kind === 'single') single ??= node
    node = children.longest
  }
  return entries ?? single
}

function listKind(
  text: string,
  index: JsonIndex,
  { node, children }: { readonly node: number; readonly children: Survey },
): 'list' | 'entries' | 'single' | undefined {
  const { size, isUniform } = children
  if (!isUniform) return undefined
  if (index.kinds[node] === JSON_KIND.array) return size > 1 ? 'list' : 'single'
  if (size >= FEWEST_ENTRIES && isKeyedList(text, index, node)) return 'list'
  return size >= FEWEST_SCALARS ? 'entries' : undefined
}

/** An object of fewer is a record, whatever its members look like. */
const FEWEST_ENTRIES = 4
/** An object of fewer scalars is a record. */
const FEWEST_SCALARS = 12
/** Members looked at: enough to see whether they are alike. */
const SAMPLE = 48
const MOST_KEYS = 64

interface Survey {
  readonly size: number
  /** All children are objects, or all arrays, or all scalars. */
  readonly isUniform: boolean
  /** The child that spans most characters. */
  readonly longest: number
}

/** Looks at each child once; as the walk goes down one path, it is linear over all. */
function survey({ kinds, starts, ends, nexts }: JsonIndex, node: number): Survey {
  const end = nexts[node] ?? 0
  const first = classOf(kinds[node + 1])
  let size = 0
  let isUniform = true
  let longest = node + 1
  let most = -1
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    const length = (ends[child] ?? 0) - (starts[child] ?? 0)
    if (length > most) {
      most = length
      longest = child
    }
    if (classOf(kinds[child]) !== first) isUniform = false
    size++
  }
  return { size, isUniform, longest }
}

function classOf(kind: number | undefined): 'object' | 'array' | 'scalar' {
  if (kind === JSON_KIND.object) return 'object'
  return kind === JSON_KIND.array ? 'array' : 'scalar'
}

/** An object whose members are all lists, or records with keys from one small stock. */
function isKeyedList(text: string, index: JsonIndex, node: number): boolean {
  const kind = classOf(index.kinds[node + 1])
  if (kind !== 'object') return kind === 'array'
  const stock = new Set<string>()
  let largest = 0
  let seen = 0
  const end = index.nexts[node] ?? 0
  for (let child = node + 1; child < end && seen < SAMPLE; child = index.nexts[child] ?? end) {
    const keys = keysOf(text, index, child)
    largest = Math.max(largest, keys.size)
    for (const key of keys) stock.add(key)
    seen++
  }
  return stock.size <= largest + Math.max(3, largest >> 1)
}

function keysOf(text: string, index: JsonIndex, node: number): Set<string> {
  const keys = new Set<string>()
  const end = index.nexts[node] ?? 0
  for (
    let child = node + 1;
    child < end && keys.size < MOST_KEYS;
    child = index.nexts[child] ?? end
  ) {
    keys.add(text.slice(index.keys[child], keyEnd(text, index, child)))
  }
  return keys
}
