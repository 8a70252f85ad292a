import type { ExchangeRecord } from './record.ts'
import type { Stats } from './stats.ts'

/** Events waiting for one slow listener; older ones are left out, and it is told how many. */
const MOST_WAITING = 256

/** `text/event-stream`: one event a request, as soon as it has ended, until the listener or the proxy goes. */
export function eventStream(stats: Stats, signal: AbortSignal): Response {
  const encoder = new TextEncoder()
  let stop = (): void => undefined
  let missed = 0
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(': listening\n\n'))
        const tell = (record: ExchangeRecord): void => {
          if ((controller.desiredSize ?? 0) <= 0) {
            missed++
            return
          }
          const told = missed === 0 ? record : { ...record, missedBefore: missed }
          missed = 0
          controller.enqueue(encoder.encode(`event: request\ndata: ${JSON.stringify(told)}\n\n`))
        }
        stop = stats.listen(tell, () => {
          stop()
          controller.close()
        })
        signal.addEventListener('abort', stop, { once: true })
      },
      cancel: () => stop(),
    },
    { highWaterMark: MOST_WAITING },
  )
  // Between here and a page nothing is to gather events before it gives them on.
  const headers = {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  }
  return new Response(stream, { headers })
}
