import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Scope, Store } from '../../src/engine/contracts/store.ts'
import { idbStore } from '../../src/runtime-browser/storage/idb-store.ts'
import { encryptionSuite } from '../suites/encryption.ts'
import { storeSuite } from '../suites/store.ts'

describe('IndexedDB store', () => {
  let database = ''
  storeSuite(
    async () => {
      database = crypto.randomUUID()
      return idbStore({ database })
    },
    { reopen: async () => idbStore({ database }) },
  )
})

describe('encrypted IndexedDB store', () => {
  encryptionSuite(async () => idbStore({ database: crypto.randomUUID() }))
})

describe('IndexedDB store, in its bounds', () => {
  const scope = 'bounds' as Scope
  const day = 24 * 60 * 60 * 1000

  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('drops what has outlived its last use, and keeps what was touched', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const store = idbStore({ database: crypto.randomUUID(), lifetime: 2 * day, capacity: 16 })
    await store.set({ scope, name: 'stale' }, 'a')
    await store.set({ scope, name: 'in use' }, 'b')
    vi.setSystemTime(Date.now() + day)
    await store.touch({ scope, name: 'in use' })
    vi.setSystemTime(Date.now() + day + 1)
    await store.set({ scope, name: 'fresh' }, 'c')
    expect(await namesIn(store)).toEqual(['fresh', 'in use'])
    await store.close()
  })

  it('lets the least recently used go when there is no room', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const store = idbStore({ database: crypto.randomUUID(), capacity: 100 })
    for (const name of ['a', 'b', 'c']) {
      vi.setSystemTime(Date.now() + 1)
      await store.set({ scope, name }, 'x'.repeat(30))
    }
    vi.setSystemTime(Date.now() + 2 * day)
    await store.touch({ scope, name: 'a' })
    await store.set({ scope, name: 'd' }, 'x'.repeat(30))
    expect(await namesIn(store)).toEqual(['a', 'c', 'd'])
    await store.close()
  })

  it('spares what is in use, even for want of room', async () => {
    const store = idbStore({ database: crypto.randomUUID(), capacity: 50 })
    for (const name of ['a', 'b', 'c']) await store.set({ scope, name }, 'x'.repeat(30))
    expect(await namesIn(store)).toEqual(['a', 'b', 'c'])
    await store.close()
  })

  it('makes room and tries again when the browser refuses', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const store = idbStore({ database: crypto.randomUUID() })
    await store.set({ scope, name: 'old' }, 'x'.repeat(100))
    vi.setSystemTime(Date.now() + 1)
    await store.set({ scope, name: 'newer' }, 'x'.repeat(20))
    vi.setSystemTime(Date.now() + 2 * day)
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    await store.set({ scope, name: 'newest' }, 'y')
    expect(await namesIn(store)).toEqual(['newer', 'newest'])
    await store.close()
  })

  it('fails rather than loses when there is no room at all', async () => {
    const store = idbStore({ database: crypto.randomUUID() })
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    await expect(store.set({ scope, name: 'a' }, 'x')).rejects.toMatchObject({
      code: 'store-failed',
    })
    expect(await store.get({ scope, name: 'a' })).toBeUndefined()
    await store.close()
  })

  it('lets another page delete the database, and opens it again', async () => {
    const database = crypto.randomUUID()
    const store = idbStore({ database })
    await store.set({ scope, name: 'a' }, '1')
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(`${database}-1`)
      request.onsuccess = resolve
      request.onerror = reject
      request.onblocked = reject
    })
    expect(await store.get({ scope, name: 'a' })).toBeUndefined()
    await store.set({ scope, name: 'a' }, '2')
    expect(await store.get({ scope, name: 'a' })).toBe('2')
    await store.close()
  })

  async function namesIn(store: Store): Promise<string[]> {
    const names: string[] = []
    for await (const { name } of store.list(scope)) names.push(name)
    return names.sort()
  }
})
