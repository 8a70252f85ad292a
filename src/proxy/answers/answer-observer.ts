import { joined } from '../chunks.ts'
import type { Format } from '../upstream/route-of.ts'
import { type AnswerReader, joinedTelling, type Telling } from './answer-facts.ts'
import { eventText, fieldsOf } from './event-fields.ts'
import { EventSplitter, type StreamPiece } from './event-splitter.ts'
import { parsed } from './json-values.ts'
import { anthropicReader } from './readers/anthropic.ts'
import { geminiReader } from './readers/gemini.ts'
import { chatReader } from './readers/openai-chat.ts'
import { responsesReader } from './readers/openai-responses.ts'
import { sniff } from './sniff.ts'
import { eventsThatMatter, textOfEvents } from './whole-events.ts'

const READERS: Readonly<Record<Format, AnswerReader>> = {
  anthropic: anthropicReader,
  'openai-chat': chatReader,
  'openai-responses': responsesReader,
  gemini: geminiReader,
}

/** Bytes of a JSON answer that are kept to be read; beyond, it only passes. */
const LARGEST_JSON = 8 << 20

/** Takes in the bytes of one answer and knows what they told. Holds one event, or one JSON text, at most. */
export class AnswerObserver {
  readonly #format: Format | undefined
  #telling: Telling = {}
  #body: EventStream | JsonBody | undefined
  /** Bytes from which the kind of body could not be told yet. */
  #start: Uint8Array = new Uint8Array(0)
  #isOther = false

  /** Without a format nothing is read. */
  constructor(format: Format | undefined) {
    this.#format = format
    this.#isOther = format === undefined
  }

  /** The chunk must not be written to afterwards. */
  push(chunk: Uint8Array): void {
    if (this.#isOther) return
    if (this.#body === undefined) this.#open(chunk)
    else this.#note(this.#body.push(chunk))
  }

  #open(chunk: Uint8Array): void {
    const size = this.#start.byteLength + chunk.byteLength
    const start = size === chunk.byteLength ? chunk : joined([this.#start, chunk], size)
    const kind = sniff(start)
    this.#start = kind === undefined ? start : new Uint8Array(0)
    this.#isOther = kind === 'other'
    if (kind === undefined || kind === 'other' || this.#format === undefined) return
    const reader = READERS[this.#format]
    this.#body = kind === 'events' ? new EventStream(reader) : new JsonBody(reader)
    this.#note(this.#body.push(start))
  }

  /** What was told, when all has come. */
  end(): { readonly telling: Telling; readonly wasRead: boolean } {
    if (this.#body !== undefined) this.#note(this.#body.end())
    return { telling: this.#telling, wasRead: this.#body?.wasRead === true }
  }

  #note(telling: Telling): void {
    if (telling === NOTHING) return
    this.#telling = joinedTelling(this.#telling, telling)
  }
}

const NOTHING: Telling = {}

class EventStream {
  readonly #reader: AnswerReader
  readonly #splitter = new EventSplitter()
  /** False until an event came that has data: the first says what all the others repeat. */
  #hasBegun = false

  constructor(reader: AnswerReader) {
    this.#reader = reader
  }

  get wasRead(): boolean {
    return !this.#splitter.overflowed
  }

  push(chunk: Uint8Array): Telling {
    return this.#tellingAtOnce(chunk) ?? this.#tellingOf(this.#splitter.push(chunk))
  }

  /** Of a chunk of whole events, as nearly all are; `undefined` for any other. */
  #tellingAtOnce(chunk: Uint8Array): Telling | undefined {
    const text = this.#splitter.isBetweenEvents ? textOfEvents(chunk) : undefined
    if (text === undefined) return undefined
    this.#splitter.skip(chunk)
    return this.#tellingIn(eventsThatMatter(text, this.#reader.signs, () => this.#hasBegun))
  }

  /** Readers of event streams pass over an unfinished end; what it tells is true all the same. */
  end(): Telling {
    return this.wasRead ? this.#tellingOf(this.#splitter.end()) : NOTHING
  }

  #tellingOf(pieces: Iterable<StreamPiece>): Telling {
    return this.#tellingIn(textsOf(pieces, this.#splitter))
  }

  #tellingIn(events: Iterable<string>): Telling {
    let telling = NOTHING
    for (const event of events) {
      const { name, data } = fieldsOf(event)
      if (data === undefined || !this.#matters(name, data)) continue
      telling = joinedTelling(telling, this.#reader.read(data))
    }
    return telling
  }

  #matters(name: string, data: string): boolean {
    const isFirst = !this.#hasBegun
    this.#hasBegun = true
    return isFirst || this.#reader.matters(name, data)
  }
}

function* textsOf(pieces: Iterable<StreamPiece>, splitter: EventSplitter): Generator<string> {
  for (const { bytes } of pieces) {
    if (splitter.overflowed) return
    yield eventText(bytes)
  }
}

class JsonBody {
  readonly #reader: AnswerReader
  #held: Uint8Array[] = []
  #size = 0

  constructor(reader: AnswerReader) {
    this.#reader = reader
  }

  get wasRead(): boolean {
    return this.#size <= LARGEST_JSON
  }

  push(chunk: Uint8Array): Telling {
    this.#size += chunk.byteLength
    if (this.wasRead) this.#held.push(chunk)
    else this.#held = []
    return NOTHING
  }

  /** A text that is cut off tells nothing. */
  end(): Telling {
    if (!this.wasRead) return NOTHING
    const answer = parsed(eventText(joined(this.#held, this.#size)))
    this.#held = []
    return answer === undefined
      ? NOTHING
      : { isTerminated: true, ...this.#reader.readWhole(answer) }
  }
}
