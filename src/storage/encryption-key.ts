import { EngineError } from '../engine/index.ts'

/** What entries of a store are encrypted with. */
export interface EncryptionKey {
  /** Tells keys apart in what they wrote; says nothing of the key itself. */
  readonly id: string
  readonly key: CryptoKey
}

/** Bytes of a key: AES-256. */
export const KEY_BYTES = 32
/** Bytes of chance beside a passphrase (NIST SP 800-132 §5.1 asks for 16). */
export const SALT_BYTES = 16

/**
 * Rounds of PBKDF2 with HMAC-SHA-256: what the OWASP Password Storage Cheat Sheet asks for (600,000,
 * since December 2022). About a fifth of a second, once a process. workerd allows no more than 100,000,
 * so a worker takes a key.
 */
const ITERATIONS = 600_000

/** The key of these very bytes. Throws `EngineError('bad-options')` unless there are 32. */
export async function keyFromBytes(bytes: Uint8Array): Promise<EncryptionKey> {
  if (bytes.byteLength !== KEY_BYTES) {
    const found = `this has ${bytes.byteLength}`
    throw new EngineError('bad-options', `an encryption key has ${KEY_BYTES} bytes; ${found}`)
  }
  const raw = new Uint8Array(bytes)
  const key = await crypto.subtle.importKey('raw', raw, CIPHER, false, ['encrypt', 'decrypt'])
  return { id: await idOf(raw), key }
}

/** The key that a passphrase stands for beside this salt. */
export async function keyFromPassphrase(
  passphrase: string,
  salt: Uint8Array,
): Promise<EncryptionKey> {
  // Composed one way, since keyboards differ (RFC 8265 §4.2.1).
  const words = new TextEncoder().encode(passphrase.normalize('NFC'))
  const base = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveBits'])
  const how = {
    name: 'PBKDF2',
    hash: 'SHA-256',
    salt: new Uint8Array(salt),
    iterations: ITERATIONS,
  }
  return await keyFromBytes(
    new Uint8Array(await crypto.subtle.deriveBits(how, base, KEY_BYTES * 8)),
  )
}

/** The algorithm, as Web Crypto calls it. */
export const CIPHER = 'AES-GCM'

/** Bytes of the id: enough to tell the keys of one installation apart. */
const ID_BYTES = 4

async function idOf(raw: Uint8Array<ArrayBuffer>): Promise<string> {
  const label = new TextEncoder().encode('headroom-edge key id\n')
  const named = new Uint8Array([...label, ...raw])
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', named)).subarray(0, ID_BYTES)
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
