import type { CompressReport } from '../../engine/index.ts'
import {
  abortSignalOf,
  chunksOf,
  type OwnRequest,
  Stop,
  streamOf,
  type UpstreamAnswer,
  type UpstreamRequest,
} from '../../proxy/client-side.ts'
import type { Fetch, Outgoing } from './outgoing.ts'

type Chunks = ReturnType<typeof chunksOf>

/** One request on its way through a `fetch`, and what came of it. */
export class Errand implements OwnRequest {
  readonly url: string
  readonly headers: Headers
  readonly bytes: Uint8Array
  /** Fires with the caller's own signal, so long as somebody listens. */
  readonly signal: Stop = new Stop()
  /** What `fetch` rejected with last, where nothing came after. */
  failure: { readonly error: unknown } | undefined
  readonly #fetch: Fetch
  readonly #outgoing: Outgoing
  readonly #onReport: ((report: CompressReport) => void) | undefined
  readonly #responses = new Map<UpstreamAnswer, Response>()
  #mayRecall = false

  constructor(
    url: URL,
    given: { readonly fetch: Fetch; readonly outgoing: Outgoing; readonly bytes: Uint8Array },
    onReport?: (report: CompressReport) => void,
  ) {
    this.url = url.href
    this.headers = given.outgoing.headers
    this.bytes = given.bytes
    this.#fetch = given.fetch
    this.#outgoing = given.outgoing
    this.#onReport = onReport
    given.outgoing.signal?.addEventListener('abort', this.#stop)
  }

  drafted(mayRecall: boolean, report: CompressReport | undefined): void {
    this.#mayRecall = mayRecall
    if (report !== undefined) this.#onReport?.(report)
  }

  async send({ headers, body, signal }: UpstreamRequest): Promise<UpstreamAnswer> {
    const response = await this.#sent({
      headers: this.#headersAs(headers),
      body: body instanceof Uint8Array ? body : this.bytes,
      // What goes by untouched is between the caller and `fetch`.
      signal: this.#mayRecall ? abortSignalOf(signal) : this.#outgoing.signal,
    })
    const answer = {
      status: response.status,
      headers: response.headers,
      body: response.body === null ? undefined : opened(response.body),
      decoded: true,
    }
    this.#responses.set(answer, response)
    return answer
  }

  /** Sends what came, as if nobody stood between. */
  async sendAsItCame(): Promise<Response> {
    this.release()
    const { signal } = this.#outgoing
    const headers = withoutOwn(this.headers)
    return await this.#outgoing.send(this.#fetch, { headers, body: this.bytes, signal })
  }

  /** The very response of `fetch`, where it is the answer; else one like it. */
  responseFor(answer: UpstreamAnswer): Response {
    const own = this.#responses.get(answer)
    if (own === undefined) return this.#spliced(answer)
    if (!this.#mayRecall) this.release()
    return own
  }

  /** Stops listening to the caller's signal. */
  release(): void {
    this.#outgoing.signal?.removeEventListener('abort', this.#stop)
  }

  readonly #stop = (): void => this.signal.stop(this.#outgoing.signal?.reason)

  async #sent(sending: Parameters<Outgoing['send']>[1]): Promise<Response> {
    try {
      const response = await this.#outgoing.send(this.#fetch, sending)
      this.failure = undefined
      return response
    } catch (error) {
      this.failure = { error }
      throw error
    }
  }

  /** As they were given, but for ours and for what is not true of the body any more. */
  #headersAs(sent: UpstreamRequest['headers']): Headers {
    const headers = withoutOwn(this.headers)
    if (!sent.has('content-encoding')) headers.delete('content-encoding')
    // Whatever `fetch` asks for by itself it also undoes.
    const encoding = sent.get('accept-encoding')
    if (headers.has('accept-encoding') && encoding !== null)
      headers.set('accept-encoding', encoding)
    return headers
  }

  #spliced({ status, headers, body }: UpstreamAnswer): Response {
    const all = [...this.#responses.values()]
    const like = all.findLast((response) => response.status === status) ?? all.at(-1)
    const pairs = [...headers].map(([name, value]): [string, string] => [name, value])
    const stream = body === undefined ? null : streamOf(this.#watched(chunksOf(body)))
    const statusText = like?.statusText ?? ''
    const response = new Response(stream, { status, statusText, headers: pairs })
    const { url = '', redirected = false, type = 'default' } = like ?? {}
    return Object.defineProperties(response, {
      url: { value: url },
      redirected: { value: redirected },
      type: { value: type },
    })
  }

  /** Breaks off with what `fetch` says, and listens to the caller's signal until the end. */
  #watched(chunks: Chunks): Chunks {
    return {
      next: async () => {
        try {
          const chunk = await chunks.next()
          if (chunk === undefined) this.release()
          return chunk
        } catch (error) {
          this.release()
          throw this.failure === undefined ? error : this.failure.error
        }
      },
      cancel: async (reason) => {
        this.release()
        await chunks.cancel(reason)
      },
    }
  }
}

/** The body, which nobody has a lock on before the first byte is asked for. */
function opened(body: ReadableStream<Uint8Array>): Chunks {
  let chunks: Chunks | undefined
  const open = (): Chunks => {
    chunks ??= chunksOf(body)
    return chunks
  }
  return {
    next: async () => await open().next(),
    cancel: async (reason) => await open().cancel(reason),
  }
}

/** Headers that were meant for us never travel on; a length is `fetch`'s own to say. */
export function withoutOwn(headers: Headers): Headers {
  const names = [...headers.keys()]
  const kept = new Headers(headers)
  for (const name of names)
    if (name.startsWith('x-headroom-') || name === 'content-length') kept.delete(name)
  return kept
}
