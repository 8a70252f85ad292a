import { type Child, childrenAt, type Path, spanAt } from './json-spans.ts'

/**
 * The text with the value at a path replaced. Where only its last key is missing from an object, it is
 * added as the last member; where the path leads nowhere, nothing changes. Every other byte stays.
 */
export function withValue(json: string, path: Path, value: string): string {
  const there = spanAt(json, path)
  if (there !== undefined) return spliced(json, there.start, { end: there.end, text: value })
  const [key, parent] = [path.at(-1), spanAt(json, path.slice(0, -1))]
  if (typeof key !== 'string' || parent === undefined || json[parent.start] !== '{') return json
  return withAdded(json, parent.start, `${JSON.stringify(key)}:${value}`)
}

/** The text without the member or element at a path, and without one comma beside it. */
export function withoutValue(json: string, path: Path): string {
  const parent = spanAt(json, path.slice(0, -1))
  const siblings = parent === undefined ? [] : childrenAt(json, parent.start)
  const at = siblings.findLastIndex(({ key }) => key === path.at(-1))
  const child = siblings[at]
  if (child === undefined) return json
  const next = siblings[at + 1]
  if (next !== undefined) return spliced(json, child.start, { end: next.start, text: '' })
  const start = siblings[at - 1]?.value.end ?? child.start
  return spliced(json, start, { end: child.value.end, text: '' })
}

/**
 * The text with items put into the list at a path, before the element at `position`, or last.
 * Unchanged where there is no list.
 */
export function withItems(
  json: string,
  path: Path,
  { items, position }: { readonly items: readonly string[]; readonly position?: number },
): string {
  const list = spanAt(json, path)
  if (list === undefined || json[list.start] !== '[' || items.length === 0) return json
  const text = items.join(',')
  const before: Child | undefined =
    position === undefined ? undefined : childrenAt(json, list.start)[position]
  if (before === undefined) return withAdded(json, list.start, text)
  return spliced(json, before.start, { end: before.start, text: `${text},` })
}

/** Puts text last into the object or list that starts at `start`. */
function withAdded(json: string, start: number, text: string): string {
  const last = childrenAt(json, start).at(-1)
  const at = last?.value.end ?? start + 1
  return spliced(json, at, { end: at, text: last === undefined ? text : `,${text}` })
}

function spliced(
  json: string,
  start: number,
  { end, text }: { readonly end: number; readonly text: string },
): string {
  return json.slice(0, start) + text + json.slice(end)
}
