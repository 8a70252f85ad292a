import { type Door, isEngineError, once } from '../engine/index.ts'
import { type Away, openAway } from './off-thread/away.ts'
import { type BrowserHeadroom, checkPageOptions, type HeadroomOptions } from './options.ts'

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
export { headroomIn } from './off-thread/headroom-in.ts'
export type { BytesOptions } from './off-thread/headroom-over.ts'
export type { Port } from './off-thread/messages.ts'
export { serveHeadroom } from './off-thread/serve.ts'
export type { BrowserHeadroom, HeadroomOptions, HeadroomStatus, HereOptions } from './options.ts'
export { type IdbStoreOptions, idbStore } from './storage/idb-store.ts'
export type { StorageState } from './storage/lasting-store.ts'

/**
 * Opens the engine with a store and a scope: in a Web Worker of the package's own, so that the page stays awake,
 * and in the calling thread where there can be none; `status` says which. Throws `EngineError('bad-options')` for a
 * bad option.
 */
export async function createHeadroom(options: HeadroomOptions = {}): Promise<BrowserHeadroom> {
  return (await openAnywhere(options)).headroom
}

/** For all that needs no store: opened at the first call. */
const storeless = once(() => openAnywhere({}))

/** Makes messages smaller, without a store: packers only, unless a headroom is given. */
export const compress: Door['compress'] = async (messages, { headroom, ...options } = {}) => {
  if (headroom !== undefined) return await headroom.compress(messages, options)
  return await (await storeless()).door.compress(messages, options)
}
/** Undoes every packed form, from the messages alone. */
export const expand: Door['expand'] = async (messages) =>
  await (await storeless()).door.expand(messages)
/** The same for a body as JSON text, of which every other byte is copied. */
export const expandBody: Door['expandBody'] = async (body) =>
  await (await storeless()).door.expandBody(body)
/** Tokens of a text for a model; an estimate where the model's encoding is not public. */
export const countTokens: Door['countTokens'] = async (text, options) =>
  await (await storeless()).door.countTokens(text, options)

async function openAnywhere(options: HeadroomOptions): Promise<Away> {
  checkPageOptions(options)
  const reason = reasonForHere(options)
  if (reason !== undefined) return await openHere(options, reason)
  try {
    return await openAway(options)
  } catch (error) {
    if (isEngineError(error) || options.thread === 'worker') throw error
    const said = error instanceof Error ? error.message : String(error)
    return await openHere(options, `no worker could be started: ${said}`)
  }
}

function reasonForHere({ thread }: HeadroomOptions): string | undefined {
  if (thread === 'here') return 'as asked'
  if (thread === 'worker') return undefined
  if (typeof Worker === 'undefined') return 'there are no workers here'
  return typeof document === 'undefined' ? 'there is no page to keep awake here' : undefined
}

async function openHere(options: HeadroomOptions, threadReason: string): Promise<Away> {
  const { thread: _thread, workers: _workers, workerUrl: _url, ...engine } = options
  const { createHeadroom: create, ...door } = await import('./here.ts')
  const headroom = await create(engine)
  return {
    door,
    headroom: { ...headroom, status: () => ({ ...headroom.status(), threadReason }) },
  }
}
