import { joined } from '../chunks.ts'

/** A stretch of an event stream. All stretches together, in order, are the stream to the byte. */
export interface StreamPiece {
  /** Offset of its first byte in the stream. */
  readonly start: number
  /** The bytes as they came; a view of the chunk they came in where they lie in one. */
  readonly bytes: Uint8Array
  /**
   * True for an event with the blank line that ends it (comments and blank lines alone are events
   * without data); false for an unfinished end, and for all that follows an event beyond all bounds.
   */
  readonly isWhole: boolean
}

/** Bytes of one event that are kept together; a generated image of some megabytes fits. */
const LARGEST_EVENT = 16 << 20

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf]

/**
 * Cuts a server-sent event stream into its events, by bytes: nothing is decoded here, so that a
 * character split over chunks is no concern. Lines end in LF, CRLF or CR, mixed as they like. A line
 * feed that comes in the chunk after its carriage return belongs to the event that follows: waiting
 * for it would hold the finished one back.
 */
export class EventSplitter {
  readonly #largest: number
  /** Bytes of the unfinished event, from earlier chunks. */
  #held: Uint8Array[] = []
  #heldSize = 0
  /** Offset of the unfinished event. */
  #start = 0
  /** Bytes that the present line has, its end not counted. */
  #lineLength = 0
  #isAfterReturn = false
  #overflowed = false

  constructor(largest: number = LARGEST_EVENT) {
    this.#largest = largest
  }

  /** True once an event was larger than allowed: from there on pieces are no events any more. */
  get overflowed(): boolean {
    return this.#overflowed
  }

  /** True where the next byte begins an event. */
  get isBetweenEvents(): boolean {
    return !this.#overflowed && this.#heldSize === 0 && !this.#isAfterReturn
  }

  /** Passes over whole events that were read by other means; only to be called between events. */
  skip(chunk: Uint8Array): void {
    this.#start += chunk.byteLength
  }

  /** The events that end in this chunk. The chunk must not be written to afterwards. */
  *push(chunk: Uint8Array): Generator<StreamPiece, void, undefined> {
    let from = 0
    if (!this.#overflowed) {
      for (const end of this.#blankLineEnds(chunk)) {
        yield this.#piece(chunk.subarray(from, end), true)
        from = end
      }
    }
    if (from < chunk.byteLength) this.#hold(chunk.subarray(from))
    if (this.#overflowed || this.#heldSize > this.#largest) {
      this.#overflowed = true
      yield* this.end()
    }
  }

  /** What is left when the stream is over. */
  *end(): Generator<StreamPiece, void, undefined> {
    if (this.#heldSize > 0) yield this.#piece(new Uint8Array(0), false)
  }

  #hold(bytes: Uint8Array): void {
    this.#held.push(bytes)
    this.#heldSize += bytes.byteLength
  }

  #piece(last: Uint8Array, isWhole: boolean): StreamPiece {
    if (last.byteLength > 0) this.#hold(last)
    const [only] = this.#held
    const isOne = this.#held.length === 1 && only !== undefined
    const bytes = isOne ? only : joined(this.#held, this.#heldSize)
    const start = this.#start
    this.#start += bytes.byteLength
    this.#held = []
    this.#heldSize = 0
    return { start, bytes, isWhole }
  }

  /** Where blank lines end in a chunk. */
  *#blankLineEnds(chunk: Uint8Array): Generator<number, void, undefined> {
    const lines = new LineEnds(chunk)
    let lineStart = this.#isAfterReturn && chunk[0] === LINE_FEED ? 1 : 0
    if (chunk.byteLength > 0) this.#isAfterReturn = chunk[chunk.byteLength - 1] === CARRIAGE_RETURN
    for (let at = lines.after(lineStart); at < chunk.byteLength; at = lines.after(lineStart)) {
      const length = this.#lineLength + at - lineStart
      const isBlank = length === 0 || (this.#start === 0 && this.#isMark(chunk, at, length))
      const isPair = chunk[at] === CARRIAGE_RETURN && chunk[at + 1] === LINE_FEED
      lineStart = at + (isPair ? 2 : 1)
      this.#lineLength = 0
      if (isBlank) yield lineStart
    }
    this.#lineLength += chunk.byteLength - lineStart
  }

  /** True where a line that ends at `end` holds the byte order mark of the stream and no more. */
  #isMark(chunk: Uint8Array, end: number, length: number): boolean {
    if (length !== BYTE_ORDER_MARK.length || this.#heldSize + end !== length) return false
    const line = joined([...this.#held, chunk.subarray(0, end)], length)
    return BYTE_ORDER_MARK.every((byte, at) => line[at] === byte)
  }
}

/** Finds the ends of lines in ascending order, each byte looked at once for either kind. */
class LineEnds {
  readonly #chunk: Uint8Array
  #feed = -1
  #carriageReturn = -1

  constructor(chunk: Uint8Array) {
    this.#chunk = chunk
  }

  /** Offset of the first line feed or carriage return from `start` on; the chunk's length if none. */
  after(start: number): number {
    if (this.#feed < start) this.#feed = this.#find(LINE_FEED, start)
    if (this.#carriageReturn < start) this.#carriageReturn = this.#find(CARRIAGE_RETURN, start)
    return Math.min(this.#feed, this.#carriageReturn)
  }

  #find(byte: number, start: number): number {
    const at = this.#chunk.indexOf(byte, start)
    return at === -1 ? this.#chunk.byteLength : at
  }
}
