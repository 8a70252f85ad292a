import { get, promisifyRequest, type UseStore } from 'idb-keyval'
import { EngineError, once, type Scope, type Store, type StoreKey } from '../../engine/index.ts'
import { openDatabase } from './database.ts'
import { createSweeper, type Usage } from './idb-sweep.ts'
import { clearOlderFormats } from './older-formats.ts'

/** Where an IndexedDB store lives, and its bounds. */
export interface IdbStoreOptions {
  /** Name of the IndexedDB database, behind which the number of the format is put. Default: `headroom-edge`. */
  readonly database?: string
  /** Milliseconds an entry outlives its last use. Default: thirty days. */
  readonly lifetime?: number
  /** UTF-16 units that all entries may hold before the least recently used go, but none used today. Default: 2^27. */
  readonly capacity?: number
}

/**
 * What entries look like. A change of that means another number: a page of an older version that is still open
 * goes on with its own database, and what is in it heals from the client's history in the new one. What is no longer
 * used of the older one goes, and in the end the database itself.
 */
const FORMAT = 1

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000

/** 256 MB of two-byte units: a small part of what a browser grants a site. */
const CAPACITY = 1 << 27

/**
 * Keeps originals in IndexedDB, shared by all pages and workers of one site. Throws
 * `EngineError('store-failed')` when the browser has no room, even after a sweep.
 */
export function idbStore(options: IdbStoreOptions = {}): Store {
  return idbStoreOfFormat(FORMAT, options)
}

/** The same under another number, as a version to come will be beside what lies there from today. */
export function idbStoreOfFormat(format: number, options: IdbStoreOptions): Store {
  const { database = 'headroom-edge', lifetime = THIRTY_DAYS, capacity = CAPACITY } = options
  const { use, close } = openDatabase(`${database}-${format}`)
  const sweeper = createSweeper(use, { lifetime, capacity })
  const clearOlder = once(() => clearOlderFormats({ database, format, lifetime }))
  return {
    name: 'indexeddb',
    get: async (key) => {
      const text = await get<unknown>(textKey(key), use)
      return typeof text === 'string' ? text : undefined
    },
    set: async (key, value) => {
      void clearOlder()
      await sweeper.keepWithin(value.length)
      if (await wrote(use, key, value)) return
      await sweeper.makeRoom(value.length)
      if (await wrote(use, key, value)) return
      throw new EngineError('store-failed', `no room for an original of ${value.length} characters`)
    },
    touch: async (key) => await touch(use, key),
    delete: async (key) => await remove(use, key),
    list: (scope) => keysOf(use, scope),
    close,
  }
}

/** Keys are lists, which IndexedDB compares part by part: no separator can be forged. */
const textKey = ({ scope, name }: StoreKey): IDBValidKey => ['text', scope, name]
const usageKey = ({ scope, name }: StoreKey): IDBValidKey => ['usage', scope, name]

/** False when the browser had no room. */
async function wrote(use: UseStore, key: StoreKey, text: string): Promise<boolean> {
  try {
    await use('readwrite', async (entries) => {
      entries.put(text, textKey(key))
      entries.put({ at: Date.now(), size: text.length } satisfies Usage, usageKey(key))
      await promisifyRequest(entries.transaction)
    })
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') return false
    throw error
  }
}

/** Reads and writes in one transaction, so that an entry deleted meanwhile stays deleted. */
async function touch(use: UseStore, key: StoreKey): Promise<void> {
  await use('readwrite', async (entries) => {
    const usage: Usage | undefined = await promisifyRequest(entries.get(usageKey(key)))
    if (usage === undefined) return
    entries.put({ ...usage, at: Date.now() }, usageKey(key))
    await promisifyRequest(entries.transaction)
  })
}

async function remove(use: UseStore, key: StoreKey): Promise<void> {
  await use('readwrite', async (entries) => {
    entries.delete(textKey(key))
    entries.delete(usageKey(key))
    await promisifyRequest(entries.transaction)
  })
}

async function* keysOf(use: UseStore, scope: Scope): AsyncGenerator<StoreKey> {
  // A list sorts above every string, so it ends the range behind the last name.
  const range = IDBKeyRange.bound(['text', scope], ['text', scope, []])
  const keys = await use('readonly', (entries) => promisifyRequest(entries.getAllKeys(range)))
  for (const key of keys) {
    if (Array.isArray(key)) yield { scope, name: String(key[2]) }
  }
}
