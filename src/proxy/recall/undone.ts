import { type Chunks, chunksIn, chunksOf, streamOf } from '../chunks.ts'
import type { ProxyHost, UpstreamAnswer } from '../host.ts'
import { ReadAhead } from './read-ahead.ts'
import { saysEvents } from './readable-body.ts'

/** Encodings that every runtime undoes as they come. */
const STREAMED: ReadonlyMap<string, CompressionFormat> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
])

/** Bytes of an answer in another encoding, and of what comes of it. */
const LARGEST = 64 << 20

/**
 * The answer with its encoding undone, for upstreams that encode although they were asked not to: a private
 * call in it could not be seen, and would reach the client. Events in an encoding that nobody undoes as
 * they come stay as they are: a stream is never held back.
 */
export async function undone(
  answer: UpstreamAnswer,
  host: Pick<ProxyHost, 'decode'>,
): Promise<UpstreamAnswer> {
  const { status, decoded, body, headers } = answer
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (status !== 200 || decoded || body === undefined || encoding === 'identity') return answer
  const format = STREAMED.get(encoding)
  if (format !== undefined) {
    const stream = body instanceof ReadableStream ? body : streamOf(body)
    const plain = stream.pipeThrough(new DecompressionStream(format) as ByteTransform)
    return { ...answer, decoded: true, body: chunksOf(plain) }
  }
  if (saysEvents(answer)) return answer
  const ahead = new ReadAhead(body)
  const plain = await plainOf(ahead, encoding, host)
  if (plain === undefined) return { ...answer, body: ahead.chunks() }
  const whole: Chunks = chunksIn(plain)
  return { ...answer, decoded: true, body: whole }
}

type ByteTransform = ReadableWritablePair<Uint8Array, Uint8Array>

async function plainOf(
  ahead: ReadAhead,
  encoding: string,
  host: Pick<ProxyHost, 'decode'>,
): Promise<Uint8Array | undefined> {
  const bytes = await ahead.whole(LARGEST)
  if (bytes === undefined) return undefined
  return await host.decode(bytes, encoding, LARGEST).catch(() => undefined)
}
