import { EngineError } from '../engine/index.ts'
import type { StoredText } from './cloudflare.ts'

/** Half of what a row may hold. */
const PART_BYTES = 1 << 20

/** One call to an object carries at most 32 MiB, its envelope included. */
const LARGEST_BYTES = 30 << 20

/** Cuts a text into rows. Throws `EngineError('store-failed')` when one call cannot carry it. */
export async function toStoredText(text: string): Promise<StoredText> {
  const { encoding, bytes } = encode(text)
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
  return sameBytes(digest, stored.digest) ? decode(bytes, stored.encoding) : undefined
}

interface EncodedText {
  readonly encoding: StoredText['encoding']
  readonly bytes: Uint8Array<ArrayBuffer>
}

function encode(text: string): EncodedText {
  const bytes = new TextEncoder().encode(text)
  if (decode(bytes, 'utf-8') === text) return { encoding: 'utf-8', bytes }
  const units = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) units.setUint16(at * 2, text.charCodeAt(at), true)
  return { encoding: 'utf-16le', bytes: new Uint8Array(units.buffer) }
}

function decode(bytes: Uint8Array<ArrayBuffer>, encoding: StoredText['encoding']): string {
  if (encoding === 'utf-8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return fromUnits(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** `TextDecoder` would replace lone surrogates; a few thousand units a call spare the stack. */
const UNITS_A_CALL = 4096

function fromUnits(view: DataView): string {
  const pieces: string[] = []
  const length = view.byteLength >> 1
  for (let from = 0; from < length; from += UNITS_A_CALL) {
    const size = Math.min(UNITS_A_CALL, length - from)
    const units = Array.from({ length: size }, (_, at) => view.getUint16((from + at) * 2, true))
    pieces.push(String.fromCharCode(...units))
  }
  return pieces.join('')
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
