import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHeadroom } from '../../src/runtime-browser/here.ts'
import { type BrowserHeadroom, idbStore, memoryStore } from '../../src/runtime-browser/index.ts'
import { idbStoreOfFormat } from '../../src/runtime-browser/storage/idb-store.ts'
import { lastingStore, type StorageState } from '../../src/runtime-browser/storage/lasting-store.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'

const log = serviceLogs.get('redis.log') ?? ''
const day = 24 * 60 * 60 * 1000

describe('what lies in IndexedDB already', () => {
  const opened: BrowserHeadroom[] = []

  afterEach(async () => {
    vi.useRealTimers()
    for (const headroom of opened.splice(0)) await headroom.close()
  })

  /** An engine over the database of a format, which goes on in memory where that one refuses. */
  async function open(
    database: string,
    format = 1,
  ): Promise<{ headroom: BrowserHeadroom; said: StorageState[] }> {
    const said: StorageState[] = []
    const store = lastingStore({
      lasting: idbStoreOfFormat(format, { database, lifetime: 2 * day }),
      passing: memoryStore(),
      onState: (state) => said.push(state),
    })
    const headroom = await createHeadroom({ store, preset: 'aggressive' })
    opened.push(headroom)
    return { headroom, said }
  }

  async function folded({ compress }: BrowserHeadroom, text = log): Promise<string> {
    const { ccrHashes } = await compress([{ role: 'tool', content: text }], { recall: true })
    return ccrHashes[0] ?? ''
  }

  const isWhole = async ({ retrieve }: BrowserHeadroom, ref: string): Promise<boolean> =>
    (await retrieve(ref))?.content === log

  it('of an older format: is answered plainly, heals, and goes when its entries have had their time', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const database = crypto.randomUUID()
    const old = await open(database)
    const ref = await folded(old.headroom)
    const { headroom, said } = await open(database, 3)
    expect(await headroom.retrieve(ref)).toBeUndefined()
    expect(await folded(headroom)).toBe(ref)
    expect(await isWhole(headroom, ref)).toBe(true)
    expect(await isWhole(old.headroom, ref)).toBe(true)
    expect(await namesOf(database)).toEqual([`${database}-1`, `${database}-3`])
    expect(said).toEqual([])

    vi.setSystemTime(Date.now() + 3 * day)
    const later = await open(database, 3)
    await folded(later.headroom)
    await folded(later.headroom, `${log}\n${log.replaceAll('redis', 'r3dis')}`)
    await expect.poll(() => namesOf(database)).toEqual([`${database}-3`])
    expect(await isWhole(later.headroom, ref)).toBe(true)
    expect(await old.headroom.retrieve(ref)).toBeUndefined()
    expect(await folded(old.headroom)).toBe(ref)
    expect(await isWhole(old.headroom, ref)).toBe(true)
  })

  it('of a name like ours, but with what is not ours, stays', async () => {
    const database = crypto.randomUUID()
    await made(`${database}-1`, ['entries', 'invoices'])
    await made(`${database}-2`, ['entries'], (store) => store.put('of somebody', 'a key'))
    await made(database, ['entries'])
    const { headroom } = await open(database, 4)
    await folded(headroom)
    const empty = crypto.randomUUID()
    await made(`${empty}-1`, ['entries'])
    await folded((await open(empty, 2)).headroom)
    await expect.poll(() => namesOf(empty)).toEqual([`${empty}-2`])
    expect(await namesOf(database)).toEqual(
      ['', '-1', '-2', '-4'].map((end) => `${database}${end}`),
    )
  })

  it('of our very name, without our entries: it goes on in memory, and says so', async () => {
    const database = crypto.randomUUID()
    await made(`${database}-1`, ['invoices'])
    const { headroom, said } = await open(database)
    const ref = await folded(headroom)
    expect(await isWhole(headroom, ref)).toBe(true)
    expect(said).toMatchObject([{ store: 'memory' }])
  })

  it.each([
    ['cut short', (text: unknown) => String(text).slice(0, 5000)],
    ['of another text', () => 'original 00 2\nno'],
    ['no text at all', () => ({ text: log })],
    ['nothing', () => undefined],
  ])('damaged, an original that is %s: is answered plainly, and heals', async (_name, harm) => {
    const database = crypto.randomUUID()
    const { headroom, said } = await open(database)
    const ref = await folded(headroom)
    await changed(`${database}-1`, 'text', harm)
    expect(await headroom.retrieve(ref)).toBeUndefined()
    expect(await folded(headroom)).toBe(ref)
    expect(await isWhole(headroom, ref)).toBe(true)
    expect(said).toEqual([])
  })

  it.each([null, 'yesterday', { at: 'never' }])(
    'damaged, a note of use that is %j: nothing fails',
    async (note) => {
      const database = crypto.randomUUID()
      const first = await open(database)
      await folded(first.headroom)
      await changed(`${database}-1`, 'usage', () => note)
      const { headroom, said } = await open(database)
      const longer = `${log}\n${log.replaceAll('redis', 'r3dis')}`
      const ref = await folded(headroom, longer)
      expect((await headroom.retrieve(ref))?.content === longer).toBe(true)
      expect(said).toEqual([])
    },
  )

  it('that does not open holds nobody up more than once, and is taken when it does', async () => {
    const database = crypto.randomUUID()
    const holder = await made(`${database}-1`, ['entries'], undefined, 'held')
    const deletion = indexedDB.deleteDatabase(`${database}-1`)
    await new Promise((resolve) => {
      deletion.onblocked = resolve
    })
    const key = { scope: 's', name: 'a' } as never
    const store = idbStore({ database })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const first = expect(store.get(key)).rejects.toThrow('did not open')
    await vi.advanceTimersByTimeAsync(10_000)
    await first
    await expect(store.get(key)).rejects.toThrow('did not open')
    vi.useRealTimers()
    holder?.close()
    await expect.poll(() => store.get(key).catch(String)).toBeUndefined()
    await store.set(key, 'text')
    expect(await store.get(key)).toBe('text')
    await store.close()
  })
})

async function namesOf(database: string): Promise<readonly string[]> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name)
  return names.filter((name) => name.startsWith(database)).sort()
}

/** A database as a program makes it; `held` leaves it open, and deaf to who wants it closed. */
async function made(
  name: string,
  stores: readonly string[],
  fill?: (store: IDBObjectStore) => void,
  held?: 'held',
): Promise<IDBDatabase | undefined> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    for (const store of stores) request.result.createObjectStore(store)
    if (fill !== undefined && request.transaction !== null) {
      fill(request.transaction.objectStore(stores[0] ?? ''))
    }
  }
  const database = await done(request)
  if (held === 'held') return database
  database.close()
  return undefined
}

/** Puts something else where the database has an entry of this kind. */
async function changed(
  name: string,
  kind: 'text' | 'usage',
  harm: (value: unknown) => unknown,
): Promise<void> {
  const database = await done(indexedDB.open(name, 1))
  const entries = database.transaction('entries', 'readwrite').objectStore('entries')
  const keys = await done(entries.getAllKeys(IDBKeyRange.bound([kind], [kind, []])))
  expect(keys.length).toBeGreaterThan(0)
  for (const key of keys) {
    const value = harm(await done(entries.get(key)))
    if (value === undefined) await done(entries.delete(key))
    else await done(entries.put(value, key))
  }
  database.close()
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(request.result)
  })
}
