import type { AnswerMessage, Download, EngineCalls, Step } from './protocol.ts'

/** What the worker says without being asked. */
export interface Listeners {
  readonly onStep: (step: Step) => void
  readonly onDownload: (download: Download) => void
  readonly onStore: (store: 'indexeddb' | 'memory', why: string) => void
}

/** The engine in its worker. */
export interface EngineClient extends EngineCalls {
  /** Ends the worker at once, whatever it does; every open call rejects. */
  stop(): void
}

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Starts a worker. It has no text until `load`. */
export function startEngine(listeners: Listeners): EngineClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const pending = new Map<number, Pending>()
  let calls = 0
  const fail = (message: string): void => {
    for (const { reject } of pending.values()) reject(new Error(message))
    pending.clear()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<AnswerMessage>) => {
    if ('step' in data) listeners.onStep(data.step)
    else if ('download' in data) listeners.onDownload(data.download)
    else if ('store' in data) listeners.onStore(data.store, data.why)
    else settle(pending, data)
  })
  worker.addEventListener('error', ({ message }) =>
    fail(message || 'the worker could not be loaded'),
  )
  const call =
    (method: keyof EngineCalls): Call =>
    (...given) =>
      new Promise((resolve, reject) => {
        const id = calls++
        pending.set(id, { resolve: resolve as Pending['resolve'], reject })
        worker.postMessage({ id, method, given })
      })
  const stop = (): void => {
    worker.terminate()
    fail('stopped')
  }
  return { ...callsBy(call), stop }
}

type Call = (...given: readonly unknown[]) => Promise<never>

function callsBy(call: (method: keyof EngineCalls) => Call): EngineCalls {
  return {
    load: call('load'),
    run: call('run'),
    layout: call('layout'),
    rows: call('rows'),
    rowOf: call('rowOf'),
    segments: call('segments'),
    origin: call('origin'),
    open: call('open'),
    closeGap: call('closeGap'),
    gaps: call('gaps'),
    prove: call('prove'),
    compare: call('compare'),
    result: call('result'),
    purge: call('purge'),
  }
}

function settle(
  pending: Map<number, Pending>,
  answer: Extract<AnswerMessage, { readonly id: number }>,
): void {
  const call = pending.get(answer.id)
  pending.delete(answer.id)
  if ('error' in answer) call?.reject(new Error(answer.error))
  else call?.resolve(answer.value)
}
