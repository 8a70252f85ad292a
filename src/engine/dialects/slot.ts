import { EngineError } from '../errors.ts'
import type { Block, BlockId, Edit } from '../ir/conversation.ts'
import { printInner } from './json-text.ts'

/** Bytes in the place of others; nothing is taken out where `start` is `end`. */
export interface Patch {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/** Where the text of an open block stands in a body's bytes, and how it was written there last. */
export class Slot {
  readonly block: Block
  private readonly start: number
  private readonly end: number
  private written: { readonly text: string; readonly bytes: Uint8Array } | undefined

  constructor(block: Block, start: number, end: number) {
    this.block = block
    this.start = start
    this.end = end
  }

  /** Of a body that begins like the last one, what is written is mostly what was written there before. */
  patchWith(text: string): Patch {
    if (this.written?.text !== text) {
      this.written = { text, bytes: new TextEncoder().encode(printInner(text)) }
    }
    return { start: this.start, end: this.end, bytes: this.written.bytes }
  }
}

/** Elements whose open blocks can be written. */
type Slotted = readonly { readonly slots: readonly Slot[] }[]

/** What edits come to, in the order of the slots. Throws for a block that has none: it can't be written. */
export function patchesOf(elements: Slotted, edits: readonly Edit[]): readonly Patch[] {
  const texts = new Map<BlockId, string>()
  for (const { block, text } of edits) texts.set(block, text)
  const patches: Patch[] = []
  for (const { slots } of elements) {
    for (const slot of slots) {
      const text = texts.get(slot.block.id)
      if (text === undefined) continue
      texts.delete(slot.block.id)
      if (text !== slot.block.text) patches.push(slot.patchWith(text))
    }
  }
  const [sealed] = texts.keys()
  if (sealed !== undefined) throw new EngineError('bad-body', `block ${sealed} is not open`)
  return patches
}

/** The bytes with patches put in; all others are copied. The very same bytes where there are none. */
export function spliced(bytes: Uint8Array, patches: readonly Patch[]): Uint8Array {
  if (patches.length === 0) return bytes
  const more = patches.reduce(
    (sum, { start, end, bytes: put }) => sum + put.length + start - end,
    0,
  )
  const whole = new Uint8Array(bytes.length + more)
  let copied = 0
  let at = 0
  for (const { start, end, bytes: put } of patches.toSorted(
    (one, other) => one.start - other.start,
  )) {
    whole.set(bytes.subarray(copied, start), at)
    at += start - copied
    whole.set(put, at)
    at += put.length
    copied = end
  }
  whole.set(bytes.subarray(copied), at)
  return whole
}
