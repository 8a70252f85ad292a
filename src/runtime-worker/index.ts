import {
  type Door,
  EngineError,
  type EngineOptions,
  type LocalHeadroom,
  memoryStore,
  openDoor,
  type Store,
} from '../engine/index.ts'
import { workerPlatform } from './platform.ts'

export {
  type Attempt,
  type BudgetResult,
  type CompressBodyResult,
  type CompressOnceOptions,
  type CompressOptions,
  type CompressReport,
  type CompressResult,
  type ContentKind,
  type Counting,
  type CountOptions,
  type Decision,
  DecisionMemory,
  EngineError,
  type ErrorCode,
  findRefs,
  type Headroom,
  isEngineError,
  type KeepReason,
  type LocalHeadroom,
  memoryStore,
  type Preset,
  type Progress,
  type Proof,
  RECALL_ABOUT,
  RECALL_PARAMETERS,
  RECALL_TOOL,
  type Ref,
  type Report,
  type Scope,
  type Slice,
  type SliceRequest,
  type Store,
  type StoreKey,
} from '../engine/index.ts'
export type { OriginalsNamespace, OriginalsStub, StoredText } from './cloudflare.ts'
export { type DurableStoreOptions, durableStore } from './durable-store.ts'
export { Originals } from './originals.ts'

/** What `createHeadroom` takes in a worker. */
export interface HeadroomOptions extends Omit<EngineOptions, 'store'> {
  /**
   * `"memory"` (default) is gone with the isolate, at any moment; for what must be recalled pass
   * `durableStore(env.ORIGINALS)`, or a store of your own.
   */
  readonly store?: 'memory' | Store
}

const door: Door = openDoor(workerPlatform({ openStore: async () => memoryStore() }))

/** Opens the engine with a store and a scope. Throws `EngineError('bad-options')` for a bad option. */
export async function createHeadroom(options: HeadroomOptions = {}): Promise<LocalHeadroom> {
  return await door.createHeadroom({ ...options, store: storeOf(options.store) })
}

function storeOf(store: HeadroomOptions['store']): Store {
  if (store === undefined || store === 'memory') return memoryStore()
  if (typeof store === 'object' && typeof store.get === 'function') return store
  throw new EngineError(
    'bad-options',
    `createHeadroom: store must be "memory" or a Store, got ${JSON.stringify(store)}`,
  )
}

/** Makes messages smaller, without a store: packers only, unless a headroom is given. */
export const compress: Door['compress'] = door.compress
/** Undoes every packed form, from the messages alone. */
export const expand: Door['expand'] = door.expand
/** The same for a body as JSON text, of which every other byte is copied. */
export const expandBody: Door['expandBody'] = door.expandBody
/** Tokens of a text for a model; an estimate where the model's encoding is not public. */
export const countTokens: Door['countTokens'] = door.countTokens
