import { type Body, streamOf as streamFrom } from '../../../src/proxy/chunks.ts'

/** Real shapes of streamed answers, as bytes. */
export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

export function sse(
  events: readonly (readonly [name: string | undefined, data: unknown])[],
): string {
  return events
    .map(([name, data]) => {
      const text = typeof data === 'string' ? data : JSON.stringify(data)
      return `${name === undefined ? '' : `event: ${name}\n`}data: ${text}\n\n`
    })
    .join('')
}

/** Each event named as its `type`. */
export function typed(
  events: readonly { readonly type: string; readonly [key: string]: unknown }[],
): string {
  return sse(events.map((event) => [event.type, event]))
}

/** A stream of these chunks, one for each time it is asked; a thrown value breaks it off. */
export function streamOf(
  chunks: readonly Uint8Array[],
  ending: 'end' | Error = 'end',
): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[at++]
        if (chunk !== undefined) controller.enqueue(chunk)
        else if (ending === 'end') controller.close()
        else controller.error(ending)
      },
    },
    { highWaterMark: 0 },
  )
}

/** The bytes cut at these offsets. */
export function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const sorted = [...new Set(offsets)].sort((one, other) => one - other)
  const inside = sorted.filter((offset) => offset > 0 && offset < bytes.byteLength)
  const starts = [0, ...inside]
  return starts.map((start, at) => bytes.subarray(start, starts[at + 1] ?? bytes.byteLength))
}

/** A body as a client reads it. */
export function readable(body: Body): ReadableStream<Uint8Array> {
  return body instanceof ReadableStream ? body : streamFrom(body)
}

/** All bytes of a body as text, and how it ended. */
export async function drain(
  body: Body,
): Promise<{ readonly bytes: Uint8Array; readonly text: string; readonly error: unknown }> {
  const reader = readable(body).getReader()
  const chunks: Uint8Array[] = []
  let error: unknown
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      chunks.push(read.value)
    }
  } catch (thrown) {
    error = thrown
  }
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return { bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), error }
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
