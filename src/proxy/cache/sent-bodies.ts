/** Bytes of bodies that are kept to be compared with what follows them, where there is room. */
const MOST_BYTES = 64 << 20

/** The body last sent in each thread of conversations, the latest last; the oldest go first. */
export class SentBodies {
  readonly #bodies = new Map<string, Uint8Array>()
  readonly #most: number
  #bytes = 0

  constructor(most: number = MOST_BYTES) {
    this.#most = most
  }

  /** Bytes of all of them. */
  get bytes(): number {
    return this.#bytes
  }

  get(thread: string): Uint8Array | undefined {
    return this.#bodies.get(thread)
  }

  keep(thread: string, body: Uint8Array): void {
    this.forget(thread)
    this.#bodies.set(thread, body)
    this.#bytes += body.byteLength
    for (const oldest of this.#bodies.keys()) {
      if (this.#bytes <= this.#most) return
      this.forget(oldest)
    }
  }

  /** Lets go of a thread's body. */
  forget(thread: string): void {
    this.#bytes -= this.#bodies.get(thread)?.byteLength ?? 0
    this.#bodies.delete(thread)
  }
}
