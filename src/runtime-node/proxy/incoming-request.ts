import { Buffer } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AskedRequest, type Gone, Stop, tooLarge } from '../../proxy/index.ts'
import { pairsOf } from './raw-head.ts'

/** A request as the app asks for it, read from Node's own streams; `undefined` for an address that is no path. */
export function incomingRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): AskedRequest | undefined {
  const { method = 'GET', url = '', headers, rawHeaders } = incoming
  if (!url.startsWith('/')) return undefined
  const gone = new Stop()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.stop(new Error('the client has gone'))
  })
  return {
    method,
    url: `http://localhost${url}`,
    headers: {
      get: (name) => written(headers[name]),
      has: (name) => headers[name] !== undefined,
      [Symbol.iterator]: () => pairsOf(rawHeaders)[Symbol.iterator](),
    },
    signal: gone,
    bytes: async (largest, hold) => await new Body(incoming, largest, hold).whole(gone),
  }
}

function written(value: string | readonly string[] | undefined): string | null {
  if (value === undefined) return null
  return typeof value === 'string' ? value : value.join(', ')
}

/** A body that is read as a whole. */
class Body {
  readonly #incoming: IncomingMessage
  readonly #largest: number
  readonly #hold: (bytes: number) => void
  readonly #announced: number
  #chunks: Buffer[] = []
  #size = 0

  constructor(incoming: IncomingMessage, largest: number, hold: (bytes: number) => void) {
    this.#incoming = incoming
    this.#largest = largest
    this.#hold = hold
    this.#announced = Number(incoming.headers['content-length'] ?? 0)
  }

  async whole(gone: Gone): Promise<Uint8Array> {
    if (this.#announced > this.#largest) throw tooLarge(this.#largest)
    // What is announced can't be exceeded.
    if (this.#announced > 0) this.#hold(this.#announced)
    await new Promise<void>((resolve, reject) => {
      this.#incoming.on('data', (chunk: Buffer) => {
        try {
          this.#take(chunk)
        } catch (error) {
          this.#chunks = []
          reject(error)
        }
      })
      this.#incoming.once('end', resolve)
      this.#incoming.once('error', reject)
      gone.addEventListener('abort', () => reject(gone.reason), { once: true })
    })
    return this.#joined()
  }

  #take(chunk: Buffer): void {
    this.#size += chunk.byteLength
    if (this.#size > this.#largest) throw tooLarge(this.#largest)
    if (this.#announced === 0) this.#hold(chunk.byteLength)
    this.#chunks.push(chunk)
  }

  /** In memory of its own: a chunk is a view of a larger piece, and bodies are remembered. */
  #joined(): Uint8Array {
    const whole = Buffer.allocUnsafeSlow(this.#size)
    let at = 0
    for (const chunk of this.#chunks) at += chunk.copy(whole, at)
    return whole
  }
}
