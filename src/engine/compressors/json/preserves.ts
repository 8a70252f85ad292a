import type { Proof } from '../../ir/decision.ts'
import { unpackJson } from './unpack/unpack.ts'

/** What unpacking gives back: the very bytes, or the same JSON but for white space. */
export function preserves(original: string, packed: string): Proof | undefined {
  const unpacked = unpackJson(packed)
  if (unpacked === undefined) return undefined
  if (unpacked === original) return 'bytes'
  return isSameButSpace(original, unpacked) ? 'json-equal' : undefined
}

/** True when two texts are equal once the white space outside of strings is left out. */
function isSameButSpace(one: string, other: string): boolean {
  let a = 0
  let b = 0
  let quoted = false
  while (true) {
    if (!quoted) {
      while (isSpace(one.charCodeAt(a))) a++
      while (isSpace(other.charCodeAt(b))) b++
    }
    if (a >= one.length || b >= other.length) return a >= one.length && b >= other.length
    const code = one.charCodeAt(a)
    if (code !== other.charCodeAt(b)) return false
    if (quoted && code === BACKSLASH) {
      if (one.charCodeAt(++a) !== other.charCodeAt(++b)) return false
    } else if (code === QUOTE) quoted = !quoted
    a++
    b++
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
