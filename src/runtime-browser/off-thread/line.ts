import type { Progress } from '../../engine/index.ts'
import { type FromWorker, fromPlain, type Port, type Task, type ToWorker } from './messages.ts'
import { post } from './postable.ts'

/** How a task is watched and given up: functions and signals do not cross threads. */
export interface Hooks {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Buffers to move instead of copying. */
  readonly transfer?: Transferable[]
}

/** Has a task done elsewhere. */
export type Caller = <Value>(task: Task, hooks?: Hooks) => Promise<Value>

/** A task that was sent. */
export interface Sent {
  /** What the worker says in the end, also to a task that was given up. */
  readonly answer: Promise<unknown>
  /** Tells the worker that nobody waits any more. */
  abort(): void
}

/** One worker, as seen from the page. */
export interface Line {
  send(task: Task, hooks: Hooks): Sent
  /** Fails all that was sent. */
  fail(reason: string): void
}

interface Pending {
  resolve(value: unknown): void
  reject(error: unknown): void
  readonly onProgress: Hooks['onProgress']
}

/** `onOther` hears what is no answer to a task. */
export function lineTo(port: Port, onOther: (message: FromWorker) => void = () => undefined): Line {
  const pending = new Map<number, Pending>()
  let calls = 0
  const tell = (message: ToWorker, transfer: Transferable[] = []): void =>
    post(port, message, transfer)
  port.addEventListener('message', ({ data }) => {
    const message = data as FromWorker
    if ('id' in message) settle(pending, message)
    else onOther(message)
  })
  return {
    send: (task, { onProgress, transfer = [] }) => {
      const id = calls++
      const answer = new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject, onProgress })
      })
      try {
        tell({ id, isWatched: onProgress !== undefined, ...task }, transfer)
      } catch (error) {
        pending.get(id)?.reject(error)
        pending.delete(id)
      }
      return { answer, abort: () => tell({ abort: id }) }
    },
    fail: (reason) => {
      for (const { reject } of pending.values()) reject(new Error(`the worker failed: ${reason}`))
      pending.clear()
    },
  }
}

function settle(
  pending: Map<number, Pending>,
  message: Extract<FromWorker, { readonly id: number }>,
): void {
  const call = pending.get(message.id)
  if ('progress' in message) {
    call?.onProgress?.(message.progress)
    return
  }
  pending.delete(message.id)
  if ('error' in message) call?.reject(fromPlain(message.error))
  else call?.resolve(message.value)
}
