/**
 * 32-bit checksum of a text as eight hexadecimal digits: FNV-1a over UTF-16 code units, finished
 * with the mixer of MurmurHash3 (public domain). It guards against damage and chance likeness,
 * not against an adversary; identity of originals rests on SHA-256.
 */
export function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0')
}
