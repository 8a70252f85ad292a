import { Buffer } from 'node:buffer'
import type { Dispatcher } from 'undici'
import { type Chunks, type Gone, HeaderList, type UpstreamAnswer } from '../../proxy/index.ts'
import { pairsOf } from './raw-head.ts'

/** Who waits for an answer's head. */
interface Waiting {
  resolve(answer: UpstreamAnswer): void
  reject(error: unknown): void
}

/** Who waits for the next bytes. */
interface Reader {
  resolve(chunk: Uint8Array | undefined): void
  reject(error: unknown): void
}

/** Bytes that are held for a reader who is slower than the upstream. */
const MOST_HELD = 64 << 10

/** One answer as it comes from an upstream. Letting go of it closes the connection. */
export class UpstreamBody implements Dispatcher.DispatchHandler, Chunks {
  readonly #signal: Gone
  readonly #waiting: Waiting
  readonly #stop: () => void
  #controller: Dispatcher.DispatchController | undefined
  #held: Buffer[] = []
  #heldSize = 0
  #reader: Reader | undefined
  #isWaking = false
  #hasEnded = false
  #failure: { readonly error: unknown } | undefined

  constructor(signal: Gone, waiting: Waiting) {
    this.#signal = signal
    this.#waiting = waiting
    this.#stop = () => this.#letGo(signal.reason)
    signal.addEventListener('abort', this.#stop, { once: true })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#signal.aborted) this.#letGo(this.#signal.reason)
  }

  onResponseStart({ rawHeaders }: Dispatcher.DispatchController, status: number): void {
    // What comes before the answer is for the connection to the upstream.
    if (status < 200) return
    const headers = new HeaderList(pairsOf(textsOf(rawHeaders)))
    this.#waiting.resolve({ status, headers, body: this, decoded: false })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#held.push(chunk)
    this.#heldSize += chunk.byteLength
    if (this.#heldSize >= MOST_HELD) controller.pause()
    this.#wake()
  }

  onResponseEnd(): void {
    this.#hasEnded = true
    this.#signal.removeEventListener('abort', this.#stop)
    this.#wake()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#failure ??= { error }
    this.#signal.removeEventListener('abort', this.#stop)
    // Of no consequence where the head has come.
    this.#waiting.reject(this.#failure.error)
    this.#wake()
  }

  async next(): Promise<Uint8Array | undefined> {
    if (this.#heldSize > 0) return this.#taken()
    if (this.#failure !== undefined) throw this.#failure.error
    if (this.#hasEnded) return undefined
    return await new Promise<Uint8Array | undefined>((resolve, reject) => {
      this.#reader = { resolve, reject }
    })
  }

  async cancel(reason?: unknown): Promise<void> {
    this.#held = []
    this.#heldSize = 0
    if (!this.#hasEnded) this.#letGo(reason ?? new Error('not wanted any more'))
  }

  #letGo(reason: unknown): void {
    this.#failure ??= { error: reason }
    // It may be waiting for a connection still.
    this.#waiting.reject(reason)
    this.#controller?.abort(reason instanceof Error ? reason : new Error('not wanted any more'))
  }

  /** Tells the reader when all has come that came together: many small chunks are one. */
  #wake(): void {
    if (this.#isWaking || this.#reader === undefined) return
    this.#isWaking = true
    process.nextTick(() => {
      this.#isWaking = false
      const reader = this.#reader
      this.#reader = undefined
      if (reader !== undefined) this.next().then(reader.resolve, reader.reject)
    })
  }

  /** What is held, as one. */
  #taken(): Uint8Array {
    const [only] = this.#held
    const all = only !== undefined && this.#held.length === 1 ? only : Buffer.concat(this.#held)
    this.#held = []
    this.#heldSize = 0
    if (this.#controller?.paused === true) this.#controller.resume()
    return all
  }
}

/** Names and values in turn, as they came. */
export function textsOf(raw: Dispatcher.DispatchController['rawHeaders']): readonly string[] {
  if (!Array.isArray(raw)) return []
  return raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')))
}
