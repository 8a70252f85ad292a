import { EngineError, once, type Store } from '../engine/index.ts'
import { decompress, type ProxyHost, type Settings, type UpstreamRequest } from '../proxy/index.ts'
import { encryptedStore, keyFromBytes, plainStore, UnreadableCounts } from '../storage/index.ts'
import type { OriginalsNamespace } from './cloudflare.ts'
import { createHeadroom, durableStore } from './index.ts'

/** What the proxy stands on in workerd: Durable Objects for originals, the platform's own fetch. */
export function workerHost(originals: OriginalsNamespace, settings: Settings): ProxyHost {
  const unreadable = new UnreadableCounts()
  const store = storeOf(originals, settings, unreadable)
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
    unreadable: () => unreadable.counts,
  }
}

/** Originals as they lie at rest: encrypted by us as well, where the worker has a key. */
function storeOf(
  originals: OriginalsNamespace,
  { lifetime, encryptKey, encryptKeyFile, encryptPassphrase }: Settings,
  unreadable: UnreadableCounts,
): Store {
  if (encryptKeyFile !== undefined || encryptPassphrase !== undefined) {
    throw new EngineError(
      'bad-options',
      'a worker has no files, and its runtime allows a passphrase too few rounds; give it the secret HEADROOM_ENCRYPTION_KEY',
    )
  }
  const store = durableStore(originals, { lifetime: lifetime * 1000 })
  const onUnreadable = unreadable.add.bind(unreadable)
  if (encryptKey === undefined) return plainStore(store, onUnreadable)
  const openKey = once(async () => await keyFromBytes(bytesOf(encryptKey)))
  return encryptedStore(store, { openKey, onUnreadable })
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16))
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
