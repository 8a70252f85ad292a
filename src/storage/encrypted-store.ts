import type { Store, StoreKey } from '../engine/index.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { CIPHER, type EncryptionKey } from './encryption-key.ts'
import { fromTextBytes, toTextBytes } from './text-bytes.ts'

/**
 * Why an entry that is there can't be read: it was written without a key, with another one, or with one
 * where none is given now; or it is not what was written under this very name.
 */
export type UnreadableReason = 'not-encrypted' | 'other-key' | 'encrypted' | 'damaged'

/** How a store is encrypted. */
export interface Encryption {
  /** Called when the first entry is read or written. */
  readonly openKey: () => Promise<EncryptionKey>
  /** Told of every entry that is there and counts as absent. */
  readonly onUnreadable?: (reason: UnreadableReason) => void
}

/**
 * A store whose texts lie encrypted in another: AES-256-GCM with a random 96-bit nonce an entry (NIST SP
 * 800-38D §8.2.2), bound to the entry's scope and name. What was changed, moved, or written without the
 * key or with another one counts as absent; setting it again mends it. Scopes, names (digests of
 * texts), sizes and times are not hidden.
 */
export function encryptedStore(store: Store, encryption: Encryption): Store {
  return {
    name: `encrypted ${store.name}`,
    get: async (key) => {
      const value = await store.get(key)
      if (value === undefined) return undefined
      const opened = await open(value, key, await encryption.openKey())
      if (typeof opened !== 'string') encryption.onUnreadable?.(opened.reason)
      return typeof opened === 'string' ? opened : undefined
    },
    set: async (key, value) => {
      await store.set(key, await seal(value, key, await encryption.openKey()))
    },
    touch: async (key) => await store.touch(key),
    delete: async (key) => await store.delete(key),
    list: (scope) => store.list(scope),
    close: async () => await store.close(),
  }
}

/** A store that is read without a key: what lies encrypted in it counts as absent. */
export function plainStore(store: Store, onUnreadable: (reason: UnreadableReason) => void): Store {
  return {
    ...store,
    get: async (key) => {
      const value = await store.get(key)
      if (value?.startsWith(MARK) !== true) return value
      onUnreadable('encrypted')
      return undefined
    },
  }
}

/** How often entries could not be read, by reason. */
export class UnreadableCounts {
  readonly counts: Map<UnreadableReason, number> = new Map()

  add(reason: UnreadableReason): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1)
  }
}

/** What every encrypted value begins with; the number is the form's. */
const MARK = 'headroom-encrypted:1:'

const NONCE_BYTES = 12

async function seal(text: string, name: StoreKey, { id, key }: EncryptionKey): Promise<string> {
  const { encoding, bytes } = toTextBytes(text)
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const boundTo = additionalData(name, encoding)
  const sealed = await crypto.subtle.encrypt(
    { name: CIPHER, iv, additionalData: boundTo },
    key,
    bytes,
  )
  // The nonce's length is a multiple of three: without padding in between, both can be read as one.
  return `${MARK}${id}:${encoding}:${toBase64(iv)}${toBase64(new Uint8Array(sealed))}`
}

const FORM = /^headroom-encrypted:1:([0-9a-f]{8}):(utf-8|utf-16le):/

interface Unreadable {
  readonly reason: UnreadableReason
}

async function open(
  value: string,
  name: StoreKey,
  { id, key }: EncryptionKey,
): Promise<string | Unreadable> {
  if (!value.startsWith(MARK)) return { reason: 'not-encrypted' }
  const [head = '', writer, encoding] = FORM.exec(value) ?? []
  const sealed = fromBase64(value.slice(head.length))
  if (sealed === undefined || (encoding !== 'utf-8' && encoding !== 'utf-16le')) {
    return { reason: 'damaged' }
  }
  if (writer !== id) return { reason: 'other-key' }
  const how = {
    name: CIPHER,
    iv: sealed.subarray(0, NONCE_BYTES),
    additionalData: additionalData(name, encoding),
  }
  try {
    const bytes = await crypto.subtle.decrypt(how, key, sealed.subarray(NONCE_BYTES))
    return fromTextBytes({ encoding, bytes: new Uint8Array(bytes) })
  } catch {
    return { reason: 'damaged' }
  }
}

/** JSON keeps scope and name apart, and escapes lone surrogates, which UTF-8 would make alike. */
function additionalData(
  { scope, name }: StoreKey,
  encoding: 'utf-8' | 'utf-16le',
): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([MARK, encoding, scope, name]))
}
