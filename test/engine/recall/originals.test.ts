import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scope, Store } from '../../../src/engine/contracts/store.ts'
import type { Ref } from '../../../src/engine/ir/decision.ts'
import { memoryStore } from '../../../src/engine/recall/memory-store.ts'
import { createOriginals } from '../../../src/engine/recall/originals.ts'
import { refOf, refsOf } from '../../../src/engine/recall/ref.ts'
import { sha256 } from '../../../src/engine/text/sha256.ts'
import { mapStore } from '../../suites/map-store.ts'

const here = 'here' as Scope
const there = 'there' as Scope

const anyString = fc
  .array(fc.oneof(fc.integer({ max: 0xffff, min: 0 }), fc.integer({ max: 0xdfff, min: 0xd800 })))
  .map((units) => String.fromCharCode(...units))

async function onlyName(store: Store): Promise<string> {
  for await (const { name } of store.list(here)) return name
  throw new Error('the store is empty')
}

it('law: what is kept comes back equal, in its scope only', async () => {
  const store = memoryStore()
  const originals = createOriginals(store, here)
  const elsewhere = createOriginals(store, there)
  await fc.assert(
    fc.asyncProperty(anyString, async (text) => {
      const ref = await originals.keep(text)
      expect(ref).toBe(refOf(text))
      expect(await originals.keep(text)).toBe(ref)
      expect(await originals.recall(ref)).toBe(text)
      expect(await elsewhere.recall(ref)).toBeUndefined()
    }),
  )
})

it('gives no ref before the store has shown that it holds the text', async () => {
  const forgetful: Store = { ...memoryStore(), set: async () => undefined }
  await expect(createOriginals(forgetful, here).keep('text')).rejects.toMatchObject({
    code: 'store-failed',
  })
  const inner = memoryStore()
  const cutting: Store = { ...inner, set: (key, value) => inner.set(key, value.slice(0, -1)) }
  await expect(createOriginals(cutting, here).keep('text')).rejects.toMatchObject({
    code: 'store-failed',
  })
})

it.each([
  ['changed', (value: string) => value.replace('text', 'tent')],
  ['cut', (value: string) => value.slice(0, -1)],
  ['longer', (value: string) => `${value}x`],
  ['without its head', (value: string) => value.slice(value.indexOf('\n') + 1)],
  ['empty', () => ''],
  ['of another digest', (value: string) => value.replace(/[0-9a-f]{64}/, sha256('tent'))],
])('takes an entry that is %s for unknown, and heals it', async (_, damage) => {
  const store = memoryStore()
  const originals = createOriginals(store, here)
  const ref = await originals.keep('text')
  const key = { scope: here, name: await onlyName(store) }
  await store.set(key, damage((await store.get(key)) ?? ''))
  expect(await originals.recall(ref)).toBeUndefined()
  expect(await originals.keep('text')).toBe(ref)
  expect(await originals.recall(ref)).toBe('text')
})

it('answers a clash with a longer ref, and both texts stay', async () => {
  const store = memoryStore()
  const originals = createOriginals(store, here)
  const [shortest, longer] = refsOf(sha256('text'))
  await originals.keep('text')
  const key = { scope: here, name: await onlyName(store) }
  // No two texts of one short ref are known: another original is put where it would be.
  await store.set(key, `original ${sha256('other')} 5\nother`)
  expect(await originals.keep('text')).toBe(longer)
  expect(await originals.recall(longer as Ref)).toBe('text')
  expect(await originals.recall(shortest)).toBeUndefined()
})

it('spares from the bounds what is touched or kept again', async () => {
  const originals = createOriginals(memoryStore({ maxEntries: 3 }), here)
  const [a, b, c] = [
    await originals.keep('a'),
    await originals.keep('b'),
    await originals.keep('c'),
  ]
  await originals.touch(a)
  await originals.touch(refOf('never kept'))
  await originals.keep('b')
  await originals.keep('d')
  expect(await originals.recall(a)).toBe('a')
  expect(await originals.recall(b)).toBe('b')
  expect(await originals.recall(c)).toBeUndefined()
})

it('keeps again what is swept between two looks of it, unless it was touched before', async () => {
  const store = mapStore()
  const touched = new Set<string>()
  const swept: Store = {
    ...store,
    touch: async ({ name }) => void touched.add(name),
    get: async (key) => {
      const value = await store.get(key)
      if (!touched.has(key.name)) await store.delete(key)
      return value
    },
  }
  await createOriginals(store, here).keep('a text')
  const originals = createOriginals(swept, here)
  expect(await originals.recall(await originals.keep('a text'))).toBe('a text')
})

it('knows out of which originals a text was handed out, in its scope only', async () => {
  const store = memoryStore()
  const originals = createOriginals(store, here)
  const part = 'one of many lines\n'.repeat(5)
  const ref = await originals.keep(part.repeat(4))
  expect(await originals.handedOutFrom(part)).toEqual([])
  await originals.handOut(part, ref)
  await originals.handOut(part, ref)
  expect(await originals.handedOutFrom(part)).toEqual([ref])
  expect(await originals.handedOutFrom(`${part} `)).toEqual([])
  expect(await createOriginals(store, there).handedOutFrom(part)).toEqual([])
  await originals.handOut(part.repeat(4), ref)
  expect(await originals.handedOutFrom(part.repeat(4))).toEqual([ref])
})

it('remembers the latest of many sources', async () => {
  const originals = createOriginals(memoryStore(), here)
  const text = 'x'.repeat(100)
  const refs = Array.from({ length: 20 }, (_, at) => refOf(`${at}`))
  for (const ref of refs) await originals.handOut(text, ref)
  expect(await originals.handedOutFrom(text)).toEqual(refs.slice(-8).reverse())
})

it('remembers nothing of texts too short to be compressed', async () => {
  const originals = createOriginals(memoryStore(), here)
  await originals.handOut('short', refOf('a'))
  expect(await originals.handedOutFrom('short')).toEqual([])
})
