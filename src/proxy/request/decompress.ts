import { Decompress } from 'fzstd'
import { joined } from '../chunks.ts'
import type { ProxyHost } from '../host.ts'
import { bytesOf, tooLarge } from './body-bytes.ts'

/** `brotliDecompress` of `node:zlib`, which workerd has, too. */
export type BrotliDecompress = (
  bytes: Uint8Array,
  bounds: { readonly maxOutputLength: number },
  done: (error: Error | null, decoded: Uint8Array) => void,
) => void

/** Bytes that workerd makes at once, and counts before they are there. */
const BLOCK = 65_536

/** Undoes brotli with what the runtime has, and all else as `decompress` does. */
export function decoderWith(brotliDecompress: BrotliDecompress): ProxyHost['decode'] {
  return async (bytes, encoding, largest) => {
    if (encoding !== 'br') return await decompress(bytes, encoding, largest)
    return await new Promise((resolve, reject) => {
      brotliDecompress(bytes, { maxOutputLength: largest + BLOCK }, (error, decoded) => {
        // A RangeError is what both runtimes call that which grew beyond the bound.
        const isLarge = error instanceof RangeError || decoded?.byteLength > largest
        if (isLarge) reject(tooLarge(largest))
        else if (error) reject(error)
        else resolve(new Uint8Array(decoded))
      })
    })
  }
}

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
    if (size > largest) throw tooLarge(largest)
    chunks.push(chunk)
  })
  for (let at = 0; at < bytes.byteLength; at += STEP) {
    const end = Math.min(at + STEP, bytes.byteLength)
    stream.push(bytes.subarray(at, end), end === bytes.byteLength)
  }
  return joined(chunks, size)
}
