import { EngineError } from '../engine/index.ts'
import { fromTextBytes, toTextBytes } from '../storage/index.ts'
import type { StoredText } from './cloudflare.ts'

/** Half of what a row may hold. */
const PART_BYTES = 1 << 20

/** One call to an object carries at most 32 MiB, its envelope included. */
const LARGEST_BYTES = 30 << 20

/** Cuts a text into rows. Throws `EngineError('store-failed')` when one call cannot carry it. */
export async function toStoredText(text: string): Promise<StoredText> {
  const { encoding, bytes } = toTextBytes(text)
  if (bytes.byteLength > LARGEST_BYTES) {
    throw new EngineError(
      'store-failed',
      `an original of ${bytes.byteLength} bytes; at most ${LARGEST_BYTES} fit`,
    )
  }
  const parts: ArrayBuffer[] = []
  for (let at = 0; at < bytes.byteLength; at += PART_BYTES) {
    parts.push(bytes.slice(at, at + PART_BYTES).buffer)
  }
  return { encoding, digest: await crypto.subtle.digest('SHA-256', bytes), parts }
}

/** The text of its rows; `undefined` when they no longer add up to what was written. */
export async function fromStoredText(stored: StoredText): Promise<string | undefined> {
  const bytes = joined(stored.parts)
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return sameBytes(digest, stored.digest)
    ? fromTextBytes({ encoding: stored.encoding, bytes })
    : undefined
}

function joined(parts: readonly ArrayBuffer[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(new Uint8Array(part), at)
    at += part.byteLength
  }
  return whole
}

function sameBytes(left: ArrayBuffer, right: ArrayBuffer): boolean {
  const others = new Uint8Array(right)
  const bytes = new Uint8Array(left)
  return bytes.length === others.length && bytes.every((byte, at) => byte === others[at])
}
