/** How a stream went by. */
export interface Passage {
  readonly bytes: number
  readonly ending: 'complete' | 'cut' | 'cancelled'
}

/**
 * The same stream, with word when it has ended: read by its reader's pace, broken off where the source
 * breaks off, and the source let go at once where the reader goes. Without a stream the word comes now.
 */
export function watched(
  source: ReadableStream<Uint8Array> | undefined,
  onEnd: (passage: Passage) => void,
): ReadableStream<Uint8Array> | undefined {
  if (source === undefined) {
    onEnd({ bytes: 0, ending: 'complete' })
    return undefined
  }
  const reader = source.getReader()
  let bytes = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            controller.close()
            onEnd({ bytes, ending: 'complete' })
            return
          }
          bytes += value.byteLength
          controller.enqueue(value)
        } catch (error) {
          controller.error(error)
          onEnd({ bytes, ending: 'cut' })
        }
      },
      async cancel(reason) {
        onEnd({ bytes, ending: 'cancelled' })
        await reader.cancel(reason).catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
