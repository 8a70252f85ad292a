/**
 * 32-bit checksum of a text as eight hexadecimal digits. It takes four UTF-16 code units at a time
 * into two sums after the body of MurmurHash3 (public domain), and mixes them with its last steps. It guards
 * against damage and chance likeness, not against an adversary; identity of originals rests on
 * SHA-256.
 */
export function checksum(text: string): string {
  const { length } = text
  const whole = length - (length % 4)
  let one = 0x811c9dc5 | 0
  let two = length
  for (let at = 0; at < whole; at += 4) {
    const first = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
    const second = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16)
    one = Math.imul(one ^ first, 0xcc9e2d51)
    one = (one << 13) | (one >>> 19)
    two = Math.imul(two ^ second, 0x1b873593)
    two = (two << 15) | (two >>> 17)
  }
  for (let at = whole; at < length; at++) one = Math.imul(one ^ text.charCodeAt(at), 0x01000193)
  const hash = mixed(mixed(one) ^ two)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}
