import { type BodyKind, sniff } from '../answers/sniff.ts'
import { type Body, type Chunks, chunksOf, joined } from '../chunks.ts'

/** A body of which the beginning has been read; it can be given on as if it had not. */
export class ReadAhead {
  readonly #source: Chunks
  readonly #read: Uint8Array[] = []
  #size = 0
  #isDone = false
  /** What broke it off. */
  #failure: { readonly error: unknown } | undefined

  constructor(source: Body) {
    this.#source = chunksOf(source)
  }

  /** Reads until it can be told what the body is. */
  async kind(): Promise<BodyKind> {
    let kind = sniff(this.#bytes())
    while (kind === undefined && (await this.#readOn())) kind = sniff(this.#bytes())
    return kind ?? 'other'
  }

  /** The whole body; `undefined` for one that is larger, or breaks off. */
  async whole(largest: number): Promise<Uint8Array | undefined> {
    while (this.#size <= largest && (await this.#readOn()));
    return this.#isDone && this.#failure === undefined && this.#size <= largest
      ? this.#bytes()
      : undefined
  }

  /** The body from its first byte. */
  chunks(): Chunks {
    const read = [...this.#read]
    let at = 0
    return {
      next: async () => {
        const chunk = read[at++]
        if (chunk !== undefined) return chunk
        if (this.#failure !== undefined) throw this.#failure.error
        return this.#isDone ? undefined : await this.#source.next()
      },
      cancel: async (reason) => await this.#source.cancel(reason),
    }
  }

  /** False where there is no more. */
  async #readOn(): Promise<boolean> {
    if (this.#isDone) return false
    try {
      const chunk = await this.#source.next()
      this.#isDone = chunk === undefined
      if (chunk === undefined) return false
      this.#read.push(chunk)
      this.#size += chunk.byteLength
      return true
    } catch (error) {
      this.#failure = { error }
      this.#isDone = true
      return false
    }
  }

  #bytes(): Uint8Array {
    return joined(this.#read, this.#size)
  }
}
