import { JSON_KIND, keyEnd } from '../../text/json-index.ts'
import { mixed, Slots } from './slots.ts'
import type { Source } from './source.ts'

/** Numbers for keys and for sequences of keys, so that objects can be compared by number. */
export interface Names {
  /** Of a member: the number of its key, from 0. Of anything else: -1. */
  readonly keyIds: Int32Array
  /** Each key as it is written, quotes and all. */
  readonly keys: readonly string[]
  /** Of an object: the number of its sequence of keys, from 0. Of anything else: -1. */
  readonly shapeIds: Int32Array
  /** The keys of each shape, in order. */
  readonly shapes: readonly Int32Array[]
}

/** One pass over the members, one over the objects. */
export function nameKeys(source: Source): Names {
  const { keyIds, keys } = numberKeys(source)
  const { shapeIds, shapes } = numberShapes(source, keyIds)
  return { keyIds, keys, shapeIds, shapes }
}

function numberKeys(source: Source): { keyIds: Int32Array; keys: string[] } {
  const { count, keys } = source.index
  const keyIds = new Int32Array(count).fill(-1)
  const numbering = new KeyNumbering(source)
  for (let node = 0; node < count; node++) {
    if (keys[node] !== -1) keyIds[node] = numbering.next(node)
  }
  return { keyIds, keys: numbering.spelled }
}

/** Numbers keys, trying first the one that followed last time: they mostly come in the same order. */
class KeyNumbering {
  readonly spelled: string[] = []
  private readonly source: Source
  private readonly slots = new Slots()
  private successors = new Int32Array(256).fill(-1)
  private previous = -1

  constructor(source: Source) {
    this.source = source
  }

  next(node: number): number {
    const { text, index } = this.source
    const start = index.keys[node] ?? 0
    const guess = this.previous === -1 ? -1 : (this.successors[this.previous] ?? -1)
    const guessed = guess === -1 ? undefined : this.spelled[guess]
    const isRight = guessed !== undefined && text.startsWith(guessed, start)
    const id = isRight ? guess : this.lookUp(text.slice(start, keyEnd(text, index, node)))
    this.previous = id
    return id
  }

  private lookUp(key: string): number {
    const { spelled, previous } = this
    const id = this.slots.find(hashOf(key), (candidate) => spelled[candidate] === key)
    if (id === spelled.length) spelled.push(key)
    if (id >= this.successors.length) this.successors = doubled(this.successors)
    if (previous !== -1) this.successors[previous] = id
    return id
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2).fill(-1)
  larger.set(array)
  return larger
}

function hashOf(key: string): number {
  let hash = 0
  for (let at = 0; at < key.length; at++) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0
  return mixed(hash)
}

function numberShapes(
  source: Source,
  keyIds: Int32Array,
): { shapeIds: Int32Array; shapes: Int32Array[] } {
  const { count, kinds } = source.index
  const shapeIds = new Int32Array(count).fill(-1)
  const slots = new Slots()
  const shapes: Int32Array[] = []
  let members = new Int32Array(64)
  for (let node = 0; node < count; node++) {
    if (kinds[node] !== JSON_KIND.object) continue
    const size = collectMembers(source, keyIds, { node, members })
    if (size > members.length) {
      members = new Int32Array(size * 2)
      collectMembers(source, keyIds, { node, members })
    }
    const found = members
    const hash = hashOfMembers(found, size)
    const shape = slots.find(hash, (candidate) => isSame(shapes[candidate], found, size))
    if (shape === shapes.length) shapes.push(found.slice(0, size))
    shapeIds[node] = shape
  }
  return { shapeIds, shapes }
}

/** Fills `members` with the keys of an object as far as they fit, and says how many there are. */
function collectMembers(
  { index }: Source,
  keyIds: Int32Array,
  { node, members }: { readonly node: number; readonly members: Int32Array },
): number {
  const { nexts } = index
  const end = nexts[node] ?? 0
  let size = 0
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    const key = keyIds[child] ?? -1
    if (key !== -1) members[size++] = key
  }
  return size
}

function hashOfMembers(members: Int32Array, size: number): number {
  let hash = size
  for (let at = 0; at < size; at++) hash = (Math.imul(hash, 0x01000193) + (members[at] ?? 0)) | 0
  return mixed(hash)
}

function isSame(shape: Int32Array | undefined, members: Int32Array, size: number): boolean {
  if (shape?.length !== size) return false
  for (let at = 0; at < size; at++) if (shape[at] !== members[at]) return false
  return true
}
