import { EngineError, type Store } from '../../engine/index.ts'
import type { StorageState } from '../storage/lasting-store.ts'
import { type Line, lineTo } from './line.ts'
import { type FromWorker, fromPlain, type Opening, type ToWorker } from './messages.ts'
import { post } from './postable.ts'
import { answerStoreCall } from './remote-store.ts'

/** What a worker of the package's own is started with. */
export interface MemberPlan {
  /** Makes the worker; throws where the browser refuses. */
  readonly start: () => Worker
  readonly opening: Omit<Opening, 'life'>
  /** What the page keeps for its workers. */
  readonly store: Store
  readonly onStorage: (state: StorageState) => void
}

/** One worker of the package's own. */
export interface Member {
  readonly line: Line
  /** Resolves when its engine is open; rejects with what the engine refused, or what kept it from starting. */
  readonly ready: Promise<void>
  /** Resolves when it has died by itself; never after `end`. */
  readonly died: Promise<void>
  forget(memory: number): void
  /** Ends it, whatever it does. */
  end(): void
}

/** Starts a worker and opens its engine. */
export function startMember({ start, opening, store, onStorage }: MemberPlan): Member {
  const worker = start()
  const ready = settleable<void>()
  const died = settleable<void>()
  const watching = new AbortController()
  const tell = (message: ToWorker): void => post(worker, message)
  const onOther = (message: FromWorker): void => {
    if ('ready' in message) ready.resolve()
    else if ('refused' in message) ready.reject(fromPlain(message.refused))
    else if ('storage' in message) onStorage(message.storage)
    else if ('store' in message) void answerStoreCall(store, message, tell)
  }
  const line = lineTo(worker, onOther)
  const end = (reason: string): void => {
    watching.abort()
    worker.terminate()
    line.fail(reason)
    ready.reject(new Error(reason))
  }
  const die = (reason: string): void => {
    if (watching.signal.aborted) return
    end(reason)
    died.resolve()
  }
  worker.addEventListener('error', ({ message }) => die(message || 'it could not be loaded'))
  worker.addEventListener('messageerror', () => die('a message could not be read'))
  ready.promise.catch(() => undefined)
  const life = navigator.locks === undefined ? undefined : `headroom-edge ${crypto.randomUUID()}`
  if (life !== undefined) {
    const watched = ready.promise.then(() => outlive(life, watching.signal))
    watched.then(
      () => die('it ended without a word'),
      () => undefined,
    )
  }
  tell({ open: { ...opening, life } })
  return {
    line,
    ready: ready.promise,
    died: died.promise,
    forget: (memory) => tell({ forget: memory }),
    end: () => end('it was ended'),
  }
}

/** Resolves when whoever holds the lock is gone: a worker that runs out of memory tells nobody. */
async function outlive(life: string, signal: AbortSignal): Promise<void> {
  await navigator.locks.request(life, { signal }, () => undefined)
}

interface Settleable<Value> {
  readonly promise: Promise<Value>
  resolve(value: Value): void
  reject(error: unknown): void
}

function settleable<Value>(): Settleable<Value> {
  let resolve: (value: Value) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<Value>((...settlers) => {
    ;[resolve, reject] = settlers
  })
  return { promise, resolve: (value) => resolve(value), reject: (error) => reject(error) }
}

/** The error of every call to an engine that was closed. */
export function closedError(): EngineError {
  return new EngineError('closed', 'this headroom was closed; create another')
}
