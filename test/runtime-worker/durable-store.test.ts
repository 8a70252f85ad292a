import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Scope } from '../../src/engine/contracts/store.ts'
import type { OriginalsNamespace } from '../../src/runtime-worker/cloudflare.ts'
import { durableStore } from '../../src/runtime-worker/durable-store.ts'
import { encryptionSuite, tamperingTests } from '../suites/encryption.ts'
import { storeSuite } from '../suites/store.ts'
import { newPlace } from './new-place.ts'

describe('Durable Object store', () => {
  let place: OriginalsNamespace = env.ORIGINALS
  storeSuite(
    async () => {
      place = newPlace()
      return durableStore(place)
    },
    { reopen: async () => durableStore(place) },
  )
})

describe('encrypted Durable Object store', () => {
  encryptionSuite(async () => durableStore(newPlace()))
  tamperingTests()
})

describe('Durable Object store, on its host', () => {
  const scope = 'alarms' as Scope
  const object = () => env.ORIGINALS.get(env.ORIGINALS.idFromName(JSON.stringify(scope)))

  it('sweeps by alarm what has outlived its last use, and keeps the rest', async () => {
    const store = durableStore(env.ORIGINALS)
    for (const name of ['stale', 'in use', 'fresh']) await store.set({ scope, name }, name)
    await runInDurableObject(object(), (_, { storage }) => {
      storage.sql.exec('UPDATE entries SET expires = 1 WHERE name NOT LIKE ?', '%fresh%')
    })
    await store.touch({ scope, name: 'in use' })
    expect(await runDurableObjectAlarm(object())).toBe(true)
    expect(await store.get({ scope, name: 'stale' })).toBeUndefined()
    expect(await store.get({ scope, name: 'in use' })).toBe('in use')
    expect(await store.get({ scope, name: 'fresh' })).toBe('fresh')
    const parts = await runInDurableObject(object(), (_, { storage }) =>
      storage.sql.exec('SELECT DISTINCT name FROM parts').toArray(),
    )
    expect(parts).toHaveLength(2)
    expect(await runDurableObjectAlarm(object())).toBe(true)
    expect(await store.get({ scope, name: 'fresh' })).toBe('fresh')
  })

  it('answers undefined for a text whose rows were damaged', async () => {
    const store = durableStore(env.ORIGINALS)
    await store.set({ scope, name: 'damaged' }, 'a text that will lose a byte')
    await runInDurableObject(object(), (_, { storage }) => {
      const rows = 'UPDATE parts SET bytes = ? WHERE name LIKE ?'
      expect(storage.sql.exec(rows, new Uint8Array(3), '%damaged%').rowsWritten).toBe(1)
    })
    expect(await store.get({ scope, name: 'damaged' })).toBeUndefined()
  })

  it('refuses a text that one call cannot carry', async () => {
    const store = durableStore(env.ORIGINALS)
    const text = 'x'.repeat(31 << 20)
    await expect(store.set({ scope, name: 'large' }, text)).rejects.toMatchObject({
      code: 'store-failed',
      message: expect.stringContaining('at most'),
    })
  })

  it('lists a scope of many pages', async () => {
    const store = durableStore(newPlace())
    const names = Array.from({ length: 600 }, (_, at) => `name ${String(at).padStart(3, '0')}`)
    await Promise.all(names.map((name) => store.set({ scope, name }, name)))
    const listed: string[] = []
    for await (const key of store.list(scope)) listed.push(key.name)
    expect(listed).toEqual(names)
  })
})
