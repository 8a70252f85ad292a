import {
  type CompressBytesResult,
  type Door,
  EngineError,
  type EngineOptions,
  type Headroom,
  type Store,
} from '../engine/index.ts'
import type { BytesOptions } from './off-thread/headroom-over.ts'
import type { StorageState } from './storage/lasting-store.ts'

/** What an engine in the calling thread takes. */
export interface HereOptions extends Omit<EngineOptions, 'store'> {
  /**
   * `"memory"` (default) is gone with the page; `"indexeddb"` outlives it, where the browser allows it, and goes on
   * in memory where it does not (`status` says so); or a store of your own.
   */
  readonly store?: 'memory' | 'indexeddb' | Store
  /**
   * Address of a copy of the package's `dist/wasm`, for bundlers that do not copy what
   * `new URL(…, import.meta.url)` names. Grammars are not taken from there; without them code is outlined by its
   * indentation.
   */
  readonly assets?: string | URL
}

/** What `createHeadroom` takes in a browser. */
export interface HeadroomOptions extends HereOptions {
  /**
   * Default: in Web Workers wherever there is a page to keep awake and the browser gives it a worker, else in the
   * calling thread; `status` says which. `"worker"` fails rather than fall back; `"here"` starts none.
   */
  readonly thread?: 'worker' | 'here'
  /** Most Web Workers at once; further ones start when all are busy. Default 2. */
  readonly workers?: number
  /**
   * Address of the worker's script, for bundlers that do not follow `new Worker(new URL(…))`: what they make of
   * `headroom-edge/browser/engine-worker`. It must be of the page's own origin.
   */
  readonly workerUrl?: string | URL
}

/** Where an engine runs and where its originals go, now. */
export interface HeadroomStatus extends StorageState {
  /** Where the engine runs. */
  readonly thread: 'worker' | 'here'
  /** Why it runs in the calling thread. */
  readonly threadReason?: string
  /** Web Workers that are running. */
  readonly workers: number
}

/** The engine in a browser; what the door does without a store, this one's workers do too. */
export interface BrowserHeadroom
  extends Headroom,
    Pick<Door, 'expand' | 'expandBody' | 'countTokens'> {
  /** `compressBody` for a body in bytes, which come and go without a copy where that can be. */
  compressBytes(body: Uint8Array, options?: BytesOptions): Promise<CompressBytesResult>
  /** Where it runs and where its originals go, at this moment. */
  status(): HeadroomStatus
}

/** The caller's store, or which of ours it wants. Throws `EngineError('bad-options')` for anything else. */
export function storeOf(store: unknown): 'memory' | 'indexeddb' | Store {
  if (store === undefined || store === 'memory') return 'memory'
  if (store === 'indexeddb') return store
  if (isStore(store)) return store
  throw new EngineError(
    'bad-options',
    `createHeadroom: store must be "memory", "indexeddb" or a Store, got ${JSON.stringify(store)}`,
  )
}

function isStore(value: unknown): value is Store {
  return typeof value === 'object' && value !== null && 'get' in value && 'set' in value
}

const MOST_WORKERS = 32

/** Throws `EngineError('bad-options')` for a bad option of those that only the page knows. */
export function checkPageOptions({ thread, workers = 1 }: HeadroomOptions): void {
  if (thread !== undefined && thread !== 'worker' && thread !== 'here') {
    throw new EngineError(
      'bad-options',
      `createHeadroom: thread must be "worker" or "here", got ${JSON.stringify(thread)}`,
    )
  }
  if (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS) {
    throw new EngineError(
      'bad-options',
      `createHeadroom: workers must be a whole number from 1 to ${MOST_WORKERS}, got ${JSON.stringify(workers)}`,
    )
  }
}
