import type { Proof } from '../../ir/decision.ts'
import { unpackJson, unpacksTo } from './unpack/unpack.ts'

/** What unpacking gives back: the very bytes, or the same JSON but for white space. */
export function preserves(original: string, packed: string): Proof | undefined {
  if (unpacksTo(packed, original)) return 'bytes'
  const unpacked = unpackJson(packed)
  if (unpacked === undefined) return undefined
  return isSameButSpace(original, unpacked) ? 'json-equal' : undefined
}

/** True when two texts are equal once the white space outside of strings is left out. */
function isSameButSpace(one: string, other: string): boolean {
  let a = skipSpace(one, 0)
  let b = skipSpace(other, 0)
  while (a < one.length && b < other.length) {
    const end = tokenEnd(one, a)
    const length = end - a
    if (!other.startsWith(one.slice(a, end), b)) return false
    a = skipSpace(one, end)
    b = skipSpace(other, b + length)
  }
  return a >= one.length && b >= other.length
}

/** Behind the string that begins at `start`, else behind one character. */
function tokenEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== QUOTE) return start + 1
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== QUOTE) {
    at += text.charCodeAt(at) === BACKSLASH ? 2 : 1
  }
  return at + 1
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
