const HASH_START = 0x811c9dc5 | 0
const HASH_PRIME = 0x01000193
/** Of longer values the ends are hashed: two long texts that begin and end alike count as alike. */
const LONGEST_HASHED = 160

const ZERO = 0x30
const MASK = 0x23

/** FNV-1a of the text from `start` to `end`; of a long one, of its ends and length. */
export function hashSpan(text: string, start: number, end: number): number {
  let hash = Math.imul(HASH_START ^ (end - start), HASH_PRIME)
  const half = end - start > LONGEST_HASHED ? LONGEST_HASHED / 2 : end - start
  for (let at = start; at < start + half; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), HASH_PRIME)
  }
  if (half === end - start) return hash
  for (let at = end - half; at < end; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), HASH_PRIME)
  }
  return hash
}

/**
 * Hash of the text with its changing parts masked, so that messages of one template are alike: each
 * run of letters and digits that holds a digit counts as `#`, but a lone `0`, which often says that
 * nothing happened, stands. Of a long text the beginning is looked at.
 */
export function hashTemplate(text: string, start: number, end: number): number {
  const stop = Math.min(end, start + LONGEST_HASHED)
  let hash = HASH_START
  let at = start
  while (at < stop) {
    const code = text.charCodeAt(at)
    if (!isAlphanumeric(code)) {
      hash = Math.imul(hash ^ code, HASH_PRIME)
      at++
      continue
    }
    const runEnd = endOfRun(text, at, stop)
    const isMasked = holdsDigit(text, at, runEnd) && !(code === ZERO && runEnd === at + 1)
    if (isMasked) hash = Math.imul(hash ^ MASK, HASH_PRIME)
    else for (let i = at; i < runEnd; i++) hash = Math.imul(hash ^ text.charCodeAt(i), HASH_PRIME)
    at = runEnd
  }
  return hash
}

/** Two hashes as one. */
export function combine(one: number, other: number): number {
  let hash = Math.imul(one ^ (other >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ other ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function endOfRun(text: string, start: number, stop: number): number {
  let at = start + 1
  while (at < stop && isAlphanumeric(text.charCodeAt(at))) at++
  return at
}

function holdsDigit(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isDigit(text.charCodeAt(at))) return true
  return false
}

function isAlphanumeric(code: number): boolean {
  return isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 0x39
}
