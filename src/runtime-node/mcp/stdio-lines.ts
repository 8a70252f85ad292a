import {
  type JSONRPCMessage,
  parseJSONRPCMessage,
  type Transport,
} from '@modelcontextprotocol/server'
import { type Frame, frameOf, isRecord } from './gateway/frame.ts'
import type { Wire } from './gateway/wire.ts'

const PARSE_ERROR = -32_700
const INVALID_REQUEST = -32_600

/**
 * A client that speaks in lines, as the SDK takes one. Whatever it says that is no message is answered as such, under
 * its id where that can be told, and the next line is read: the SDK's own would drop it unanswered, and end with a line
 * of more than 10 MiB.
 */
export class StdioLines implements Transport {
  onmessage?: (message: JSONRPCMessage) => void
  onerror?: (error: Error) => void
  onclose?: () => void
  readonly #wire: Wire
  readonly #leave: () => void
  #isClosed = false

  /** `leave` stops what comes. */
  constructor(wire: Wire, leave: () => void) {
    this.#wire = wire
    this.#leave = leave
  }

  async start(): Promise<void> {
    void this.#listen()
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#wire.send(frameOf(JSON.stringify(message)))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#leave()
    this.onclose?.()
  }

  async #listen(): Promise<void> {
    let head: string | undefined
    for await (const frame of this.#wire.incoming) {
      if (frame.isPiece !== true) this.#hear(String(frame.raw))
      else {
        head ??= endsOf(frame).head
        if (!endsOf(frame).tail.endsWith('\n')) continue
        const id = idAround(head, endsOf(frame).tail)
        this.#refuse(INVALID_REQUEST, 'a message of more than 64 MiB is not read', id)
        head = undefined
      }
    }
    await this.close()
  }

  #hear(text: string): void {
    if (text.trim() === '') return
    const said = valueOfJson(text)
    if (said === undefined) this.#refuse(PARSE_ERROR, 'the line is no JSON', null)
    else this.#take(said)
  }

  #take(said: unknown): void {
    try {
      this.onmessage?.(parseJSONRPCMessage(said))
    } catch {
      this.#refuse(INVALID_REQUEST, 'this is no message of the protocol', idOf(said))
    }
  }

  #refuse(code: number, message: string, id: string | number | null): void {
    void this.#wire.send(frameOf({ jsonrpc: '2.0', id, error: { code, message } }))
    this.onerror?.(new Error(message))
  }
}

function valueOfJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function idOf(said: unknown): string | number | null {
  const id = isRecord(said) ? said['id'] : undefined
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

/** Characters at either end of a long line in which its id may stand. */
const NEAR = 300

function endsOf({ raw }: Frame): { readonly head: string; readonly tail: string } {
  return { head: String(raw.slice(0, NEAR)), tail: String(raw.slice(-NEAR)) }
}

const ID = String.raw`"id"\s*:\s*(-?\d{1,15}|"[^"\\]{1,100}")`
const ID_FIRST = new RegExp(String.raw`^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?${ID}`)
const ID_LAST = new RegExp(String.raw`,\s*${ID}\s*\}\s*$`)

/** The id of a message of which only both ends are known: it stands first or last, as it is mostly written. */
function idAround(head: string, tail: string): string | number | null {
  const [, id] = ID_FIRST.exec(head) ?? ID_LAST.exec(tail) ?? []
  return id === undefined ? null : (JSON.parse(id) as string | number)
}
