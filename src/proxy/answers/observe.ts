import { type Body, type Chunks, chunksOf } from '../chunks.ts'
import type { Gone } from '../stop.ts'
import type { Format } from '../upstream/route-of.ts'
import type { AnswerFacts } from './answer-facts.ts'
import { AnswerObserver } from './answer-observer.ts'
import { KeptCopy, type Undo } from './encoded-answer.ts'

/** What is wanted of an answer that goes by. */
export interface Observing {
  /** Absent for answers of which only the bytes are counted. */
  readonly format: Format | undefined
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
  /** When the clock of the facts starts; the moment of the call, unless given. */
  readonly startedAt?: number
  /** Given where the bytes that pass are encoded: a copy is read when all have passed. */
  readonly undo?: Undo | undefined
  /** Fires when the client goes. workerd never tells the stream itself that nobody reads it any more. */
  readonly gone?: Gone
  /** Called once, when the answer has ended, however it did, and has been read. */
  readonly onEnd: (facts: AnswerFacts) => void
}

/**
 * The same body, with word of what it held when it has ended. Not a byte is held back or changed: it is
 * read at its reader's pace, broken off where the source breaks off, ended where it ends, and the source
 * is let go at once where the reader goes. Without a body the word comes now.
 */
export function observe(source: Body | undefined, observing: Observing): Chunks | undefined {
  const watch = new AnswerWatch(observing)
  if (source === undefined) {
    watch.end('complete')
    return undefined
  }
  observing.gone?.addEventListener('abort', () => watch.end('cancelled'), { once: true })
  const chunks = chunksOf(source)
  return {
    next: async () => {
      try {
        const chunk = await chunks.next()
        if (chunk === undefined) watch.end('complete')
        else watch.take(chunk)
        return chunk
      } catch (error) {
        watch.end('cut')
        throw error
      }
    },
    cancel: async (reason) => {
      watch.end('cancelled')
      await chunks.cancel(reason)
    },
  }
}

/** Keeps count and time of what passes, chunk by chunk. */
export class AnswerWatch {
  readonly #observing: Observing
  readonly #observer: AnswerObserver
  readonly #copy: KeptCopy | undefined
  readonly #startedAt: number
  #bytes = 0
  #firstByte: number | undefined
  #lastByte: number | undefined
  #hasEnded = false

  constructor(observing: Observing) {
    this.#observing = observing
    this.#observer = new AnswerObserver(observing.format)
    const isKept = observing.undo !== undefined && observing.format !== undefined
    this.#copy = isKept ? new KeptCopy() : undefined
    this.#startedAt = observing.startedAt ?? observing.now()
  }

  take(chunk: Uint8Array): void {
    this.#lastByte = this.#observing.now() - this.#startedAt
    this.#firstByte ??= this.#lastByte
    this.#bytes += chunk.byteLength
    if (this.#copy === undefined) this.#observer.push(chunk)
    else this.#copy.push(chunk)
  }

  end(ending: AnswerFacts['ending']): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    const copy = this.#copy?.take()
    if (copy === undefined) this.#tell(ending)
    else void this.#readAndTell(copy, ending)
  }

  async #readAndTell(copy: Uint8Array, ending: AnswerFacts['ending']): Promise<void> {
    const plain = await this.#observing.undo?.(copy)
    if (plain !== undefined) this.#observer.push(plain)
    this.#tell(ending)
  }

  #tell(ending: AnswerFacts['ending']): void {
    const { telling, wasRead } = this.#observer.end()
    this.#observing.onEnd({
      usage: telling.usage ?? {},
      model: telling.model,
      stopReason: telling.stopReason,
      isTerminated: telling.isTerminated === true,
      error: telling.error,
      ending,
      bytes: this.#bytes,
      firstByte: this.#firstByte,
      lastByte: this.#lastByte,
      wasRead,
    })
  }
}
