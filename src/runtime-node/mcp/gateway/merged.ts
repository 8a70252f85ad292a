import { isRecord, type Message } from './frame.ts'
import { JsonSpans, splice } from './json-spans.ts'
import type { Read } from './server-line.ts'

/** What stands between a server's name and a tool's. */
export const JOINT = '__'

/** What several servers can do, as of one; as deep as the protocol has them. */
export function mergedCapabilities(all: readonly unknown[], depth = 3): Message {
  const merged = new Map<string, unknown>()
  for (const [key, value] of all.filter(isRecord).flatMap((one) => Object.entries(one))) {
    const before = merged.get(key)
    const isBoth = isRecord(before) && isRecord(value) && depth > 0
    merged.set(key, isBoth ? mergedCapabilities([before, value], depth - 1) : (before ?? value))
  }
  return Object.fromEntries(merged)
}

/** The entries of one page of a list, as they are written, those of tools and prompts under their server's name. */
export function entriesOf({ text, message }: Read, key: string, prefix: string): readonly string[] {
  const { result } = message
  const list = isRecord(result) ? result[key] : undefined
  if (!Array.isArray(list)) return []
  const spans = new JsonSpans(text)
  return list.flatMap((entry: unknown, at) => {
    const whole = spans.at(['result', key, at])
    const name = spans.at(['result', key, at, 'name'])
    if (whole === undefined || !isRecord(entry)) return []
    if (prefix === '' || name === undefined) return [text.slice(whole.from, whole.to)]
    const own = { ...name, text: JSON.stringify(`${prefix}${JOINT}${String(entry['name'])}`) }
    return [splice(text.slice(0, whole.to), [own]).slice(whole.from)]
  })
}
