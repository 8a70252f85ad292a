import { RECALL_TOOL } from '../../engine/index.ts'
import { eventText, fieldsOf, withData } from '../answers/event-fields.ts'
import { EventSplitter, type StreamPiece } from '../answers/event-splitter.ts'
import { parsed } from '../answers/json-values.ts'
import { type Chunks, joined } from '../chunks.ts'
import { Stop } from '../stop.ts'
import { QuietStart } from './quiet-start.ts'
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
export function splicedStream(source: Chunks, errand: RecallErrand): Chunks {
  return new Splicing(source, errand)
}

class Splicing implements Chunks {
  readonly #errand: RecallErrand
  readonly #splicer: Splicer
  readonly #gone = new Stop()
  #source: Chunks
  #splitter = new EventSplitter()
  /** What passes untouched before anything can be ours. */
  #quiet: QuietStart | undefined = new QuietStart()
  /** What is for the client, and has not been asked for yet. */
  readonly #ready: Uint8Array[] = []
  /** What broke the upstream off, when what had come of its last event has been given on. */
  #failure: { readonly error: unknown } | undefined
  #isOver = false
  /** True once calls of ours beside the client's have been seen to. */
  #isSettled = false

  constructor(source: Chunks, errand: RecallErrand) {
    this.#source = source
    this.#errand = errand
    this.#splicer = errand.format.openSplicer()
  }

  /** Reads on until there is something for the client. What throws here breaks the stream off. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#ready.length === 0 && !this.#isOver) {
      if (this.#failure !== undefined) throw this.#failure.error
      const chunk = await this.#read()
      if (chunk !== undefined) await this.#take(chunk)
      else await this.#end()
    }
    return this.#ready.shift()
  }

  /** Lets go of whatever is being waited for, at once. */
  async cancel(reason: unknown): Promise<void> {
    this.#gone.stop(reason)
    await this.#source.cancel(reason)
  }

  /** A break is an end until what came before it has been given on. */
  async #read(): Promise<Uint8Array | undefined> {
    try {
      return await this.#source.next()
    } catch (error) {
      this.#failure = { error }
      return undefined
    }
  }

  async #take(chunk: Uint8Array): Promise<void> {
    if (this.#quiet?.passes(chunk) === true) {
      this.#ready.push(chunk)
      return
    }
    this.#endQuiet()
    await this.#give(this.#splitter.push(chunk))
  }

  /** From here on every event is looked at; those that went by before tell what the answer is so far. */
  #endQuiet(): void {
    const passed = this.#quiet?.passed ?? []
    this.#quiet = undefined
    for (const chunk of passed) for (const piece of this.#splitter.push(chunk)) this.#shownOf(piece)
  }

  async #end(): Promise<void> {
    await this.#give(this.#splitter.end())
    if (this.#failure !== undefined) return
    this.#isOver = this.#gone.aborted || !goesOn(this.#splicer.turn)
    if (!this.#isOver) await this.#askOn()
  }

  async #askOn(): Promise<void> {
    const answer = await this.#errand.askOn(this.#splicer.turn, this.#gone)
    const events = await eventsOf(answer)
    if (events === undefined)
      throw new Error(`the upstream did not go on with a stream (status ${answer.status})`)
    this.#source = events
    this.#splitter = new EventSplitter()
    this.#splicer.nextAnswer()
  }

  /** Gives on what of a chunk is for the client, together, unless something is to be done between. */
  async #give(pieces: Iterable<StreamPiece>): Promise<void> {
    let shown: Uint8Array[] = []
    for (const piece of pieces) {
      const bytes = this.#shownOf(piece)
      if (this.#isToSettle()) {
        if (shown.length > 0) this.#ready.push(together(shown))
        shown = []
        await this.#errand.pend(this.#splicer.turn)
      }
      if (bytes !== undefined) shown.push(bytes)
    }
    if (shown.length > 0) this.#ready.push(together(shown))
  }

  /** True once, when the client is about to learn how the last answer stops. */
  #isToSettle(): boolean {
    if (this.#isSettled || !this.#splicer.isOver) return false
    this.#isSettled = !goesOn(this.#splicer.turn)
    return this.#isSettled
  }

  /** What the client sees of a piece. */
  #shownOf({ bytes, isWhole }: StreamPiece): Uint8Array | undefined {
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
