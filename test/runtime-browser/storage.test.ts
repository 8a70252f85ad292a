import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHeadroom as createHere } from '../../src/runtime-browser/here.ts'
import { type BrowserHeadroom, createHeadroom } from '../../src/runtime-browser/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'

const log = serviceLogs.get('redis.log') ?? ''
const history = [{ role: 'tool', content: log }]

describe('originals that are to outlive the page', () => {
  const opened: BrowserHeadroom[] = []

  afterEach(async () => {
    vi.restoreAllMocks()
    for (const headroom of opened.splice(0)) await headroom.close()
  })

  async function open(create: typeof createHere, scope: string): Promise<BrowserHeadroom> {
    const headroom = await create({ store: 'indexeddb', preset: 'aggressive', scope })
    opened.push(headroom)
    return headroom
  }

  async function folded(headroom: BrowserHeadroom): Promise<string> {
    const { ccrHashes } = await headroom.compress(history, { recall: true })
    return ccrHashes[0] ?? ''
  }

  async function isWhole(headroom: BrowserHeadroom, ref: string): Promise<boolean> {
    return (await headroom.retrieve(ref))?.content === log
  }

  it('stay in memory where storage is switched off, which the status says, until it is on again', async () => {
    const headroom = await open(createHere, crypto.randomUUID())
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied by the user', 'SecurityError')
    })
    const ref = await folded(headroom)
    expect(headroom.status()).toMatchObject({
      store: 'memory',
      storeReason: 'denied by the user',
    })
    expect(await isWhole(headroom, ref)).toBe(true)
    vi.restoreAllMocks()
    const longer = [{ role: 'tool', content: `${log}\n${log}` }]
    await headroom.compress(longer, { recall: true })
    expect(headroom.status()).toEqual({ thread: 'here', workers: 0, store: 'indexeddb' })
    expect(await isWhole(headroom, ref)).toBe(true)
  })

  it('stay in memory where the browser has no room for them', async () => {
    const headroom = await open(createHere, crypto.randomUUID())
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const ref = await folded(headroom)
    expect(headroom.status().storeReason).toContain('no room for an original')
    expect(await isWhole(headroom, ref)).toBe(true)
  })

  it('come back from the history when the browser has thrown them away, in another tab too', async () => {
    const scope = crypto.randomUUID()
    const [one, other] = [await open(createHeadroom, scope), await open(createHere, scope)]
    const ref = await folded(one)
    expect(one.status().store).toBe('indexeddb')
    expect(await isWhole(other, ref)).toBe(true)
    await thrownAway('headroom-edge-1')
    expect(await one.retrieve(ref)).toBeUndefined()
    expect(await folded(one)).toBe(ref)
    expect(await isWhole(one, ref)).toBe(true)
    expect(await isWhole(other, ref)).toBe(true)
  })

  it('keep to memory beside a database of a version to come', async () => {
    await thrownAway('headroom-edge-1')
    await newer('headroom-edge-1')
    const headroom = await open(createHeadroom, crypto.randomUUID())
    const ref = await folded(headroom)
    expect(headroom.status()).toMatchObject({ thread: 'worker', store: 'memory' })
    expect(await isWhole(headroom, ref)).toBe(true)
    await thrownAway('headroom-edge-1')
  })
})

function thrownAway(database: string): Promise<void> {
  return done(indexedDB.deleteDatabase(database), () => undefined)
}

function newer(database: string): Promise<void> {
  return done(indexedDB.open(database, 9), (opened) => opened.close())
}

function done<Result>(request: IDBRequest<Result>, then: (result: Result) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      then(request.result)
      resolve()
    }
  })
}
