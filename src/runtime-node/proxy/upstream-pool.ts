import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { Agent, type Dispatcher, request } from 'undici'
import type { UpstreamAnswer, UpstreamRequest } from '../../proxy/index.ts'

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

async function send(asked: UpstreamRequest, dispatcher: Agent): Promise<UpstreamAnswer> {
  const { url, method, headers, body, length, signal } = asked
  const sent = [...headers].flat()
  if (length !== undefined && !(body instanceof Uint8Array))
    sent.push('content-length', `${length}`)
  const answer = await request(url, {
    dispatcher,
    method: method as 'POST',
    headers: sent,
    body: body instanceof ReadableStream ? Readable.fromWeb(body as NodeStream) : (body ?? null),
    signal,
    responseHeaders: 'raw',
  })
  return {
    status: answer.statusCode,
    headers: headersOf(answer.headers as unknown as readonly string[]),
    body: streamOf(answer.body),
    decoded: false,
  }
}

/** Names and values in turn, as they came; a name that came twice stays twice. */
function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers()
  for (let at = 0; at + 1 < raw.length; at += 2) {
    headers.append(String(raw[at]), String(raw[at + 1]))
  }
  return headers
}

/** Read at the reader's pace; letting go of it closes the connection. */
function streamOf(
  body: NodeJS.ReadableStream & { destroy(): unknown },
): ReadableStream<Uint8Array> {
  // Let go of before it was read, it fails with nobody listening, which would end the process.
  body.on('error', () => undefined)
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => {
        body.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}
