import { decompress, type ProxyHost, type UpstreamRequest } from '../proxy/index.ts'
import type { OriginalsNamespace } from './cloudflare.ts'
import { createHeadroom, durableStore } from './index.ts'

/** What the proxy stands on in workerd: Durable Objects for originals, the platform's own fetch. */
export function workerHost(originals: OriginalsNamespace, lifetimeSeconds: number): ProxyHost {
  const store = durableStore(originals, { lifetime: lifetimeSeconds * 1000 })
  return {
    name: 'worker',
    headroomFor: async (scope) => await createHeadroom({ store, scope }),
    openStore: async () => store,
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
    decode: decompress,
    now: () => performance.now(),
    date: () => Date.now(),
    // biome-ignore lint/suspicious/noConsole: the only log a worker has
    log: (entry) => console.log(JSON.stringify(entry)),
  }
}

function initOf({ method, headers, body, length, signal }: UpstreamRequest): RequestInit {
  return { method, headers, signal, redirect: 'manual', body: bodyOf(body, length) }
}

/** A stream of known length is announced as such; some upstreams take no other. */
function bodyOf(body: UpstreamRequest['body'], length: number | undefined): BodyInit | null {
  if (body === undefined) return null
  if (body instanceof Uint8Array) return body as BodyInit
  return length === undefined ? body : body.pipeThrough(new FixedLengthStream(length))
}
