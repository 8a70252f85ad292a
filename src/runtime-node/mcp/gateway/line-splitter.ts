import type { Frame } from './frame.ts'

const LINE_FEED = 0x0a

/** Bytes of the longest message that is looked at; longer ones go on in pieces. */
export const LONGEST_MESSAGE: number = 64 << 20

/** Cuts what a pipe brings into lines. What is longer than a message may be passes in pieces, unread. */
export class LineSplitter {
  #held: Buffer[] = []
  #size = 0
  #isInPieces = false
  readonly #longest: number

  constructor(longest: number = LONGEST_MESSAGE) {
    this.#longest = longest
  }

  /** The lines that end in this chunk. */
  *push(chunk: Buffer): Generator<Frame> {
    let from = 0
    while (from < chunk.length) {
      const end = chunk.indexOf(LINE_FEED, from)
      const to = end === -1 ? chunk.length : end + 1
      this.#hold(chunk.subarray(from, to))
      if (end !== -1) yield this.#take()
      else if (this.#size > this.#longest) yield this.#takePiece()
      from = to
    }
  }

  /** What came after the last line's end. */
  *end(): Generator<Frame> {
    if (this.#size > 0) yield this.#takePiece()
  }

  #hold(part: Buffer): void {
    this.#held.push(part)
    this.#size += part.length
  }

  #takePiece(): Frame {
    this.#isInPieces = true
    return { raw: this.#drain(), isPiece: true }
  }

  #take(): Frame {
    if (!this.#isInPieces) return { raw: this.#drain() }
    this.#isInPieces = false
    return { raw: this.#drain(), isPiece: true }
  }

  #drain(): Buffer {
    const [first = Buffer.alloc(0)] = this.#held
    const whole = this.#held.length === 1 ? first : Buffer.concat(this.#held)
    this.#held = []
    this.#size = 0
    return whole
  }
}
