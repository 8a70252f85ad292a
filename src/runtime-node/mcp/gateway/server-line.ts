import { type Frame, frameOf, type Message, readFrame } from './frame.ts'
import { type Edit, JsonSpans, splice } from './json-spans.ts'
import type { Wire } from './wire.ts'

/** A message and the text it came as. */
export interface Read {
  readonly text: string
  readonly message: Message
}

/** One of several servers behind a gateway: asked under ids of the gateway's own. */
export class ServerLine {
  readonly name: string
  readonly #wire: Wire
  readonly #waiting = new Map<string, (answer: Read) => void>()
  /** Our ids, by the client's. */
  readonly #asked = new Map<string, string>()
  #lastId = 0
  #hasEnded = false

  constructor(name: string, wire: Wire) {
    this.name = name
    this.#wire = wire
  }

  /** Passes on what the server says unasked, until it has said its last. */
  async listen(pass: (said: Read) => void): Promise<void> {
    for await (const frame of this.#wire.incoming) {
      // Whose answer it is can't be told from a piece: nobody is left waiting for it.
      if (frame.isPiece === true) this.#fail('sent a message of more than 64 MiB')
      const read = readFrame(frame)
      if (read === undefined) continue
      if ('method' in read.message) pass(read)
      else this.#settle(JSON.stringify(read.message['id']), read)
    }
    this.#hasEnded = true
    this.#fail('has ended')
  }

  /** Asks what the client asked, with edits; gives the answer, with the id that it was asked under here. */
  async ask({ text, message }: Read, edits: readonly Edit[] = []): Promise<Read> {
    if (this.#hasEnded) return this.#failure('has ended')
    const id = JSON.stringify(++this.#lastId)
    const answered = new Promise<Read>((resolve) => this.#waiting.set(id, resolve))
    const own = edited(text, 'id', id)
    this.#asked.set(JSON.stringify(message['id']), id)
    await this.#wire.send(frameOf(splice(text, [...own, ...edits]).trim()))
    return await answered
  }

  /** Takes back a request of the client, where it was passed to this server. */
  async cancel({ text }: Read, requestId: unknown): Promise<void> {
    const id = this.#asked.get(JSON.stringify(requestId))
    const span = new JsonSpans(text).at(['params', 'requestId'])
    if (id !== undefined && span !== undefined)
      await this.tell({ raw: splice(text, [{ ...span, text: id }]) })
  }

  /** The client's request is answered. */
  forget(id: unknown): void {
    this.#asked.delete(JSON.stringify(id))
  }

  async tell({ raw }: Frame): Promise<void> {
    if (!this.#hasEnded) await this.#wire.send(frameOf(String(raw).trim()))
  }

  end(): void {
    this.#wire.end()
  }

  #settle(id: string, answer: Read): void {
    this.#waiting.get(id)?.(answer)
    this.#waiting.delete(id)
  }

  #fail(why: string): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, this.#failure(why))
  }

  #failure(why: string): Read {
    const error = { code: -32_000, message: `the server ${this.name} ${why}` }
    const message = { jsonrpc: '2.0', id: 0, error }
    return { text: JSON.stringify(message), message }
  }
}

/** Another value for a member of the message. */
export function edited(text: string, key: string, value: string): readonly Edit[] {
  const span = new JsonSpans(text).at([key])
  return span === undefined ? [] : [{ ...span, text: value }]
}
