import { brotliDecompress } from 'node:zlib'
import {
  abortSignalOf,
  decoderWith,
  type ProxyHost,
  type Settings,
  type UpstreamRequest,
} from '../proxy/index.ts'
import type { OriginalsNamespace } from './cloudflare.ts'
import { countTokens, createHeadroom } from './index.ts'
import { WorkerStorage } from './worker-storage.ts'

/** An isolate has 128 MB for all that it does; a character takes one byte or two. */
const MOST_CHARACTERS = 16 << 20

/** What the proxy stands on in workerd: Durable Objects for originals, the platform's own fetch. */
export function workerHost(originals: OriginalsNamespace, settings: Settings): ProxyHost {
  const storage = new WorkerStorage(originals, settings)
  return {
    name: 'worker',
    headroomFor: async (scope, conversation) =>
      await createHeadroom({ store: storage.originals(conversation), scope }),
    openStore: async (conversation) =>
      conversation === undefined ? storage.originals() : storage.notes(conversation),
    send: async (asked) => {
      const answer = await fetch(new Request(asked.url, initOf(asked)))
      return {
        status: answer.status,
        headers: answer.headers,
        body: answer.body ?? undefined,
        // The platform undoes what it can undo as soon as a body is read.
        decoded: answer.headers.has('content-encoding'),
      }
    },
    openSocket: async (url, headers) => await fetch(upgradeOf(url, headers)),
    decode: decoderWith(brotliDecompress),
    countTokens: async (text, model) => await countTokens(text, { model }),
    now: () => performance.now(),
    date: () => Date.now(),
    // As a warning, since `npm run worker` shows no less: the tool beneath would tell each address.
    // biome-ignore lint/suspicious/noConsole: the only log a worker has
    log: (entry) => console.warn(JSON.stringify(entry)),
    roomFor: MOST_CHARACTERS,
    purge: async (selection) => await storage.purge(selection),
    unreadable: () => storage.unreadable.counts,
  }
}

/** The platform makes its own handshake, and tells the client of the upstream's choice of protocol. */
function upgradeOf(url: URL, headers: Headers): Request {
  const sent = new Headers(headers)
  for (const name of ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-extensions']) {
    sent.delete(name)
  }
  sent.set('upgrade', 'websocket')
  return new Request(url, { headers: sent, redirect: 'manual' })
}

function initOf({ method, headers, body, length, signal }: UpstreamRequest): RequestInit {
  const sent = [...headers].map(([name, value]): [string, string] => [name, value])
  const gone = abortSignalOf(signal)
  return { method, headers: sent, signal: gone, redirect: 'manual', body: bodyOf(body, length) }
}

/** A stream of known length is announced as such; some upstreams take no other. */
function bodyOf(body: UpstreamRequest['body'], length: number | undefined): BodyInit | null {
  if (body === undefined) return null
  if (body instanceof Uint8Array) return body as BodyInit
  return length === undefined ? body : body.pipeThrough(new FixedLengthStream(length))
}
