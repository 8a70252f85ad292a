import { edgesOf } from './edges.ts'

/** A part of a text, cut for phrases; none goes beyond it. */
export interface Stretch {
  readonly text: string
  /** See `edgesOf`; one more than units. */
  readonly edges: Int32Array
  /** For each unit, a number made of the characters from there on: equal where they are equal. */
  readonly keys: Int32Array
}

/** Characters that make a key. */
const KEY_LENGTH = 6
/** UTF-16 units; bounds what is held at once. */
const LONGEST_STRETCH = 0x40000

/** Cuts a text where lines begin, or, in very long lines, anywhere but within a pair of surrogates. */
export function* stretchesOf(text: string): Generator<Stretch> {
  for (let start = 0; start < text.length; ) {
    const end = endOfStretch(text, start)
    yield stretchOf(text.slice(start, end))
    start = end
  }
}

function endOfStretch(text: string, start: number): number {
  const most = start + LONGEST_STRETCH
  if (most >= text.length) return text.length
  const lineEnd = text.slice(start, most).lastIndexOf('\n')
  if (lineEnd !== -1) return start + lineEnd + 1
  const isPair = (text.charCodeAt(most) & 0xfc00) === 0xdc00
  return isPair ? most - 1 : most
}

export function stretchOf(text: string): Stretch {
  const edges = edgesOf(text)
  const keys = new Int32Array(Math.max(0, edges.length - 1))
  for (let unit = 0; unit < keys.length; unit++) keys[unit] = keyAt(text, edges[unit] ?? 0)
  return { text, edges, keys }
}

/** After FNV-1a over the characters, mixed so that the low digits hold all of them. */
export function keyAt(text: string, start: number): number {
  const end = Math.min(start + KEY_LENGTH, text.length)
  let key = 0x811c9dc5
  for (let at = start; at < end; at++) key = Math.imul(key ^ text.charCodeAt(at), 0x01000193)
  key = Math.imul(key ^ (key >>> 15), 0x85ebca6b)
  return key ^ (key >>> 13)
}
