import {
  EngineError,
  type EngineOptions,
  type ErrorCode,
  isEngineError,
  type Progress,
  type StoreKey,
} from '../../engine/index.ts'
import type { StorageState } from '../storage/lasting-store.ts'

/** A `Worker` as the page sees it, or the worker's own global scope. */
export interface Port {
  /** Sends a value that can be cloned; what is named by `transfer` is moved. */
  postMessage(message: unknown, options?: { readonly transfer?: Transferable[] }): void
  /** Hears what the other side sends. */
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  /** Hears that the worker could not be loaded, or threw outside of any call. */
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void
}

/** What can be asked of an engine in a worker; `compressOnce` is the door's `compress`, without a store. */
export type Method =
  | 'compress'
  | 'compressBody'
  | 'compressBytes'
  | 'inspectBody'
  | 'retrieve'
  | 'compressOnce'
  | 'expand'
  | 'expandBody'
  | 'countTokens'
  | 'close'

/** One piece of work. */
export interface Task {
  readonly method: Method
  /** What the method is about. */
  readonly subject?: unknown
  /** How it is to be done. */
  readonly options?: object | undefined
  /** Of `retrieve` alone. */
  readonly bounds?: { readonly limit?: number } | undefined
  /** Which of the worker's memories of decisions to use. */
  readonly memory?: number | undefined
}

/** A task on its way. */
export interface Call extends Task {
  readonly id: number
  /** Whether the page wants to hear of progress. */
  readonly isWatched: boolean
}

/** How the package's own worker is to open its engine. */
export interface Opening {
  readonly options: Omit<EngineOptions, 'store'>
  /** Where originals go; what is not IndexedDB is kept by the page. */
  readonly store: 'page' | 'indexeddb'
  /** Where the engine's files are, when not beside its code. */
  readonly assets: string | undefined
  /** A lock that the worker holds for as long as it lives; absent where the browser has none. */
  readonly life: string | undefined
}

/** What the worker wants of a store that the page keeps. */
export interface StoreCall {
  readonly store: number
  readonly method: 'get' | 'set' | 'touch' | 'delete' | 'list'
  readonly key: StoreKey
  readonly text?: string
}

/** An error without its class, which does not cross threads. */
export interface PlainError {
  readonly message: string
  readonly code: ErrorCode | undefined
}

/** What a page sends. */
export type ToWorker =
  | Call
  | { readonly abort: number }
  | { readonly forget: number }
  | { readonly open: Opening }
  | { readonly stored: number; readonly value?: unknown; readonly error?: PlainError }

/** What a worker sends. */
export type FromWorker =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: PlainError }
  | { readonly ready: true }
  | { readonly refused: PlainError }
  | { readonly storage: StorageState }
  | StoreCall

/** For the way over. */
export function toPlain(error: unknown): PlainError {
  const code = isEngineError(error) ? error.code : undefined
  return { message: error instanceof Error ? error.message : String(error), code }
}

/** The error again, as the engine threw it. */
export function fromPlain({ message, code }: PlainError): Error {
  return code === undefined ? new Error(message) : new EngineError(code, message)
}
