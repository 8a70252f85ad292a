import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Scope } from '../../src/engine/contracts/store.ts'
import type { OriginalsNamespace } from '../../src/runtime-worker/cloudflare.ts'
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

describe('a text that several keep at once', () => {
  /** One conversation twice, as two isolates serve it, and another; in the order in which the index is told. */
  const WRITERS = ['one', 'two', 'one'] as const
  const orders = interleaved([['0'], ['1', '1'], ['2', '2']])

  it(`is there for all of them, in whichever of ${orders.length} orders their calls come`, async () => {
    const place = newPlace()
    for (const order of orders) {
      const key = { scope, name: order.join() }
      const turns = ['0', '1', '2', ...order]
      await Promise.all(
        WRITERS.map(async (conversation, at) => {
          const taking = takingTurns(place, String(at), turns)
          await durableStore(taking, { conversation }).set(key, 'text')
          // Some have fewer calls to make than others.
          while (turns.includes(String(at))) turns.splice(turns.indexOf(String(at)), 1)
        }),
      )
      for (const options of [{}, { conversation: 'one' }, { conversation: 'two' }]) {
        expect([order, await durableStore(place, options).get(key)]).toEqual([order, 'text'])
      }
    }
  })
})

/** All ways in which several sequences can run beside one another. */
function interleaved(sequences: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const left = sequences.filter(({ length }) => length > 0)
  if (left.length === 0) return [[]]
  return left.flatMap(([first = '', ...rest]) => {
    const others = left.filter(([other]) => other !== first)
    return interleaved([rest, ...others]).map((order) => [first, ...order])
  })
}

/** The place as one caller sees it, each of whose calls waits for its turn. */
function takingTurns(place: OriginalsNamespace, who: string, turns: string[]): OriginalsNamespace {
  const inTurn = async <T>(call: () => Promise<T>): Promise<T> => {
    while (turns[0] !== who && turns.includes(who)) await new Promise((go) => setTimeout(go, 0))
    const done = await call()
    if (turns[0] === who) turns.shift()
    return done
  }
  return {
    idFromName: place.idFromName,
    get: (id) => {
      const stub = place.get(id)
      return {
        read: (...given) => inTurn(() => stub.read(...given)),
        write: (...given) => inTurn(() => stub.write(...given)),
        touch: (...given) => inTurn(() => stub.touch(...given)),
        remove: (...given) => inTurn(() => stub.remove(...given)),
        names: (...given) => inTurn(() => stub.names(...given)),
        purge: (...given) => inTurn(() => stub.purge(...given)),
      }
    },
  }
}

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
