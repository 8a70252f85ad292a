import { JsonObject, type JsonSource } from './json-source.ts'
import { printInput } from './print-input.ts'
import type { Change } from './read-conversation.ts'

type Key = string | number

/** A live value and where it was found; the body itself has no parent. */
export interface LiveValue {
  readonly value: unknown
  readonly parent?: LiveValue
  readonly key?: Key
}

/** Reads JavaScript objects as they are: own members only, and never writes to them. */
export const liveSource: JsonSource<LiveValue> = {
  object: (parent) => new JsonObject(liveSource, membersOf(parent)),
  items(parent) {
    const { value } = parent
    if (!Array.isArray(value)) return undefined
    return Array.from(value, (item: unknown, key) => ({ value: item, parent, key }))
  },
  text: ({ value }) => (typeof value === 'string' ? value : undefined),
  isNull: ({ value }) => value === null,
  json: ({ value }) => printInput(value),
}

function membersOf(parent: LiveValue): readonly (readonly [key: string, value: LiveValue])[] {
  const { value } = parent
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => [key, { value: inner, parent, key }])
}

/** The way from the body to a value. */
function pathTo({ parent, key }: LiveValue): readonly Key[] {
  return parent === undefined || key === undefined ? [] : [...pathTo(parent), key]
}

/** A copy with those strings changed; whatever no change lies in is shared with the original. */
export function withChanges(body: unknown, changes: readonly Change<LiveValue>[]): unknown {
  if (changes.length === 0) return body
  const root = { body }
  const copies = new Set<unknown>([root])
  for (const { path, text } of wholeStrings(changes))
    replaceAt(root, { path: ['body', ...path], text, copies })
  return root.body
}

interface NewString {
  readonly path: readonly Key[]
  readonly text: string
}

/** Changes to stretches of one string, which stand together and in order, put together to that string. */
function wholeStrings(changes: readonly Change<LiveValue>[]): readonly NewString[] {
  const byString = new Map<LiveValue, Change<LiveValue>[]>()
  for (const change of changes) {
    const { string } = change.place
    const known = byString.get(string)
    if (known === undefined) byString.set(string, [change])
    else known.push(change)
  }
  return [...byString].map(([string, together]) => ({
    path: pathTo(string),
    text: joined(string.value, together),
  }))
}

function joined(before: unknown, changes: readonly Change<LiveValue>[]): string {
  const whole = String(before)
  const pieces: string[] = []
  let copied = 0
  for (const { place, text } of changes) {
    const { start, end } = place.stretch ?? { start: 0, end: whole.length }
    pieces.push(whole.slice(copied, start), text)
    copied = end
  }
  return pieces.join('') + whole.slice(copied)
}

interface Replacement extends NewString {
  /** The containers of this writing's own making: the only ones it may change. */
  readonly copies: Set<unknown>
}

function replaceAt(root: object, { path, text, copies }: Replacement): void {
  let container = root
  for (const key of path.slice(0, -1)) {
    const child: unknown = Reflect.get(container, key)
    const own = copies.has(child) ? child : copyOf(child)
    copies.add(own)
    Reflect.set(container, key, own)
    container = own as object
  }
  Reflect.set(container, path.at(-1) ?? '', text)
}

function copyOf(value: unknown): unknown {
  return Array.isArray(value) ? value.slice() : { ...(value as object) }
}
