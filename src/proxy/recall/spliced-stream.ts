import { RECALL_TOOL } from '../../engine/index.ts'
import { eventText, fieldsOf, withData } from '../answers/event-fields.ts'
import { EventSplitter, joined, type StreamPiece } from '../answers/event-splitter.ts'
import { parsed } from '../answers/json-values.ts'
import { eventsOf } from './readable-body.ts'
import type { RecallErrand } from './recall-errand.ts'
import type { Splicer } from './recall-format.ts'
import { goesOn } from './turn.ts'

/**
 * One event stream out of an answer's and those of all that is asked on. Events pass when they are
 * whole, as they came but for private ones. How it ends is how the last upstream's answer ended: a
 * reset is a reset, an end is an end, also one inside a private call, of which nothing is shown: the
 * client never knew of it, and a tidy finish would make it take half an answer for a whole one. Where
 * the upstream can't be asked on, the stream breaks off, which makes clients ask again from the start.
 */
export function splicedStream(
  source: ReadableStream<Uint8Array>,
  errand: RecallErrand,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(new Splicing(source, errand), { highWaterMark: 0 })
}

type Controller = ReadableStreamDefaultController<Uint8Array>

class Splicing implements UnderlyingDefaultSource<Uint8Array> {
  readonly #errand: RecallErrand
  readonly #splicer: Splicer
  readonly #abort = new AbortController()
  #reader: ReadableStreamDefaultReader<Uint8Array>
  #splitter = new EventSplitter()
  /** What broke the upstream off, when what had come of its last event has been given on. */
  #failure: { readonly error: unknown } | undefined
  /** True once calls of ours beside the client's have been seen to. */
  #isSettled = false

  constructor(source: ReadableStream<Uint8Array>, errand: RecallErrand) {
    this.#reader = source.getReader()
    this.#errand = errand
    this.#splicer = errand.format.openSplicer()
  }

  /** Reads on until there is something for the client. What throws here breaks the stream off. */
  async pull(controller: Controller): Promise<void> {
    let isGiven = false
    while (!isGiven) {
      if (this.#failure !== undefined) throw this.#failure.error
      const { done, value } = await this.#read()
      isGiven = await this.#give(
        done ? this.#splitter.end() : this.#splitter.push(value),
        controller,
      )
      if (!done || this.#failure !== undefined) continue
      if (this.#abort.signal.aborted) return
      if (!goesOn(this.#splicer.turn)) return controller.close()
      await this.#askOn()
    }
  }

  /** Lets go of whatever is being waited for, at once. */
  async cancel(reason: unknown): Promise<void> {
    this.#abort.abort(reason)
    await this.#reader.cancel(reason).catch(() => undefined)
  }

  /** A break is an end until what came before it has been given on. */
  async #read(): Promise<ReadableStreamReadResult<Uint8Array>> {
    try {
      return await this.#reader.read()
    } catch (error) {
      this.#failure = { error }
      return { done: true, value: undefined }
    }
  }

  async #askOn(): Promise<void> {
    const answer = await this.#errand.askOn(this.#splicer.turn, this.#abort.signal)
    const events = await eventsOf(answer)
    if (events === undefined)
      throw new Error(`the upstream did not go on with a stream (status ${answer.status})`)
    this.#reader = events.getReader()
    this.#splitter = new EventSplitter()
    this.#splicer.nextAnswer()
  }

  /** Gives on what of a chunk is for the client, together, unless something is to be done between. */
  async #give(pieces: Iterable<StreamPiece>, controller: Controller): Promise<boolean> {
    let isGiven = false
    let ready: Uint8Array[] = []
    for (const piece of pieces) {
      const bytes = this.#take(piece)
      if (this.#isToSettle()) {
        isGiven = giveOn(ready, controller) || isGiven
        ready = []
        await this.#errand.pend(this.#splicer.turn)
      }
      if (bytes !== undefined) ready.push(bytes)
    }
    return giveOn(ready, controller) || isGiven
  }

  /** True once, when the client is about to learn how the last answer stops. */
  #isToSettle(): boolean {
    if (this.#isSettled || !this.#splicer.isOver) return false
    this.#isSettled = !goesOn(this.#splicer.turn)
    return this.#isSettled
  }

  /** What the client sees of a piece. */
  #take({ bytes, isWhole }: StreamPiece): Uint8Array | undefined {
    if (this.#splitter.overflowed) return bytes
    const text = eventText(bytes)
    if (isWhole) return this.#takeEvent(bytes, text)
    const shown = isTorn(text) ? this.#takeTorn(bytes, text) : this.#takeEvent(bytes, text)
    // Without its blank line it would run into the events that follow from elsewhere.
    return goesOn(this.#splicer.turn) ? undefined : shown
  }

  #takeEvent(bytes: Uint8Array, text: string): Uint8Array | undefined {
    const { data } = fieldsOf(text)
    const passing = data === undefined ? 'as-it-came' : this.#splicer.take(data)
    if (passing === 'nothing') return undefined
    if (passing === 'as-it-came') return bytes
    return new TextEncoder().encode(withData(text, passing.data))
  }

  /** No client reads a torn end; what may be part of what the client does not see is not shown all the same. */
  #takeTorn(bytes: Uint8Array, text: string): Uint8Array | undefined {
    const isPrivate = text.includes(RECALL_TOOL) || this.#splicer.turn.calls.length > 0
    return isPrivate ? undefined : bytes
  }
}

function giveOn(pieces: readonly Uint8Array[], controller: Controller): boolean {
  if (pieces.length === 0) return false
  controller.enqueue(together(pieces))
  return true
}

/** True for the end of a stream that breaks off inside of an event's data. */
function isTorn(text: string): boolean {
  const { data } = fieldsOf(text)
  return data !== undefined && data !== '[DONE]' && parsed(data) === undefined
}

/** Several pieces as one; a view where they lie side by side, which is the usual case. */
function together(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces
  const size = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
  if (first === undefined || pieces.length === 1) return first ?? new Uint8Array(0)
  let end = first.byteOffset
  const areAdjacent = pieces.every(({ buffer, byteOffset, byteLength }) => {
    const isNext = buffer === first.buffer && byteOffset === end
    end = byteOffset + byteLength
    return isNext
  })
  return areAdjacent ? new Uint8Array(first.buffer, first.byteOffset, size) : joined(pieces, size)
}
