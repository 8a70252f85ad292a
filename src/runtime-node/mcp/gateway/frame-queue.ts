import type { Frame } from './frame.ts'

/** Frames that come when they come, read in their order until it is closed. */
export class FrameQueue implements AsyncIterable<Frame> {
  readonly #frames: Frame[] = []
  #isClosed = false
  #wake: () => void = () => undefined

  push(frame: Frame): void {
    if (this.#isClosed) return
    this.#frames.push(frame)
    this.#wake()
  }

  close(): void {
    this.#isClosed = true
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Frame> {
    while (!this.#isClosed || this.#frames.length > 0) {
      const frame = this.#frames.shift()
      if (frame !== undefined) yield frame
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
