/**
 * Bytes on their way, read at their reader's pace. A web stream costs twenty times as much to open, and an answer
 * passes through several hands.
 */
export interface Chunks {
  /**
   * The next bytes; `undefined` at the end. Rejects where the source breaks off, behind all that came before. To be
   * asked again when it has answered.
   */
  next(): Promise<Uint8Array | undefined>
  /** Lets go of the source, at once. Never rejects. */
  cancel(reason?: unknown): Promise<void>
}

/** What hosts give bodies as. */
export type Body = ReadableStream<Uint8Array> | Chunks

/** The same body, to be read here. */
export function chunksOf(body: Body): Chunks {
  if (!(body instanceof ReadableStream)) return body
  const reader = body.getReader()
  return {
    next: async () => (await reader.read()).value,
    cancel: async (reason) => await reader.cancel(reason).catch(() => undefined),
  }
}

/** The same body for whoever takes a web stream. Nothing is read ahead. */
export function streamOf(chunks: Chunks): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = await chunks.next()
          if (chunk === undefined) controller.close()
          else controller.enqueue(chunk)
        } catch (error) {
          // workerd takes a rejection for a failure of the worker's own.
          controller.error(error)
        }
      },
      cancel: async (reason) => await chunks.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** A body that is there already. */
export function chunksIn(...pieces: readonly Uint8Array[]): Chunks {
  let at = 0
  return {
    next: async () => pieces[at++],
    cancel: async () => {
      at = pieces.length
    },
  }
}

/** All the bytes as one run, of that size; a single piece is that piece. */
export function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = pieces
  if (only !== undefined && pieces.length === 1) return only
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}
