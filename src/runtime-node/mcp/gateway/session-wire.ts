import { randomUUID } from 'node:crypto'
import {
  type JSONRPCMessage,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { LARGEST_REQUEST } from '../listen.ts'
import { type Frame, frameOf, isRecord, type Message, readFrame } from './frame.ts'
import { FrameQueue } from './frame-queue.ts'
import type { Wire } from './wire.ts'

/** What a session's owner is told. */
export interface SessionEvents {
  readonly onOpen: (id: string) => void
  readonly onClose: () => void
}

type RequestId = string | number

/** Messages kept for a client that has no stream open yet. */
const MOST_HELD = 100

/** One client over Streamable HTTP, from its `initialize` to its `DELETE`. */
export class SessionWire implements Wire {
  readonly incoming: FrameQueue = new FrameQueue()
  readonly #transport: WebStandardStreamableHTTPServerTransport
  /** The requests that are not answered yet, and the tokens under which their progress is told. */
  readonly #underWay = new Map<RequestId, unknown>()
  /** What the server said while the client had no stream to hear it: one on a pipe would have heard it. */
  readonly #held: Message[] = []
  #isHeard = false

  constructor({ onOpen, onClose }: SessionEvents) {
    this.#transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: onOpen,
      maxRequestBodySize: LARGEST_REQUEST,
    })
    this.#transport.onmessage = (message) => this.#take(message)
    this.#transport.onclose = () => {
      this.incoming.close()
      onClose()
    }
  }

  async start(): Promise<void> {
    await this.#transport.start()
  }

  async handle(request: Request): Promise<Response> {
    const response = await this.#transport.handleRequest(request)
    if (request.method === 'GET' && response.ok) {
      this.#isHeard = true
      for (const message of this.#held.splice(0)) await this.#say(message)
    }
    return response
  }

  /** What is no message has no place in a stream of them, and is dropped. */
  async send(frame: Frame): Promise<void> {
    const { message } = readFrame(frame) ?? {}
    if (message === undefined) return
    const related = this.#relatedTo(message)
    if ('method' in message && related === undefined && !this.#isHeard) {
      if (this.#held.length < MOST_HELD) this.#held.push(message)
      return
    }
    await this.#say(message, related)
    if (!('method' in message)) this.#underWay.delete(message['id'] as RequestId)
  }

  async #say(message: Message, relatedRequestId?: RequestId): Promise<void> {
    const options = relatedRequestId === undefined ? {} : { relatedRequestId }
    await this.#transport.send(message as JSONRPCMessage, options).catch(() => undefined)
  }

  end(): void {
    void this.#transport.close()
  }

  #take(message: JSONRPCMessage): void {
    if ('method' in message && 'id' in message) this.#underWay.set(message.id, tokenOf(message))
    this.incoming.push(frameOf(message))
  }

  /**
   * The request in whose stream a message of the server goes: by its progress token, else the latest under way,
   * since what a server asks it asks for a call; none for what it says while nothing is under way.
   */
  #relatedTo({ method, params }: Message): RequestId | undefined {
    if (method === undefined) return undefined
    const token = isRecord(params) ? params['progressToken'] : undefined
    const requests = [...this.#underWay]
    const owner = requests.find(([, own]) => own !== undefined && own === token) ?? requests.at(-1)
    return owner?.[0]
  }
}

function tokenOf({ params }: Message): unknown {
  const meta = isRecord(params) ? params['_meta'] : undefined
  return isRecord(meta) ? meta['progressToken'] : undefined
}
