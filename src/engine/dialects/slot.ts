import type { Block } from '../ir/conversation.ts'
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
