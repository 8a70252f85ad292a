import {
  EngineError,
  type ErrorCode,
  type Headroom,
  isEngineError,
  type Progress,
  type SliceRequest,
} from '../engine/index.ts'

/** A `Worker` as the page sees it, or the worker's own global scope. */
export interface Port {
  /** Sends a value that can be cloned. */
  postMessage(message: unknown): void
  /** Hears what the other side sends. */
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  /** Hears that the worker could not be loaded, or threw outside of any call. */
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void
}

/** In a Web Worker: answers a page's calls. Call it at once, so that no message is missed. */
export function serveHeadroom(port: Port, opening: Promise<Headroom>): void {
  port.addEventListener('message', async ({ data }) => {
    const { id, ...work } = data as Call
    const onProgress = (progress: Progress): void => port.postMessage({ id, progress })
    try {
      const value = await perform(await opening, { ...work, onProgress })
      port.postMessage({ id, value } satisfies Answer)
    } catch (error) {
      port.postMessage({ id, error: toPlain(error) } satisfies Answer)
    }
  })
}

/**
 * In a page: the engine of a Web Worker that called `serveHeadroom`, so that the page stays awake.
 * An aborted call is given up at once; the worker finishes it unheard.
 */
export function headroomIn(port: Port): Headroom {
  const call = createCaller(port)
  return {
    // A memory stays on this side; without it the result is the same, only later.
    compress: async (subject, { signal, onProgress, memory: _memory, ...options } = {}) =>
      await call({ method: 'compress', subject, options }, { signal, onProgress }),
    compressBody: async (subject, { signal, onProgress, memory: _memory, ...options } = {}) =>
      await call({ method: 'compressBody', subject, options }, { signal, onProgress }),
    inspectBody: async (subject) => await call({ method: 'inspectBody', subject }),
    retrieve: async (subject, options, bounds) =>
      await call({ method: 'retrieve', subject, options, bounds }),
    close: async () => await call({ method: 'close' }),
  }
}

type Method = keyof Headroom

interface Task {
  readonly method: Method
  /** What the method is about, and how it is to be done. */
  readonly subject?: unknown
  readonly options?: object | undefined
  /** Of `retrieve` alone. */
  readonly bounds?: { readonly limit?: number } | undefined
}

interface Call extends Task {
  readonly id: number
}

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly progress?: Progress
  readonly error?: PlainError
}

/** An error without its class, which does not cross threads. */
interface PlainError {
  readonly message: string
  readonly code: ErrorCode | undefined
}

interface Work extends Task {
  readonly onProgress: (progress: Progress) => void
}

async function perform(headroom: Headroom, work: Work): Promise<unknown> {
  const { method, subject, options, bounds, onProgress } = work
  switch (method) {
    case 'compress':
      return await headroom.compress(subject, { ...options, onProgress })
    case 'compressBody':
      return await headroom.compressBody(subject as string, { ...options, onProgress })
    case 'inspectBody':
      return await headroom.inspectBody(subject as string)
    case 'retrieve':
      return await headroom.retrieve(subject as string, options as SliceRequest | undefined, bounds)
    case 'close':
      return await headroom.close()
  }
}

/** What stays on this side: functions and signals do not cross threads. */
interface Hooks {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

type Caller = <Value>(task: Task, hooks?: Hooks) => Promise<Value>

interface Pending {
  resolve(value: unknown): void
  reject(error: unknown): void
  readonly onProgress: Hooks['onProgress']
}

function createCaller(port: Port): Caller {
  const pending = new Map<number, Pending>()
  let calls = 0
  port.addEventListener('message', ({ data }) => settle(pending, data as Answer))
  port.addEventListener('error', ({ message }) => {
    const failure = new Error(`the worker failed: ${message ?? 'it could not be loaded'}`)
    for (const { reject } of pending.values()) reject(failure)
    pending.clear()
  })
  return (task, { signal, onProgress } = {}) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const id = calls++
      pending.set(id, { resolve: resolve as Pending['resolve'], reject, onProgress })
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      port.postMessage({ id, ...task } satisfies Call)
    })
}

function settle(pending: Map<number, Pending>, { id, value, progress, error }: Answer): void {
  const call = pending.get(id)
  if (progress !== undefined) {
    call?.onProgress?.(progress)
    return
  }
  pending.delete(id)
  if (error === undefined) call?.resolve(value)
  else call?.reject(fromPlain(error))
}

function toPlain(error: unknown): PlainError {
  const code = isEngineError(error) ? error.code : undefined
  return { message: error instanceof Error ? error.message : String(error), code }
}

function fromPlain({ message, code }: PlainError): Error {
  return code === undefined ? new Error(message) : new EngineError(code, message)
}
