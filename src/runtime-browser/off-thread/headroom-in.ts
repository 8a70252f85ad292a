import type { Headroom } from '../../engine/index.ts'
import { headroomOver } from './headroom-over.ts'
import { type Caller, lineTo } from './line.ts'
import type { Port } from './messages.ts'

/**
 * In a page: the engine of a Web Worker of your own that called `serveHeadroom`. `createHeadroom` has a
 * worker already; this is for a worker that does more than that. An aborted call is given up at once, and stops
 * where the worker next looks up.
 */
export function headroomIn(port: Port): Headroom {
  const line = lineTo(port)
  port.addEventListener('error', ({ message }) => line.fail(message || 'it could not be loaded'))
  const call: Caller = (task, hooks = {}) =>
    new Promise((resolve, reject) => {
      const { signal } = hooks
      signal?.throwIfAborted()
      const sent = line.send(task, hooks)
      const giveUp = (): void => {
        sent.abort()
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      sent.answer
        .finally(() => signal?.removeEventListener('abort', giveUp))
        .then(resolve as (value: unknown) => void, reject)
    })
  const { compress, compressBody, inspectBody, retrieve, close } = headroomOver(call)
  return { compress, compressBody, inspectBody, retrieve, close }
}
