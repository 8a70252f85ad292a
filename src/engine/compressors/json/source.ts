import { JSON_KIND, type JsonIndex, keyEnd } from '../../text/json-index.ts'

/** A JSON text and where everything in it lies. */
export interface Source {
  readonly text: string
  readonly index: JsonIndex
}

/** True for an object or an array. */
export function isContainer(kind: number | undefined): boolean {
  return kind === JSON_KIND.object || kind === JSON_KIND.array
}

/** The value as it is written. */
export function lexemeOf({ text, index }: Source, node: number): string {
  return text.slice(index.starts[node], index.ends[node])
}

/** The key as it is written, quotes and all; of a value that has one. */
export function keyOf({ text, index }: Source, node: number): string {
  return text.slice(index.keys[node], keyEnd(text, index, node))
}

/** How many children a container has, counted no further than `limit`. */
export function childCount({ index }: Source, node: number, limit = 0x7fffffff): number {
  const end = index.nexts[node] ?? 0
  let count = 0
  for (let child = node + 1; child < end && count < limit; child = index.nexts[child] ?? end) {
    count++
  }
  return count
}
