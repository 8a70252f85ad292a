import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Scope } from '../../src/engine/contracts/store.ts'
import { conversationStore, durableStore } from '../../src/runtime-worker/durable-store.ts'
import { storeSuite } from '../suites/store.ts'
import { newPlace, type Place } from './new-place.ts'

const scope = 'a project' as Scope
const HOME = '"a project"'
const ONE = '["one"]'

describe('Durable Object store of one conversation, read without it', () => {
  let place = newPlace()
  storeSuite(
    async () => {
      place = newPlace()
      return durableStore(place, { conversation: 'one' })
    },
    { reopen: async () => durableStore(place) },
  )
})

describe('Durable Object store of one conversation, read from another', () => {
  let place = newPlace()
  storeSuite(
    async () => {
      place = newPlace()
      return durableStore(place, { conversation: 'one' })
    },
    { reopen: async () => durableStore(place, { conversation: 'another' }) },
  )
})

describe('what only one conversation asks for', () => {
  it('asks no object but the conversation’s, and is known to no other', async () => {
    const place = newPlace()
    const store = conversationStore(place, 'one', 1_000_000)
    await store.set({ scope, name: 'a' }, 'text')
    expect(await store.get({ scope, name: 'a' })).toBe('text')
    expect(await store.get({ scope, name: 'b' })).toBeUndefined()
    expect(new Set(place.called)).toEqual(new Set([ONE]))
    expect(await durableStore(place).get({ scope, name: 'a' })).toBeUndefined()
    const other = conversationStore(place, 'other', 1_000_000)
    expect(await other.get({ scope, name: 'a' })).toBeUndefined()
  })
})

describe('a conversation’s object', () => {
  it('holds its texts, of which the scope’s object has the names alone', async () => {
    const place = newPlace()
    await durableStore(place, { conversation: 'one' }).set({ scope, name: 'a' }, 'text')
    expect(await rowsIn(place, ONE)).toEqual({ entries: 1, parts: 1 })
    expect(await rowsIn(place, HOME)).toEqual({ entries: 1, parts: 0 })
  })

  it('is called three times for a text that is kept and read back, and its project’s twice', async () => {
    const place = newPlace()
    const store = durableStore(place, { conversation: 'one' })
    await store.get({ scope, name: 'a' })
    await store.set({ scope, name: 'a' }, 'text')
    await store.get({ scope, name: 'a' })
    expect(place.called).toEqual([ONE, HOME, HOME, ONE, ONE])
  })

  it('is asked alone for what it holds', async () => {
    const place = newPlace()
    const store = durableStore(place, { conversation: 'one' })
    await store.set({ scope, name: 'a' }, 'text')
    place.called.length = 0
    expect(await store.get({ scope, name: 'a' })).toBe('text')
    expect(place.called).toEqual([ONE])
  })

  it('lets go of what another conversation set anew', async () => {
    const place = newPlace()
    await durableStore(place, { conversation: 'one' }).set({ scope, name: 'a' }, 'first')
    await durableStore(place, { conversation: 'two' }).set({ scope, name: 'a' }, 'second')
    expect(await durableStore(place, { conversation: 'one' }).get({ scope, name: 'a' })).toBe(
      'second',
    )
    expect(await rowsIn(place, ONE)).toEqual({ entries: 0, parts: 0 })
    await durableStore(place).set({ scope, name: 'a' }, 'third')
    expect(await durableStore(place, { conversation: 'two' }).get({ scope, name: 'a' })).toBe(
      'third',
    )
    expect(await rowsIn(place, '["two"]')).toEqual({ entries: 0, parts: 0 })
  })

  it('keeps two projects apart that name a conversation alike', async () => {
    const place = newPlace()
    const store = durableStore(place, { conversation: 'one' })
    await store.set({ scope, name: 'a' }, 'mine')
    const other = { scope: 'another' as Scope, name: 'a' }
    expect(await store.get(other)).toBeUndefined()
    await store.delete(other)
    expect(await store.get({ scope, name: 'a' })).toBe('mine')
  })

  it('lives on with its index where it is touched, from wherever', async () => {
    const place = newPlace()
    await durableStore(place, { conversation: 'one' }).set({ scope, name: 'a' }, 'text')
    for (const name of [HOME, ONE]) await expire(place, name)
    await durableStore(place).touch({ scope, name: 'a' })
    for (const name of [HOME, ONE]) expect(await ring(place, name)).toBe(true)
    expect(await durableStore(place).get({ scope, name: 'a' })).toBe('text')
  })

  it('leaves nothing behind once all has outlived its time, and takes new texts then', async () => {
    const place = newPlace()
    const store = durableStore(place, { conversation: 'one' })
    await store.set({ scope, name: 'a' }, 'text')
    for (const name of [HOME, ONE]) {
      await expire(place, name)
      await ring(place, name)
      expect(await tablesIn(place, name)).toEqual([])
      expect(await ring(place, name)).toBe(false)
    }
    expect(await store.get({ scope, name: 'a' })).toBeUndefined()
    await store.set({ scope, name: 'a' }, 'again')
    expect(await store.get({ scope, name: 'a' })).toBe('again')
  })

  it('that was only asked holds nothing', async () => {
    const place = newPlace()
    const store = durableStore(place, { conversation: 'one' })
    await store.get({ scope, name: 'a' })
    await store.touch({ scope, name: 'a' })
    await store.delete({ scope, name: 'a' })
    for (const name of [HOME, ONE]) expect(await tablesIn(place, name)).toEqual([])
  })

  it('without its text is as if nothing had been kept: it can be set again', async () => {
    const place = newPlace()
    const store = durableStore(place, { conversation: 'one' })
    await store.set({ scope, name: 'a' }, 'text')
    await objectOf(place, ONE).remove(JSON.stringify([scope, 'a']))
    expect(await store.get({ scope, name: 'a' })).toBeUndefined()
    expect(await durableStore(place).get({ scope, name: 'a' })).toBeUndefined()
    await store.set({ scope, name: 'a' }, 'text')
    expect(await durableStore(place).get({ scope, name: 'a' })).toBe('text')
  })

  it('keeps a text of 5 MB in rows below 2 MB', async () => {
    const place = newPlace()
    const text = 'a long text, '.repeat(400_000)
    await durableStore(place, { conversation: 'one' }).set({ scope, name: 'a' }, text)
    const sizes = await runInDurableObject(objectOf(place, ONE), (_, { storage }) =>
      storage.sql.exec<{ size: number }>('SELECT length(bytes) AS size FROM parts').toArray(),
    )
    expect(sizes).toHaveLength(5)
    expect(Math.max(...sizes.map(({ size }) => size))).toBeLessThan(2_000_000)
    expect((await durableStore(place).get({ scope, name: 'a' })) === text).toBe(true)
  })
})

function objectOf(place: Place, name: string) {
  return env.ORIGINALS.get(env.ORIGINALS.idFromString(place.idFromName(name).toString()))
}

async function rowsIn(place: Place, name: string): Promise<Record<string, number>> {
  return await runInDurableObject(objectOf(place, name), (_, { storage }) => {
    const count = (table: string) =>
      storage.sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n
    return { entries: count('entries'), parts: count('parts') }
  })
}

async function tablesIn(place: Place, name: string): Promise<readonly unknown[]> {
  return await runInDurableObject(objectOf(place, name), (_, { storage }) =>
    storage.sql
      .exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")
      .toArray(),
  )
}

async function expire(place: Place, name: string): Promise<void> {
  await runInDurableObject(objectOf(place, name), (_, { storage }) => {
    storage.sql.exec('UPDATE entries SET expires = 1')
  })
}

async function ring(place: Place, name: string): Promise<boolean> {
  return await runDurableObjectAlarm(objectOf(place, name))
}
