import { JSON_KIND, type JsonIndex } from './json-index.ts'

/**
 * The array of a document whose elements are its rows, as a node of `index`; `undefined` when
 * there is none. Gap lines and recall count rows by it, so both must use it.
 *
 * From the root down, into the longest child each time, the first array of two or more elements
 * that are all objects, all arrays or all scalars; else the first with a single element. So a list
 * in an envelope (`{"data":{"items":[…]}}`, `[{"page":1},[…]]`) is found, and a list inside of a row
 * (points of a shape, tags) is not taken for it.
 */
export function mainArray(index: JsonIndex): number | undefined {
  let single: number | undefined
  let node = 0
  while (isContainer(index, node)) {
    const { size, isUniform, longest } = survey(index, node)
    if (size === 0) break
    if (index.kinds[node] === JSON_KIND.array && isUniform) {
      if (size > 1) return node
      single ??= node
    }
    node = longest
  }
  return single
}

interface Survey {
  readonly size: number
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

function isContainer({ kinds }: JsonIndex, node: number): boolean {
  return classOf(kinds[node]) !== 'scalar'
}

function classOf(kind: number | undefined): 'object' | 'array' | 'scalar' {
  if (kind === JSON_KIND.object) return 'object'
  return kind === JSON_KIND.array ? 'array' : 'scalar'
}
