import { utf8Length } from './utf8-length.ts'

/** Where the characters of a text stand in the bytes it was read from; asked in ascending order. */
export class ByteOffsets {
  private readonly text: string
  private readonly isAscii: boolean
  private at: number
  private byte: number

  /** The characters of `text` from `at` on are the bytes from `byte` up to `end`. */
  constructor(
    text: string,
    { at, byte, end }: { readonly at: number; readonly byte: number; readonly end: number },
  ) {
    this.text = text
    this.at = at
    this.byte = byte
    this.isAscii = text.length - at === end - byte
  }

  /** Of a character: its first byte. */
  of(offset: number): number {
    this.byte += this.isAscii ? offset - this.at : utf8Length(this.text, this.at, offset)
    this.at = offset
    return this.byte
  }
}
