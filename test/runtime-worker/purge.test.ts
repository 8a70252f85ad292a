import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Scope } from '../../src/engine/contracts/store.ts'
import type { OriginalsNamespace } from '../../src/runtime-worker/cloudflare.ts'
import { conversationStore, durableStore } from '../../src/runtime-worker/durable-store.ts'
import { Projects } from '../../src/runtime-worker/projects.ts'
import { sharedJournal } from '../../src/runtime-worker/shared-journal.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { newPlace } from './new-place.ts'

const LIFETIME = 1_000_000
const key = (project: string, name = 'a') => ({ scope: project as Scope, name })

/** Two projects that keep something, in conversations and without. */
async function filled() {
  const place = newPlace()
  const projects = new Projects(place, LIFETIME)
  const storeOf = (project: string, conversation?: string) =>
    projects.listing(
      durableStore(place, {
        lifetime: LIFETIME,
        ...(conversation === undefined
          ? {}
          : { conversation: `${project}/messages/${conversation}` }),
      }),
    )
  const noteKey = { scope: 'headroom.proxy' as Scope, name: 'conversation.one/messages/c2' }
  const notes = conversationStore(place, 'one/messages/c2', LIFETIME)
  await storeOf('one', 'c1').set(key('one'), 'first')
  await storeOf('one').set(key('one', 'b'), 'second')
  await projects.listingNotes(notes, 'one/messages/c2').set(noteKey, 'note')
  await storeOf('two', 'c1').set(key('two'), 'other')
  await storeOf('headroom.proxy').set(key('headroom.proxy', 'bound-key'), 'digest')
  const left = async () => ({
    first: await storeOf('one').get(key('one')),
    second: await storeOf('one').get(key('one', 'b')),
    note: await notes.get(noteKey),
    other: await storeOf('two').get(key('two')),
    bound: await storeOf('headroom.proxy').get(key('headroom.proxy', 'bound-key')),
  })
  return { place, projects, left }
}

const ALL = { first: 'first', second: 'second', note: 'note', other: 'other', bound: 'digest' }
const NONE = { first: undefined, second: undefined, note: undefined, other: undefined }

describe('purging', () => {
  it('of one project takes its texts and notes, and nothing else', async () => {
    const { projects, left } = await filled()
    const count = { texts: 3, bytes: 15 }
    expect(await projects.purge({ project: 'one', isDry: true })).toEqual(count)
    expect(await left()).toEqual(ALL)
    expect(await projects.purge({ project: 'one', isDry: false })).toEqual(count)
    expect(await left()).toEqual({ ...ALL, ...NONE, other: 'other' })
    expect(await projects.purge({ project: 'one', isDry: false })).toEqual({ texts: 0, bytes: 0 })
  })

  it('of all finds every project, and leaves the key that the proxy is bound to', async () => {
    const { place, left } = await filled()
    const afterRestart = new Projects(place, LIFETIME)
    expect(await afterRestart.purge({ isDry: false })).toEqual({ texts: 4, bytes: 20 })
    expect(await left()).toEqual({ ...NONE, bound: 'digest' })
    expect(await afterRestart.purge({ project: 'headroom.proxy', isDry: false })).toEqual({
      texts: 0,
      bytes: 0,
    })
    expect((await left()).bound).toBe('digest')
  })

  it('of what was not used since leaves what was', async () => {
    const { place, projects, left } = await filled()
    for (const name of ['"one"', '["one/messages/c1"]']) await age(place, name, '%"a"%')
    const usedBefore = Date.now() - LIFETIME / 2
    expect(await projects.purge({ usedBefore, isDry: false })).toEqual({ texts: 1, bytes: 5 })
    expect(await left()).toEqual({ ...ALL, first: undefined })
  })

  it('takes what comes after it', async () => {
    const { place, projects } = await filled()
    await projects.purge({ isDry: false })
    const store = projects.listing(durableStore(place, { lifetime: LIFETIME }))
    await store.set(key('one'), 'again')
    expect(await store.get(key('one'))).toBe('again')
    expect(await projects.purge({ isDry: true })).toEqual({ texts: 1, bytes: 5 })
  })
})

describe('POST /admin/purge', () => {
  const log = serviceLogs.get('redis.log') ?? ''
  const ask = async (value: unknown, method = 'POST') => {
    const body = method === 'POST' ? { body: JSON.stringify(value) } : {}
    return await exports.default.fetch('http://127.0.0.1/admin/purge', { method, ...body })
  }

  it('removes the originals of a project', async () => {
    const headers = { 'x-headroom-project': 'to go' }
    const messages = [{ role: 'tool', content: log }]
    const compress = { model: 'gpt-4o', recall: true, preset: 'aggressive', messages }
    const post = async (path: string, value: unknown) =>
      await exports.default.fetch(`http://127.0.0.1${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(value),
      })
    const { ccr_hashes } = (await (await post('/v1/compress', compress)).json()) as {
      readonly ccr_hashes: readonly string[]
    }
    const retrieve = async () => (await post('/v1/retrieve', { hash: ccr_hashes[0] })).status
    expect(await retrieve()).toBe(200)
    const count = await (await ask({ project: 'to go' })).json()
    expect(count).toMatchObject({ dry_run: false, texts: expect.any(Number) })
    expect(await retrieve()).toBe(404)
  })

  it.each([
    {},
    { project: '' },
    { project: 7 },
    { all: 'yes' },
    { all: true, project: 'x' },
    { older_than_seconds: -1 },
    { older_than: '7d' },
    [],
  ])('refuses what says nothing, or too much: %j', async (value) => {
    const answer = await ask(value)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request' } })
  })

  it('is there for POST alone', async () => {
    expect((await ask({}, 'GET')).status).toBe(404)
    expect((await ask({}, 'DELETE')).status).toBe(404)
  })
})

describe('single requests in the journal', () => {
  it('go when they have outlived their time, and when all is purged; the sums stay', async () => {
    const prefix = crypto.randomUUID()
    const place = {
      idFromName: (name: string) => env.JOURNAL.idFromName(prefix + name),
      get: (id: DurableObjectId) => env.JOURNAL.get(id),
    }
    const journal = sharedJournal(place, 1_000_000)
    const record = { mode: 'on', status: 200, decisions: [], recalls: 0, bytesIn: 1, bytesOut: 1 }
    const told = async () => (await journal.latest(9)).map(({ id }) => id)
    const now = Date.now()
    journal.add({ ...record, id: 'old', time: now } as never)
    journal.add({ ...record, id: 'new', time: now } as never)
    expect(await told()).toEqual(['new', 'old'])
    const stub = env.JOURNAL.get(place.idFromName('everywhere'))
    const ends = await runInDurableObject(stub, async (_, { storage }) => {
      const [end] = storage.sql.exec('SELECT expires FROM records').toArray()
      storage.sql.exec('UPDATE records SET expires = 1 WHERE id = 1')
      return [end?.['expires'], await storage.getAlarm()]
    })
    expect(ends).toEqual([now + 1_000_000, now + 1_000_000])
    await runDurableObjectAlarm(stub)
    expect(await told()).toEqual(['new'])
    await journal.clear()
    expect(await told()).toEqual([])
    expect((await journal.read()).figures['requests']).toBe(2)
  })
})

/** As if those entries had not been used for a long time. */
async function age(place: OriginalsNamespace, name: string, like: string): Promise<void> {
  const object = env.ORIGINALS.get(env.ORIGINALS.idFromString(place.idFromName(name).toString()))
  await runInDurableObject(object, (_, { storage }) => {
    storage.sql.exec(
      'UPDATE entries SET expires = expires - ? WHERE name LIKE ?',
      LIFETIME * 0.75,
      like,
    )
  })
}
