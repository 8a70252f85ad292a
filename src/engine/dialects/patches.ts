import { EngineError } from '../errors.ts'
import type { BlockId, Edit } from '../ir/conversation.ts'
import { sharedBeginning } from '../text/shared-beginning.ts'
import type { Patch, Slot } from './slot.ts'

/** Edits, and the patches that they are: as the bytes go. */
export interface Patched {
  readonly edits: readonly Edit[]
  readonly patches: readonly Patch[]
}

/** An element of which some blocks can be written. */
interface Slotted {
  readonly slots: readonly Slot[]
  /** Behind its last byte. */
  readonly end: number
}

/** What was written of a body that began with as many of the same elements. */
export interface Begun {
  readonly patched: Patched
  readonly shared: number
}

/**
 * What edits, in the order of their blocks, come to in the bytes. Throws for a block that has no slot: it
 * can't be written. What was written so before is not worked out again.
 */
export function patchesOf(
  elements: readonly Slotted[],
  edits: readonly Edit[],
  { patched, shared }: Begun = NOTHING_BEGUN,
): readonly Patch[] {
  const same = sharedBeginning(edits, patched.edits)
  const first = Math.min(shared, elementOf(edits[same]), elementOf(patched.edits[same]))
  const texts = textsFrom(first, edits)
  const patches = patchesBefore(elements[first - 1]?.end ?? 0, patched.patches)
  for (const { slots } of elements.slice(first)) {
    for (const slot of slots) {
      const text = texts.get(slot.block.id)
      texts.delete(slot.block.id)
      if (text !== undefined && text !== slot.block.text) patches.push(slot.patchWith(text))
    }
  }
  const [sealed] = texts.keys()
  if (sealed !== undefined) throw new EngineError('bad-body', `block ${sealed} is not open`)
  return patches
}

const NOTHING_BEGUN: Begun = { patched: { edits: [], patches: [] }, shared: 0 }

/** The element that an edit stands in: the first number of every block's id. */
function elementOf(edit: Edit | undefined): number {
  return edit === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(edit.block, 10)
}

function textsFrom(first: number, edits: readonly Edit[]): Map<BlockId, string> {
  const texts = new Map<BlockId, string>()
  for (let at = edits.length - 1; at >= 0; at--) {
    const edit = edits[at]
    if (edit === undefined || elementOf(edit) < first) break
    texts.set(edit.block, edit.text)
  }
  return texts
}

function patchesBefore(end: number, patches: readonly Patch[]): Patch[] {
  const last = patches.findLastIndex(({ start }) => start < end)
  return patches.slice(0, last + 1)
}

/** The bytes with patches put in, which come as the bytes go; all others are copied. */
export function spliced(bytes: Uint8Array, patches: readonly Patch[]): Uint8Array {
  let length = bytes.length
  for (const { start, end, bytes: put } of patches) length += put.length + start - end
  const whole = new Uint8Array(length)
  let copied = 0
  let at = 0
  for (const { start, end, bytes: put } of patches) {
    whole.set(bytes.subarray(copied, start), at)
    at += start - copied
    whole.set(put, at)
    at += put.length
    copied = end
  }
  whole.set(bytes.subarray(copied), at)
  return whole
}

/** Patches with one more among them; it goes behind those that start where it does. */
export function withPatch(patches: readonly Patch[], patch: Patch): readonly Patch[] {
  const before = patches.findLastIndex(({ start }) => start <= patch.start)
  return patches.toSpliced(before + 1, 0, patch)
}
