import type { Hold } from '../access/gate.ts'
import { joined } from '../chunks.ts'
import { RequestError } from '../request-error.ts'

/**
 * The whole body. Throws 413 for one that is too large, also while it is still coming; `hold` throws
 * where there is no room for it.
 */
export async function readBytes(
  request: Request,
  largest: number,
  hold?: Hold,
): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > largest) throw tooLarge(largest)
  // What is announced can't be exceeded, and is read faster as a whole.
  if (announced > 0) {
    hold?.(announced)
    const bytes = new Uint8Array(await request.arrayBuffer())
    if (bytes.byteLength > largest) throw tooLarge(largest)
    return bytes
  }
  if (request.body === null) return new Uint8Array(0)
  return await bytesOf(request.body, largest, hold)
}

/** All bytes of a stream, up to a bound; the stream is cancelled where it holds more. */
export async function bytesOf(
  stream: ReadableStream<Uint8Array>,
  largest: number,
  hold?: Hold,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  while (true) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > largest) {
      await reader.cancel().catch(() => undefined)
      throw tooLarge(largest)
    }
    try {
      hold?.(value.byteLength)
    } catch (error) {
      await reader.cancel().catch(() => undefined)
      throw error
    }
    chunks.push(value)
  }
  return joined(chunks, size)
}

/** What is thrown for a body beyond its bound. */
export function tooLarge(largest: number): RequestError {
  return new RequestError(413, 'too_large', `the body may have ${largest} bytes`)
}
