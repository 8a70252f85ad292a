import { type Body, chunksOf, streamOf } from '../chunks.ts'
import type { ProxyHost, UpstreamAnswer } from '../host.ts'
import { decodedChunks, zstdDecoder } from './chunk-decoder.ts'

/** Encodings that every runtime undoes as they come. */
const STREAMED: ReadonlyMap<string, CompressionFormat> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
])

/**
 * The answer with its encoding undone as it comes, for upstreams that encode although they were asked not to: a
 * private call in it could not be seen, and would reach the client. What nobody knows stays as it is.
 */
export function undone(
  answer: UpstreamAnswer,
  host: Pick<ProxyHost, 'brotliDecoder'>,
): UpstreamAnswer {
  const { status, decoded, body, headers } = answer
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (status !== 200 || decoded || body === undefined || encoding === 'identity') return answer
  const plain = plainOf(body, encoding, host)
  return plain === undefined ? answer : { ...answer, decoded: true, body: plain }
}

function plainOf(
  body: Body,
  encoding: string,
  host: Pick<ProxyHost, 'brotliDecoder'>,
): Body | undefined {
  const format = STREAMED.get(encoding)
  if (format !== undefined) {
    const stream = body instanceof ReadableStream ? body : streamOf(body)
    return chunksOf(stream.pipeThrough(new DecompressionStream(format) as ByteTransform))
  }
  const decoder = encoding === 'zstd' ? zstdDecoder() : undefined
  const found = encoding === 'br' ? host.brotliDecoder?.() : decoder
  return found === undefined ? undefined : decodedChunks(chunksOf(body), found)
}

type ByteTransform = ReadableWritablePair<Uint8Array, Uint8Array>
