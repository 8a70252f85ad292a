import { RECALL_TOOL } from '../ir/recall-tool.ts'
import { parsePacked } from '../text/packed-header.ts'
import type { Said } from './blocks.ts'
import type { JsonSource } from './json-source.ts'

/** Where a text stands inside a tool's structured answer. */
export interface NestedText<Value> extends Said<Value> {
  /** Position of each member and element on the way, from the outside in. */
  readonly path: readonly number[]
}

/** An answer nested deeper, or with more texts, is data of small pieces: nothing there is worth a look. */
const MAX_DEPTH = 8
const MOST_TEXTS = 200
const MOST_VALUES = 100_000

/**
 * The texts of a structured answer that are worth a block, in order. Those beyond the bounds stay as
 * they are; so does everything inside an object with a key that stands twice.
 */
export function nestedTexts<Value>(
  source: JsonSource<Value>,
  answer: Value,
): readonly NestedText<Value>[] {
  const found: NestedText<Value>[] = []
  const pending: Nested<Value>[] = [{ value: answer, path: [] }]
  let seen = 0
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next
    const text = source.text(value)
    if (text !== undefined && isWorthABlock(text)) found.push({ string: value, text, path })
    if (found.length === MOST_TEXTS || ++seen > MOST_VALUES) break
    for (const inner of valuesIn(source, next)) pending.push(inner)
  }
  return found
}

interface Nested<Value> {
  readonly value: Value
  readonly path: readonly number[]
}

/** Last first, as they are taken from the end. */
function valuesIn<Value>(
  source: JsonSource<Value>,
  { value, path }: Nested<Value>,
): readonly Nested<Value>[] {
  if (path.length === MAX_DEPTH) return []
  const values = source.items(value) ?? membersOf(source, value)
  if (values.length > MOST_VALUES) return []
  return values.map((inner, at) => ({ value: inner, path: [...path, at] })).reverse()
}

function membersOf<Value>(source: JsonSource<Value>, value: Value): readonly Value[] {
  const object = source.object(value)
  return object.doubled.length === 0 ? object.values() : []
}

/** Shorter texts cost fewer tokens than the smallest block that is ever looked at, but for rare scripts. */
const SHORTEST_TEXT = 100

/**
 * Small pieces (a name, an exit code) are no blocks of their own. What we made of a text before is,
 * however short, so that it is found again.
 */
export function isWorthABlock(text: string): boolean {
  if (text.length >= SHORTEST_TEXT) return true
  return text.includes(RECALL_TOOL) || parsePacked(text) !== undefined
}
