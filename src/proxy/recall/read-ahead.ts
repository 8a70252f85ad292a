import { joined } from '../answers/event-splitter.ts'
import { type BodyKind, sniff } from '../answers/sniff.ts'

/** A body of which the beginning has been read; it can be given on as if it had not. */
export class ReadAhead {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #chunks: Uint8Array[] = []
  #size = 0
  #isDone = false
  /** What broke it off. */
  #failure: { readonly error: unknown } | undefined

  constructor(source: ReadableStream<Uint8Array>) {
    this.#reader = source.getReader()
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
  stream(): ReadableStream<Uint8Array> {
    const chunks = [...this.#chunks]
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const chunk = chunks.shift()
          if (chunk !== undefined) return controller.enqueue(chunk)
          if (this.#failure !== undefined) return controller.error(this.#failure.error)
          const { done, value } = this.#isDone ? OVER : await this.#reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        },
        cancel: async (reason) => await this.#reader.cancel(reason).catch(() => undefined),
      },
      { highWaterMark: 0 },
    )
  }

  /** False where there is no more. */
  async #readOn(): Promise<boolean> {
    if (this.#isDone) return false
    try {
      const { done, value } = await this.#reader.read()
      this.#isDone = done
      if (done) return false
      this.#chunks.push(value)
      this.#size += value.byteLength
      return true
    } catch (error) {
      this.#failure = { error }
      this.#isDone = true
      return false
    }
  }

  #bytes(): Uint8Array {
    return joined(this.#chunks, this.#size)
  }
}

const OVER = { done: true, value: undefined } as const
