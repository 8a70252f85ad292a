import { JSON_KIND, type JsonIndex, keyEnd } from '../text/json-index.ts'
import { badRequest } from './slice-request.ts'

/**
 * The node of the value at `path` in an indexed document; the empty path is the whole. Throws
 * `EngineError('bad-options')` that says what there is instead. Of equal keys the last counts, as for
 * every reader of JSON.
 */
export function nodeAt(text: string, index: JsonIndex, path: string): number {
  const steps = path === '' ? [] : path.split('.')
  let node = 0
  let taken = 0
  while (taken < steps.length) {
    const step = stepInto({ text, index, node }, steps.slice(taken))
    if (step === undefined) throw notFound({ text, index, node }, steps.slice(0, taken), path)
    node = step.node
    taken += step.taken
  }
  return node
}

/** The path at which `nodeAt` finds a node, bar keys that stand twice. */
export function pathTo(text: string, index: JsonIndex, node: number): string {
  const steps: string[] = []
  let parent = 0
  while (parent !== node) {
    const { child, step } = childTowards({ text, index, node: parent }, node)
    steps.push(step)
    parent = child
  }
  return steps.join('.')
}

function childTowards(
  { text, index, node: parent }: Place,
  node: number,
): { readonly child: number; readonly step: string } {
  let place = 0
  let child = parent + 1
  while ((index.nexts[child] ?? 0) <= node) {
    child = index.nexts[child] ?? 0
    place++
  }
  const isMember = index.kinds[parent] === JSON_KIND.object
  return { child, step: isMember ? keyOf(text, index, child) : `${place}` }
}

interface Place {
  readonly text: string
  readonly index: JsonIndex
  readonly node: number
}

interface Step {
  readonly node: number
  readonly taken: number
}

/** The longest run of steps that is one key goes first, so that keys with dots are found. */
function stepInto(place: Place, steps: readonly string[]): Step | undefined {
  const { index, node } = place
  if (index.kinds[node] === JSON_KIND.array) {
    const element = elementAt(place, steps[0] ?? '')
    return element === undefined ? undefined : { node: element, taken: 1 }
  }
  if (index.kinds[node] !== JSON_KIND.object) return undefined
  const wanted = new Map<string, number>()
  for (let taken = 1; taken <= Math.min(steps.length, MOST_DOTS); taken++) {
    wanted.set(steps.slice(0, taken).join('.'), taken)
  }
  let best: Step | undefined
  for (const { key, child } of members(place)) {
    const taken = wanted.get(key)
    if (taken !== undefined && taken >= (best?.taken ?? 0)) best = { node: child, taken }
  }
  return best
}

/** A key that holds more dots than this is not looked for. */
const MOST_DOTS = 16

function elementAt({ index, node }: Place, step: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,8})$/.test(step)) return undefined
  const end = index.nexts[node] ?? 0
  let child = node + 1
  for (let left = Number(step); left > 0 && child < end; left--) child = index.nexts[child] ?? end
  return child < end ? child : undefined
}

function* members({ text, index, node }: Place): Generator<{ key: string; child: number }> {
  const end = index.nexts[node] ?? 0
  for (let child = node + 1; child < end; child = index.nexts[child] ?? end) {
    yield { key: keyOf(text, index, child), child }
  }
}

function keyOf(text: string, index: JsonIndex, member: number): string {
  const written = text.slice(index.keys[member], keyEnd(text, index, member))
  return written.includes('\\') ? String(JSON.parse(written)) : written.slice(1, -1)
}

const MOST_NAMED = 20
const LONGEST_NAMED = 40

function notFound(place: Place, taken: readonly string[], path: string): Error {
  const where = taken.length === 0 ? 'the document' : `"${taken.join('.')}"`
  return badRequest(`there is no "${path}"; ${where} ${contentsOf(place)}`)
}

function contentsOf(place: Place): string {
  const { index, node } = place
  if (index.kinds[node] === JSON_KIND.array) {
    let size = 0
    const end = index.nexts[node] ?? 0
    for (let child = node + 1; child < end; child = index.nexts[child] ?? end) size++
    return size === 0 ? 'is an empty array' : `is an array with elements 0 to ${size - 1}`
  }
  if (index.kinds[node] !== JSON_KIND.object) return 'is a single value'
  const keys = [...new Set([...members(place)].map(({ key }) => key.slice(0, LONGEST_NAMED)))]
  const more = keys.length > MOST_NAMED ? `, and ${keys.length - MOST_NAMED} more` : ''
  return `has the keys ${keys.slice(0, MOST_NAMED).join(', ')}${more}`
}
