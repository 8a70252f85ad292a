import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { Agent, type Dispatcher } from 'undici'
import type { UpstreamAnswer, UpstreamRequest } from '../../proxy/index.ts'
import { UpstreamBody } from './upstream-body.ts'

/** Connections to upstreams that are kept open and used again. */
export interface UpstreamPool {
  readonly dispatcher: Dispatcher
  send(asked: UpstreamRequest): Promise<UpstreamAnswer>
  close(): Promise<void>
}

/** Connections for one upstream, at most; as many as Headroom keeps. */
const MOST_CONNECTIONS = 500
/** Milliseconds. */
const CONNECT_TIMEOUT = 10_000
const KEPT_ALIVE = 90_000

/** Bytes come and go as they are: nothing is decompressed, followed or repeated here. */
export function upstreamPool(): UpstreamPool {
  const agent = new Agent({
    connections: MOST_CONNECTIONS,
    connect: { timeout: CONNECT_TIMEOUT },
    keepAliveTimeout: KEPT_ALIVE,
    // How long an answer may take is the proxy's to say, and a stream may be silent as long as it likes.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    dispatcher: agent,
    send: async (asked) => await send(asked, agent),
    close: async () => await agent.destroy(),
  }
}

async function send(asked: UpstreamRequest, dispatcher: Dispatcher): Promise<UpstreamAnswer> {
  const { url, method, headers, body, length, signal } = asked
  const sent = [...headers].flat()
  if (length !== undefined && !(body instanceof Uint8Array))
    sent.push('content-length', `${length}`)
  signal.throwIfAborted()
  return await new Promise<UpstreamAnswer>((resolve, reject) => {
    const answer = new UpstreamBody(signal, { resolve, reject })
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: method as Dispatcher.HttpMethod,
        headers: sent,
        body:
          body instanceof ReadableStream ? Readable.fromWeb(body as NodeStream) : (body ?? null),
      },
      answer,
    )
  })
}
