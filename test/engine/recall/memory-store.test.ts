import { describe, expect, it } from 'vitest'
import type { Scope, StoreKey } from '../../../src/engine/contracts/store.ts'
import { memoryStore } from '../../../src/engine/recall/memory-store.ts'
import { storeSuite } from '../../suites/store.ts'

const keyOf = (name: string): StoreKey => ({ scope: 's' as Scope, name })

describe('memory store', () => storeSuite(async () => memoryStore()))

it('lets go what was not used for longest', async () => {
  const store = memoryStore({ maxEntries: 3 })
  for (const name of ['a', 'b', 'c']) await store.set(keyOf(name), name)
  await store.touch(keyOf('a'))
  await store.get(keyOf('b'))
  await store.set(keyOf('d'), 'd')
  expect(await store.get(keyOf('c'))).toBeUndefined()
  expect(await store.get(keyOf('a'))).toBe('a')
  expect(await store.get(keyOf('b'))).toBe('b')
  await store.set(keyOf('e'), 'e')
  expect(await store.get(keyOf('d'))).toBeUndefined()
})

it('counts characters, overwritten and deleted ones no more', async () => {
  const store = memoryStore({ maxCharacters: 30 })
  await store.set(keyOf('a'), 'x'.repeat(20))
  await store.set(keyOf('a'), 'y'.repeat(8))
  await store.set(keyOf('b'), 'z'.repeat(18))
  expect(await store.get(keyOf('a'))).toBe('y'.repeat(8))
  await store.delete(keyOf('b'))
  await store.set(keyOf('c'), 'z'.repeat(18))
  expect(await store.get(keyOf('a'))).toBe('y'.repeat(8))
  await store.set(keyOf('d'), 'w')
  expect(await store.get(keyOf('c'))).toBeUndefined()
})

it('says so when a value alone is too large, and keeps what it has', async () => {
  const store = memoryStore({ maxCharacters: 30 })
  await store.set(keyOf('a'), 'kept')
  await expect(store.set(keyOf('b'), 'x'.repeat(40))).rejects.toMatchObject({
    code: 'store-failed',
  })
  expect(await store.get(keyOf('a'))).toBe('kept')
})
