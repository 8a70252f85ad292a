import { type Door, memoryStore } from '../engine/index.ts'
import { compressBytesOn } from './compress-bytes.ts'
import { doorOn } from './door-on.ts'
import { type BrowserHeadroom, type HereOptions, storeOf } from './options.ts'
import { idbStore } from './storage/idb-store.ts'
import { lastingStore, type StorageState } from './storage/lasting-store.ts'

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
export type { BytesOptions } from './off-thread/headroom-over.ts'
export type { Port } from './off-thread/messages.ts'
export { serveHeadroom } from './off-thread/serve.ts'
export type { BrowserHeadroom, HeadroomStatus, HereOptions } from './options.ts'
export { type IdbStoreOptions, idbStore } from './storage/idb-store.ts'
export type { StorageState } from './storage/lasting-store.ts'

const door: Door = doorOn(undefined)

/**
 * Opens the engine in the calling thread: in a service worker, an extension's background, a worker of your own.
 * Throws `EngineError('bad-options')` for a bad option.
 */
export async function createHeadroom(options: HereOptions = {}): Promise<BrowserHeadroom> {
  const { assets, store, ...engine } = options
  const kept = storeOf(store)
  let state: StorageState = { store: typeof kept === 'string' ? kept : 'own' }
  const opened = kept === 'memory' ? memoryStore() : kept
  const onState = (now: StorageState): void => {
    state = now
  }
  const lasting =
    opened === 'indexeddb'
      ? lastingStore({ lasting: idbStore(), passing: memoryStore(), onState })
      : opened
  const own = assets === undefined ? door : doorOn(String(assets))
  const headroom = await own.createHeadroom({ ...engine, store: lasting })
  return {
    compress: async (messages, given) => await headroom.compress(messages, given),
    compressBody: async (body, given) => await headroom.compressBody(body, given),
    compressBytes: async (bytes, { transfer: _transfer, ...given } = {}) =>
      await compressBytesOn(headroom, bytes, given),
    inspectBody: async (body) => await headroom.inspectBody(body),
    retrieve: async (ref, request, bounds) => await headroom.retrieve(ref, request, bounds),
    close: async () => await headroom.close(),
    expand: own.expand,
    expandBody: own.expandBody,
    countTokens: own.countTokens,
    status: () => ({ thread: 'here', workers: 0, ...state }),
  }
}

/** Makes messages smaller, without a store: packers only, unless a headroom is given. */
export const compress: Door['compress'] = door.compress
/** Undoes every packed form, from the messages alone. */
export const expand: Door['expand'] = door.expand
/** The same for a body as JSON text, of which every other byte is copied. */
export const expandBody: Door['expandBody'] = door.expandBody
/** Tokens of a text for a model; an estimate where the model's encoding is not public. */
export const countTokens: Door['countTokens'] = door.countTokens
