import { Decompress } from 'fzstd'
import { RequestError } from '../request-error.ts'
import { bytesOf, joined } from './body-bytes.ts'

/**
 * Undoes gzip, deflate and zstd with what every runtime has; `undefined` for other encodings.
 * Rejects for broken bytes, and with 413 for more than `largest` bytes, before they are all made.
 */
export async function decompress(
  bytes: Uint8Array,
  encoding: string,
  largest: number,
): Promise<Uint8Array | undefined> {
  if (encoding === 'zstd') return unzstd(bytes, largest)
  const format = FORMATS.get(encoding)
  if (format === undefined) return undefined
  const source = new Response(bytes as BodyInit).body
  if (source === null) return bytes
  return await bytesOf(source.pipeThrough(new DecompressionStream(format)), largest)
}

const FORMATS: ReadonlyMap<string, CompressionFormat> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
])

/** Bytes of input given at once, so that a bomb is noticed soon. */
const STEP = 16_384

function unzstd(bytes: Uint8Array, largest: number): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  const stream = new Decompress((chunk) => {
    size += chunk.byteLength
    if (size > largest)
      throw new RequestError(413, 'too_large', `the body may have ${largest} bytes`)
    chunks.push(chunk)
  })
  for (let at = 0; at < bytes.byteLength; at += STEP) {
    const end = Math.min(at + STEP, bytes.byteLength)
    stream.push(bytes.subarray(at, end), end === bytes.byteLength)
  }
  return joined(chunks, size)
}
