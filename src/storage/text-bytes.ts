/** A text as bytes that say how to read them. */
export interface TextBytes {
  readonly encoding: 'utf-8' | 'utf-16le'
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Bytes of any string. UTF-8 has no lone surrogates: a text that has some is written as UTF-16. */
export function toTextBytes(text: string): TextBytes {
  if (!LONE_SURROGATE.test(text)) {
    return { encoding: 'utf-8', bytes: new TextEncoder().encode(text) }
  }
  const units = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) units.setUint16(at * 2, text.charCodeAt(at), true)
  return { encoding: 'utf-16le', bytes: new Uint8Array(units.buffer) }
}

/** The text again. */
export function fromTextBytes({ encoding, bytes }: TextBytes): string {
  if (encoding === 'utf-8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return fromUnits(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

const LONE_SURROGATE = /[\ud800-\udfff]/u

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
