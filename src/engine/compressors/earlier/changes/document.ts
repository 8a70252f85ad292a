import { indexJson, JSON_KIND, type JsonIndex, keyEnd } from '../../../text/json-index.ts'
import { mainList } from '../../../text/main-list.ts'

/** A JSON text, and where its values lie. */
export interface Document {
  readonly text: string
  readonly index: JsonIndex
}

/** Nesting below which values are taken as they are written, whole. */
export const DEEPEST = 12

/** `undefined` for a text that is not one JSON value from its first character on. */
export function readDocument(text: string): Document | undefined {
  const first = text.charAt(0)
  if (first !== '{' && first !== '[') return undefined
  const index = indexJson(text)
  return index === undefined || !isBlank(text, index.ends[0] ?? 0) ? undefined : { text, index }
}

function isBlank(text: string, from: number): boolean {
  return text.slice(from).trim() === ''
}

/** Where a value begins and ends; a member with its key. */
export interface Place {
  readonly node: number
  readonly start: number
  readonly end: number
}

/** The elements or members of a container. */
export function childrenOf({ index }: Document, node: number): readonly Place[] {
  const { starts, ends, nexts, keys } = index
  const children: Place[] = []
  const end = nexts[node] ?? 0
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    const key = keys[child] ?? -1
    const start = key === -1 ? (starts[child] ?? 0) : key
    children.push({ node: child, start, end: ends[child] ?? 0 })
  }
  return children
}

export function isContainer({ index }: Document, node: number): boolean {
  const kind = index.kinds[node]
  return kind === JSON_KIND.object || kind === JSON_KIND.array
}

/** The value as it is written. */
export function valueText({ text, index }: Document, node: number): string {
  return text.slice(index.starts[node], index.ends[node])
}

/** A member's key as it is written, without its quotes; `undefined` for an element. */
export function keyText({ text, index }: Document, node: number): string | undefined {
  const key = index.keys[node] ?? -1
  return key === -1 ? undefined : text.slice(key + 1, keyEnd(text, index, node) - 1)
}

/** The list of containers that is meant when nobody says which, and the way to it. */
export function rowsList(document: Document): { node: number; path: string } | undefined {
  const { text, index } = document
  const node = mainList(text, index)
  if (node === undefined || !isContainer(document, node + 1)) return undefined
  const path = pathTo(document, node)
  return path === undefined ? undefined : { node, path }
}

/** Names from the root to a value, joined by dots; elements by their number from 0. */
function pathTo(document: Document, target: number): string | undefined {
  const names: string[] = []
  const { nexts } = document.index
  let node = 0
  while (node !== target) {
    if (names.length === DEEPEST) return undefined
    let at = 0
    let child = node + 1
    for (; (nexts[child] ?? 0) <= target; child = nexts[child] ?? target) at++
    names.push(keyText(document, child) ?? String(at))
    node = child
  }
  return names.join('.')
}

/** The value that a path leads to from `from`; the first one where names hold dots. */
export function findValue(document: Document, from: number, path: string): number | undefined {
  if (path === '') return from
  let node = from
  let rest = path
  for (let depth = 0; depth < DEEPEST; depth++) {
    const found = step(document, node, rest)
    if (found === undefined || found.rest === undefined) return found?.node
    node = found.node
    rest = found.rest
  }
  return undefined
}

function step(
  document: Document,
  node: number,
  rest: string,
): { readonly node: number; readonly rest: string | undefined } | undefined {
  if (!isContainer(document, node)) return undefined
  const { nexts } = document.index
  const end = nexts[node] ?? 0
  let at = 0
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    const name = keyText(document, child) ?? String(at++)
    if (rest === name) return { node: child, rest: undefined }
    if (rest.startsWith(`${name}.`)) return { node: child, rest: rest.slice(name.length + 1) }
  }
  return undefined
}
