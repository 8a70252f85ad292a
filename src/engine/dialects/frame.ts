import { utf8Length } from '../text/utf8-length.ts'

/** A body's text without the elements of its conversation: all that says how it is to be answered. */
export class Frame {
  readonly text: string
  /** Characters up to where the elements stand. */
  readonly head: number
  private last: { readonly at: number; readonly bytes: number } | undefined

  constructor(text: string, head: number) {
    this.text = text
    this.head = head
  }

  /** Where a character of it stands in a body whose list of elements ends with the byte before `listEnd`. */
  byteOf(at: number, listEnd: number): number {
    const isBefore = at < this.head
    if (this.last?.at !== at) {
      this.last = { at, bytes: utf8Length(this.text, isBefore ? 0 : this.head, at) }
    }
    return this.last.bytes + (isBefore ? 0 : listEnd)
  }
}
