import { itemsAt, valueAt } from '../answers/json-values.ts'
import type { Format } from '../upstream/route-of.ts'

/** A stretch of a request in the order in which a provider caches it. */
export interface PrefixGroup {
  /** Its name in the body: `tools`, `system`. */
  readonly name: string
  /** One text, or items of a list, without marks of the cache. */
  readonly items: readonly unknown[]
  /** Where the first of them stands in its list. */
  readonly from: number
  /** True where each turn adds items, and only adds. */
  readonly grows: boolean
  /** True for one text or object that stands alone, not in a list. */
  readonly isSingle: boolean
}

/** Where each format has what is cached, first things first. */
const ORDER: Readonly<Record<Format, readonly string[]>> = {
  anthropic: ['tools', 'system', 'messages'],
  'openai-chat': ['tools', 'messages'],
  'openai-responses': ['tools', 'instructions', 'input'],
  gemini: ['systemInstruction', 'system_instruction', 'tools', 'contents'],
}

const GROWING: readonly string[] = ['messages', 'input', 'contents']

/** What a provider caches of a body; nothing of a body that is no object. */
export function prefixGroups(body: unknown, format: Format): readonly PrefixGroup[] {
  return ORDER[format].flatMap((name) => {
    const value = valueAt(body, name)
    const isSingle = value !== undefined && !Array.isArray(value)
    const items = (isSingle ? [asBlock(value)] : itemsAt(value)).map((item) => unmarked(item, 0))
    if (!GROWING.includes(name)) return [{ name, items, from: 0, grows: false, isSingle }]
    const spoken = items.findIndex((item) => !isInstruction(item))
    const from = spoken === -1 ? items.length : spoken
    return [
      { name, items: items.slice(0, from), from: 0, grows: false, isSingle },
      { name, items: items.slice(from), from, grows: true, isSingle },
    ]
  })
}

/** A text that stands alone, as the block that it is to a cache. */
function asBlock(value: unknown): unknown {
  return typeof value === 'string' ? { type: 'text', text: value } : value
}

/** OpenAI's formats have their instructions at the head of what is said. */
function isInstruction(item: unknown): boolean {
  const role = valueAt(item, 'role')
  return role === 'system' || role === 'developer'
}

/** Deeper than any request goes; what lies deeper is not told apart. */
const DEEPEST = 64

/**
 * A value as a cache takes it: without `cache_control`, which clients move every turn, and with a list of
 * one text block as that text.
 */
function unmarked(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return undefined
  if (Array.isArray(value)) return unwrapped(value.map((item) => unmarked(item, depth + 1)))
  const members = Object.entries(value).filter(([key]) => key !== 'cache_control')
  return Object.fromEntries(members.map(([key, member]) => [key, unmarked(member, depth + 1)]))
}

function unwrapped(items: readonly unknown[]): unknown {
  const [only] = items
  if (items.length !== 1 || typeof only !== 'object' || only === null) return items
  const { type, text, ...rest } = only as Readonly<Record<string, unknown>>
  const isPlain = type === 'text' && typeof text === 'string' && Object.keys(rest).length === 0
  return isPlain ? text : items
}
