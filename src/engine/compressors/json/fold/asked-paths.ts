import { JSON_KIND, type JsonIndex, keyEnd } from '../../../text/json-index.ts'
import type { JsonText } from './row-lists.ts'
import { at } from './typed.ts'

/** Paths read from one query, steps in one path, and places where a path may begin. */
const MOST_PATHS = 48
const MOST_STEPS = 24
const MOST_BEGINNINGS = 24

/** `a.b[0].c`, `["3"].x`, `paths["/a/b"].get`: every step begins with a character of its own. */
const PATH =
  /(?:[\w$@-]+|\[(?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|\d{1,9})\])(?:\.[\w$@-]+|\[(?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|\d{1,9})\])*/g
const STEP = /\[(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'|(\d{1,9}))\]|[\w$@-]+/g

/** Nodes of the values whose paths the query writes down, from the root or from any key on. */
export function askedNodes(json: JsonText, query: string): readonly number[] {
  return pathsIn(query)
    .map((steps) => nodeAt(json, steps))
    .filter((node) => node > 0)
}

/** The node that the most steps lead to, two of them at least where there are two; else -1. */
function nodeAt(json: JsonText, steps: readonly string[]): number {
  const [first = '', ...others] = steps
  const found = [follow(json, 0, steps)]
  for (const start of nodesUnderKey(json, first)) {
    const { node, taken } = follow(json, start, others)
    found.push({ node, taken: taken + 1 })
  }
  let best = { node: -1, taken: Math.min(2, steps.length) - 1 }
  for (const one of found) if (one.taken > best.taken) best = one
  return best.node
}

function pathsIn(query: string): readonly (readonly string[])[] {
  const paths: string[][] = []
  for (const [written] of query.matchAll(PATH)) {
    const steps = [...written.matchAll(STEP)].map(
      (step) => step[1] ?? step[2] ?? step[3] ?? step[0],
    )
    if (steps.length < 2 && !written.startsWith('[')) continue
    if (paths.push(steps.slice(0, MOST_STEPS)) === MOST_PATHS) break
  }
  return paths
}

/** Members with this key, the first ones of the text. */
function nodesUnderKey({ text, index }: JsonText, key: string): readonly number[] {
  const written = JSON.stringify(key)
  const nodes: number[] = []
  let place = text.indexOf(written)
  for (let tried = 0; place !== -1 && tried < MOST_BEGINNINGS * 4; tried++) {
    const node = firstNodeAfter(index, place)
    if (index.keys[node] === place && nodes.push(node) === MOST_BEGINNINGS) break
    place = text.indexOf(written, place + written.length)
  }
  return nodes
}

/** Starts rise in document order. */
function firstNodeAfter(index: JsonIndex, place: number): number {
  let low = 0
  let high = index.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(index.starts, middle) > place) high = middle
    else low = middle + 1
  }
  return low
}

interface Found {
  readonly node: number
  readonly taken: number
}

function follow(json: JsonText, start: number, steps: readonly string[]): Found {
  let found: Found = { node: start, taken: 0 }
  while (found.taken < steps.length) {
    const next = stepFrom(json, found.node, steps.slice(found.taken))
    if (next === undefined) break
    found = { node: next.node, taken: found.taken + next.taken }
  }
  return found
}

function stepFrom(json: JsonText, node: number, steps: readonly string[]): Found | undefined {
  const { index } = json
  if (index.kinds[node] === JSON_KIND.array) {
    const step = steps[0] ?? ''
    const child = /^\d{1,9}$/.test(step) ? childAt(index, node, Number(step)) : undefined
    return child === undefined ? undefined : { node: child, taken: 1 }
  }
  if (index.kinds[node] !== JSON_KIND.object) return undefined
  return memberAt(json, node, steps)
}

function childAt(index: JsonIndex, node: number, place: number): number | undefined {
  const end = at(index.nexts, node)
  let child = node + 1
  for (let left = place; left > 0 && child < end; left--) child = at(index.nexts, child)
  return child < end ? child : undefined
}

/** Dots that may stand inside one key. */
const MOST_DOTS = 8

/** The member under the longest run of steps that is one key, for keys that hold dots. */
function memberAt(json: JsonText, node: number, steps: readonly string[]): Found | undefined {
  const { text, index } = json
  const wanted = new Map<string, number>()
  for (let taken = 1; taken <= Math.min(MOST_DOTS, steps.length); taken++) {
    wanted.set(JSON.stringify(steps.slice(0, taken).join('.')), taken)
  }
  const end = at(index.nexts, node)
  let best: Found | undefined
  for (let child = node + 1; child < end; child = at(index.nexts, child)) {
    const taken = wanted.get(text.slice(at(index.keys, child), keyEnd(text, index, child)))
    if (taken !== undefined && taken > (best?.taken ?? 0)) best = { node: child, taken }
  }
  return best
}
