import {
  type CompressOptions,
  type DecisionMemory,
  type Door,
  memoryStore,
} from '../../engine/index.ts'
import {
  type BrowserHeadroom,
  type HeadroomOptions,
  type HeadroomStatus,
  storeOf,
} from '../options.ts'
import type { StorageState } from '../storage/lasting-store.ts'
import { headroomOver } from './headroom-over.ts'
import { type Patch, withPatch } from './patch.ts'
import { Pool } from './pool.ts'

/** An engine in workers, and the door's functions in the same workers. */
export interface Away {
  readonly headroom: BrowserHeadroom
  readonly door: Pick<Door, 'compress' | 'expand' | 'expandBody' | 'countTokens'>
}

const WORKERS = 2

/** Opens an engine in workers. Rejects where the engine refuses an option, or no worker can be started. */
export async function openAway(options: HeadroomOptions): Promise<Away> {
  const { thread: _thread, workers = WORKERS, workerUrl, assets, store, ...engine } = options
  const kept = storeOf(store)
  const pageStore = typeof kept === 'string' ? memoryStore() : kept
  let state: StorageState = { store: typeof kept === 'string' ? kept : 'own' }
  const plan = {
    start: () => startWorker(workerUrl),
    opening: {
      options: engine,
      store: kept === 'indexeddb' ? 'indexeddb' : 'page',
      assets: assets === undefined ? undefined : new URL(assets, location.href).href,
    },
    store: pageStore,
    onStorage: (now: StorageState): void => {
      state = now
    },
  } as const
  const pool = new Pool(plan, workers)
  await pool.open()
  const { compressOnce, ...headroom } = headroomOver(pool.call, numbering(pool))
  const status = (): HeadroomStatus => ({ thread: 'worker', workers: pool.size, ...state })
  const close = async (): Promise<void> => {
    await pool.close()
    await pageStore.close()
  }
  const { compress, ...rest } = doorOver(pool, compressOnce)
  return { headroom: { ...headroom, ...rest, status, close }, door: { compress, ...rest } }
}

function doorOver(pool: Pool, compressOnce: Door['compress']): Away['door'] {
  return {
    compress: compressOnce,
    expand: async <Messages>(subject: Messages): Promise<Messages> => {
      const patch = await pool.call<Patch | undefined>({ method: 'expand', subject })
      return withPatch(subject, patch) as Messages
    },
    expandBody: async (subject) => await pool.call({ method: 'expandBody', subject }),
    countTokens: async (subject, options) =>
      await pool.call({ method: 'countTokens', subject, options }),
  }
}

/** Where a bundler reads it: the address must stand here as it is. */
function startWorker(url: string | URL | undefined): Worker {
  if (url !== undefined) return new Worker(url, { type: 'module' })
  return new Worker(new URL('../engine-worker.ts', import.meta.url), { type: 'module' })
}

/** Memories of decisions have numbers in the worker, and go when the page has let go of them. */
function numbering(pool: Pool): (memory: NonNullable<CompressOptions['memory']>) => number {
  const numbers = new WeakMap<DecisionMemory, number>()
  const gone = new FinalizationRegistry<number>((number) => pool.forget(number))
  let last = 0
  return (memory) => {
    const known = numbers.get(memory)
    if (known !== undefined) return known
    last++
    numbers.set(memory, last)
    gone.register(memory, last)
    return last
  }
}
