import { setTimeout as pause } from 'node:timers/promises'
import { Agent, fetch, type Response } from 'undici'
import { eventsOf } from './event-stream.ts'
import { type Frame, frameOf, isRecord, type Message, readFrame } from './frame.ts'
import { FrameQueue } from './frame-queue.ts'
import { headersOfRequest } from './http-headers.ts'
import { LONGEST_MESSAGE } from './line-splitter.ts'
import type { Wire } from './wire.ts'

/** Where a server is spoken to over Streamable HTTP. */
export interface ServerAddress {
  readonly url: string
  /** Sent with every request, e.g. `authorization`. */
  readonly headers: Readonly<Record<string, string>>
}

type Headers = Readonly<Record<string, string>>

/** Milliseconds until a stream that ended early is asked for again, where the server does not say. */
const AGAIN_AFTER = 1000
const MOST_TRIES = 3

interface StreamEnd {
  readonly isAnswered: boolean
  /** The id of the last event that had one. */
  readonly last: string | undefined
  /** Milliseconds to wait before asking for what comes after it. */
  readonly wait: number
}

/** A server elsewhere: each message is a request of its own, and what it answers comes in one order. */
export class HttpWire implements Wire {
  readonly incoming: FrameQueue = new FrameQueue()
  readonly #address: ServerAddress
  // A tool may take its time, and a stream may be silent for long.
  readonly #dispatcher: Agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  readonly #control: AbortController = new AbortController()
  #session: Headers = {}
  #version: Headers = {}

  constructor(address: ServerAddress) {
    this.#address = address
  }

  async send(frame: Frame): Promise<void> {
    const { message = {} } = readFrame(frame) ?? {}
    const sent = this.#post(frame, message)
    // Requests are answered when they are answered; other messages keep their order.
    if (!('id' in message && 'method' in message)) await sent
  }

  end(): void {
    void this.#leave()
  }

  async #leave(): Promise<void> {
    if ('mcp-session-id' in this.#session)
      await this.#ask('DELETE', { signal: AbortSignal.timeout(AGAIN_AFTER) }).catch(() => undefined)
    this.#control.abort()
    this.incoming.close()
  }

  async #post(frame: Frame, message: Message): Promise<void> {
    try {
      const body = typeof frame.raw === 'string' ? frame.raw : new Uint8Array(frame.raw)
      const headers = { 'content-type': 'application/json', ...headersOfRequest(message) }
      const answer = await this.#ask('POST', { body, headers, signal: this.#control.signal })
      const { 'mcp-session-id': session } = Object.fromEntries(answer.headers)
      if (message['method'] === 'initialize' && session !== undefined)
        this.#session = { 'mcp-session-id': session }
      await this.#take(answer, message)
      if (message['method'] === 'notifications/initialized') void this.#listen()
    } catch (error) {
      this.#fail(message, error)
    }
  }

  async #ask(
    method: string,
    more: {
      readonly body?: string | Uint8Array
      readonly headers?: Headers
      readonly signal: AbortSignal
    },
  ): Promise<Response> {
    const accept = method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream'
    const headers = {
      ...this.#address.headers,
      accept,
      ...this.#session,
      ...this.#version,
      ...more.headers,
    }
    return await fetch(this.#address.url, {
      ...more,
      method,
      headers,
      redirect: 'error',
      dispatcher: this.#dispatcher,
    })
  }

  /** Passes on what a request is answered with: nothing, a message, or a stream of them. */
  async #take(answer: Response, message: Message): Promise<void> {
    const type = answer.headers.get('content-type') ?? ''
    if (answer.body === null || answer.status === 202) return
    if (answer.ok && type.startsWith('text/event-stream'))
      return await this.#stream(answer, message)
    const text = await textOf(answer.body)
    const { message: told } = readFrame({ raw: text }) ?? {}
    if (told !== undefined && 'jsonrpc' in told) this.#pass(text, message)
    else if (!answer.ok) throw new Error(`the server answered with status ${answer.status}`)
  }

  /** A stream that breaks off before the answer is asked for again, where its events have ids. */
  async #stream(first: Response, asked: Message): Promise<void> {
    let answer = first
    for (let tries = 0; tries <= MOST_TRIES; tries++) {
      const { isAnswered, last, wait } = await this.#readStream(answer, asked)
      if (isAnswered || asked['id'] === undefined) return
      if (last === undefined) break
      await pause(wait, undefined, { signal: this.#control.signal })
      answer = await this.#resume(last)
    }
    throw new Error('the stream of the server ended before its answer')
  }

  async #readStream({ body }: Response, asked: Message): Promise<StreamEnd> {
    let end: StreamEnd = { isAnswered: false, last: undefined, wait: AGAIN_AFTER }
    if (body === null) return end
    for await (const { event = 'message', data, id = end.last, retry = '' } of eventsOf(
      body ?? [],
    )) {
      end = { ...end, last: id, wait: /^\d{1,6}$/.test(retry) ? Number(retry) : end.wait }
      if (data && event === 'message' && this.#pass(data, asked))
        return { ...end, isAnswered: true }
    }
    return end
  }

  async #resume(last: string): Promise<Response> {
    return await this.#ask('GET', {
      headers: { 'last-event-id': last },
      signal: this.#control.signal,
    })
  }

  /** Passes a message on; true where it is the answer to `asked`. */
  #pass(text: string, asked: Message): boolean {
    const { message } = readFrame({ raw: text }) ?? {}
    const result = message?.['result']
    if (
      asked['method'] === 'initialize' &&
      isRecord(result) &&
      typeof result['protocolVersion'] === 'string'
    )
      this.#version = { 'mcp-protocol-version': result['protocolVersion'] }
    this.incoming.push(frameOf(text.includes('\n') ? JSON.stringify(message) : text))
    return message !== undefined && !('method' in message) && message['id'] === asked['id']
  }

  /** What the server says unasked, for as long as it offers a stream for it. */
  async #listen(): Promise<void> {
    const { signal } = this.#control
    while (!signal.aborted) {
      try {
        const answer = await this.#ask('GET', { signal })
        if (!answer.ok) return
        await this.#stream(answer, {})
        await pause(AGAIN_AFTER, undefined, { signal })
      } catch {
        await pause(AGAIN_AFTER, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  /** As a client's own transport would have failed: the request that was not answered, and no other. */
  #fail({ id, method }: Message, error: unknown): void {
    if (this.#control.signal.aborted || id === undefined || method === undefined) return
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const message = `no answer from ${new URL(this.#address.url).origin}: ${cause instanceof Error ? cause.message : String(cause)}`
    this.incoming.push(frameOf({ jsonrpc: '2.0', id, error: { code: -32_000, message } }))
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > LONGEST_MESSAGE) throw new Error('an answer is longer than a message may be')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
