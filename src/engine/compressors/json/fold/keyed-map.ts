import { JSON_KIND, type JsonIndex, keyEnd } from '../../../text/json-index.ts'
import { hashSpan, hashTemplate } from './hashes.ts'
import { at, byteAt } from './typed.ts'

/** Members looked at, evenly spread. */
const SAMPLE = 48
/** Below this many members of scalars, an object is read as a record whatever its keys look like. */
const FEWEST_SCALARS = 12

/**
 * True for an object that is a table by key: like objects, lists, or scalars of one form under keys that
 * are data (versions, dates, ids). False for records, whose every key means something else.
 */
export function isKeyedMap(
  text: string,
  index: JsonIndex,
  { node, size }: { readonly node: number; readonly size: number },
): boolean {
  const members = sampleOf(index, node, size)
  const kind = byteAt(index.kinds, members[0] ?? node)
  if (members.some((member) => byteAt(index.kinds, member) !== kind)) return false
  if (kind === JSON_KIND.object) return areAlike(text, index, members)
  if (kind === JSON_KIND.array) return true
  return size >= FEWEST_SCALARS && areEntries(text, index, members)
}

function sampleOf(index: JsonIndex, node: number, size: number): readonly number[] {
  const step = Math.ceil(size / SAMPLE)
  const members: number[] = []
  const end = at(index.nexts, node)
  let place = 0
  for (let child = node + 1; child < end; child = at(index.nexts, child)) {
    if (place++ % step === 0) members.push(child)
  }
  return members
}

/** Objects whose keys come from one small stock. */
function areAlike(text: string, index: JsonIndex, members: readonly number[]): boolean {
  const stock = new Set<number>()
  let largest = 0
  for (const member of members) {
    const keys = keyHashes(text, index, member)
    largest = Math.max(largest, keys.size)
    for (const key of keys) stock.add(key)
  }
  return stock.size <= largest + Math.max(3, largest >> 1)
}

/** A record has few keys; of a large map inside, a few show as well that it is not like its neighbours. */
const MOST_KEYS = 64

function keyHashes(text: string, index: JsonIndex, node: number): Set<number> {
  const hashes = new Set<number>()
  const end = at(index.nexts, node)
  for (
    let child = node + 1;
    child < end && hashes.size < MOST_KEYS;
    child = at(index.nexts, child)
  ) {
    hashes.add(hashSpan(text, at(index.keys, child), keyEnd(text, index, child)))
  }
  return hashes
}

/** Most keys or all values have the same template: `"4.17.1": "2024-12-07T08:06:43"`. */
function areEntries(text: string, index: JsonIndex, members: readonly number[]): boolean {
  const keys = new Set<number>()
  const values = new Set<number>()
  for (const member of members) {
    const key = at(index.keys, member)
    keys.add(hashTemplate(text, key, keyEnd(text, index, member)))
    values.add(hashTemplate(text, at(index.starts, member), at(index.ends, member)))
  }
  return keys.size * FEW_FORMS <= members.length || values.size * FEW_FORMS <= members.length
}

const FEW_FORMS = 4
