/** Bytes at once: as many as may be arguments of one call, in whole groups of three. */
const CHUNK = 3072

/** Base64 (RFC 4648 §4), with what every runtime has. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.byteLength; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK)
    // Spread, a typed array is walked by its iterator, which takes seven times as long.
    pieces.push(btoa(Reflect.apply(String.fromCharCode, undefined, chunk)))
  }
  return pieces.join('')
}

/** The bytes again; `undefined` for what is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const units = atob(text)
    const bytes = new Uint8Array(units.length)
    for (let at = 0; at < units.length; at++) bytes[at] = units.charCodeAt(at)
    return bytes
  } catch {
    return undefined
  }
}
