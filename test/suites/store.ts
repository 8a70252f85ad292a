import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scope, Store, StoreKey } from '../../src/engine/contracts/store.ts'

export interface StoreSuiteOptions {
  /**
   * Opens the place of the last `open` once more, as another process or a later run would. Given
   * for every store that outlives its process.
   */
  readonly reopen?: () => Promise<Store>
}

const here = 'here' as Scope
const there = 'there' as Scope

const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'nul\u0000inside',
  '\ufeffbyte order mark',
  'line\nbreaks\r\nof\rall\u2028kinds',
  '\ud83d\ude00',
  '\ud800',
  '\udc00\ud800 the wrong way round',
  'half a pair at the end \ud83d',
  '\ufffd is no lone surrogate',
  'e\u0301 is not \u00e9',
  '日本語',
]

const ODD_NAMES: readonly string[] = [
  ...ODD_TEXTS,
  '.',
  '..',
  '../..',
  '/etc/passwd',
  'C:\\CON',
  'con',
  'CON',
  'a/b',
  'a\\b',
  'a:b*c?d"e<f>g|h',
  "'; DROP TABLE entries; --",
  '%00%2e%2e',
  '__proto__',
  'constructor',
  'trailing dot.',
  'x'.repeat(10_000),
  `${'x'.repeat(9_999)}y`,
]

/** What every store must do. `open` gives a new, empty store; a new kind of store is one call to this. */
export function storeSuite(open: () => Promise<Store>, options: StoreSuiteOptions = {}): void {
  valueTests(open)
  scopeTests(open)
  listTests(open)
  concurrencyTests(open)
  closeTests(open)
  if (options.reopen !== undefined) durabilityTests(open, options.reopen)
}

function valueTests(open: () => Promise<Store>): void {
  it('answers undefined for what it never saw', async () => {
    const store = await open()
    expect(await store.get(keyOf('never set'))).toBeUndefined()
    await store.close()
  })

  it('gives back every text as it was', async () => {
    const store = await open()
    for (const [at, text] of ODD_TEXTS.entries()) await store.set(keyOf(`text ${at}`), text)
    for (const [at, text] of ODD_TEXTS.entries()) {
      expect(await store.get(keyOf(`text ${at}`))).toBe(text)
    }
    await store.close()
  })

  it('law: any string comes back equal', async () => {
    const store = await open()
    await fc.assert(
      fc.asyncProperty(anyString, anyString, async (name, value) => {
        await store.set(keyOf(name), value)
        expect(await store.get(keyOf(name))).toBe(value)
      }),
      { numRuns: 50 },
    )
    await store.close()
  })

  it('holds values of 5 million characters', async () => {
    const store = await open()
    const plain = 'a long value, '.repeat(Math.ceil(5_000_000 / 14))
    const odd = `${'日本語\u0000'.repeat(400_000)}\ud800`
    await store.set(keyOf('plain'), plain)
    await store.set(keyOf('odd'), odd)
    // Not `toBe`: a difference of this size takes minutes to print.
    expect((await store.get(keyOf('plain'))) === plain).toBe(true)
    expect((await store.get(keyOf('odd'))) === odd).toBe(true)
    await store.close()
  }, 30_000)

  it('keeps the last value that was set', async () => {
    const store = await open()
    await store.set(keyOf('a'), 'a first and longer value')
    await store.set(keyOf('a'), 'second')
    await store.set(keyOf('a'), 'second')
    expect(await store.get(keyOf('a'))).toBe('second')
    expect(await namesOf(store, here)).toEqual(['a'])
    await store.close()
  })

  it('forgets what is deleted, and nothing else', async () => {
    const store = await open()
    await store.set(keyOf('a'), '1')
    await store.set(keyOf('b'), '2')
    await store.delete(keyOf('a'))
    await store.delete(keyOf('a'))
    await store.delete(keyOf('never set'))
    expect(await store.get(keyOf('a'))).toBeUndefined()
    expect(await store.get(keyOf('b'))).toBe('2')
    await store.set(keyOf('a'), 'again')
    expect(await store.get(keyOf('a'))).toBe('again')
    await store.close()
  })

  it('changes nothing when touched', async () => {
    const store = await open()
    await store.set(keyOf('a'), '1')
    await store.touch(keyOf('a'))
    await store.touch(keyOf('never set'))
    expect(await store.get(keyOf('a'))).toBe('1')
    expect(await store.get(keyOf('never set'))).toBeUndefined()
    expect(await namesOf(store, here)).toEqual(['a'])
    await store.close()
  })
}

function scopeTests(open: () => Promise<Store>): void {
  it('keeps scopes apart', async () => {
    const store = await open()
    await store.set(keyOf('a'), 'mine')
    expect(await store.get({ scope: there, name: 'a' })).toBeUndefined()
    expect(await namesOf(store, there)).toEqual([])
    await store.set({ scope: there, name: 'a' }, 'yours')
    await store.delete({ scope: there, name: 'a' })
    expect(await store.get(keyOf('a'))).toBe('mine')
    await store.close()
  })

  it('tells names and scopes apart, however odd', async () => {
    const store = await open()
    const keys = ODD_NAMES.flatMap((odd): StoreKey[] => [
      { scope: here, name: odd },
      { scope: odd as Scope, name: 'name' },
    ])
    for (const [at, key] of keys.entries()) await store.set(key, `value ${at}`)
    for (const [at, key] of keys.entries()) expect(await store.get(key)).toBe(`value ${at}`)
    expect(await namesOf(store, here)).toEqual([...ODD_NAMES].sort())
    for (const odd of ODD_NAMES) expect(await namesOf(store, odd as Scope)).toEqual(['name'])
    await store.close()
  }, 30_000)

  it('never joins scope and name into one', async () => {
    const store = await open()
    const pairs = [
      ['a', 'bc'],
      ['ab', 'c'],
      ['abc', ''],
      ['', 'abc'],
      ['a/b', 'c'],
      ['a', 'b/c'],
      ['a\u0000b', 'c'],
      ['a', 'b\u0000c'],
    ] as const
    for (const [scope, name] of pairs) await store.set({ scope: scope as Scope, name }, scope)
    for (const [scope, name] of pairs) {
      expect(await store.get({ scope: scope as Scope, name })).toBe(scope)
    }
    await store.close()
  })
}

function listTests(open: () => Promise<Store>): void {
  it('lists the keys of a scope', async () => {
    const store = await open()
    expect(await namesOf(store, here)).toEqual([])
    for (const name of ['c', 'a', 'b']) await store.set(keyOf(name), name)
    await store.delete(keyOf('b'))
    expect(await namesOf(store, here)).toEqual(['a', 'c'])
    for await (const key of store.list(here)) expect(key.scope).toBe(here)
    await store.close()
  })

  it('may be changed while it is listed', async () => {
    const store = await open()
    const names = Array.from({ length: 20 }, (_, at) => `name ${at}`)
    for (const name of names) await store.set(keyOf(name), name)
    const seen: string[] = []
    for await (const key of store.list(here)) {
      seen.push(key.name)
      await store.touch(key)
      await store.delete(key)
    }
    expect(seen.sort()).toEqual(names.sort())
    expect(await namesOf(store, here)).toEqual([])
    await store.close()
  })
}

function concurrencyTests(open: () => Promise<Store>): void {
  it('takes many sets at once', async () => {
    const store = await open()
    const names = Array.from({ length: 60 }, (_, at) => `name ${at}`)
    await Promise.all(names.map((name) => store.set(keyOf(name), name.repeat(100))))
    const values = await Promise.all(names.map((name) => store.get(keyOf(name))))
    expect(values).toEqual(names.map((name) => name.repeat(100)))
    await store.close()
  })

  it('shows one whole value while many are set under one name', async () => {
    const store = await open()
    const values = Array.from({ length: 20 }, (_, at) => `${at} `.repeat(5000 + at))
    const reads: Promise<string | undefined>[] = []
    const writes = values.map((value) => {
      reads.push(store.get(keyOf('a')))
      return store.set(keyOf('a'), value)
    })
    for (const value of await Promise.all(reads)) {
      expect(value === undefined || values.includes(value)).toBe(true)
    }
    await Promise.all(writes)
    expect(values).toContain(await store.get(keyOf('a')))
    await store.close()
  })
}

function closeTests(open: () => Promise<Store>): void {
  it('refuses all work once closed, and may be closed again', async () => {
    const store = await open()
    await store.set(keyOf('a'), '1')
    await store.close()
    await store.close()
    const closed = { code: 'closed' }
    await expect(store.get(keyOf('a'))).rejects.toMatchObject(closed)
    await expect(store.set(keyOf('a'), '2')).rejects.toMatchObject(closed)
    await expect(store.touch(keyOf('a'))).rejects.toMatchObject(closed)
    await expect(store.delete(keyOf('a'))).rejects.toMatchObject(closed)
    await expect(namesOf(store, here)).rejects.toMatchObject(closed)
  })
}

function durabilityTests(open: () => Promise<Store>, reopen: () => Promise<Store>): void {
  it('has everything when opened again', async () => {
    const store = await open()
    for (const [at, text] of ODD_TEXTS.entries()) await store.set(keyOf(`text ${at}`), text)
    await store.delete(keyOf('text 0'))
    await store.close()
    const later = await reopen()
    expect(await later.get(keyOf('text 0'))).toBeUndefined()
    for (const [at, text] of ODD_TEXTS.entries()) {
      if (at > 0) expect(await later.get(keyOf(`text ${at}`))).toBe(text)
    }
    expect(await namesOf(later, here)).toHaveLength(ODD_TEXTS.length - 1)
    await later.close()
  })

  it('shows at once what another holder of the place has set', async () => {
    const one = await open()
    const other = await reopen()
    await one.set(keyOf('a'), '1')
    expect(await other.get(keyOf('a'))).toBe('1')
    await other.set(keyOf('a'), '2')
    expect(await one.get(keyOf('a'))).toBe('2')
    await one.delete(keyOf('a'))
    expect(await other.get(keyOf('a'))).toBeUndefined()
    await one.close()
    await other.close()
  })
}

/** Any UTF-16 code units, lone surrogates included. */
const anyString = fc
  .array(fc.oneof(fc.integer({ max: 0xffff, min: 0 }), fc.integer({ max: 0xdfff, min: 0xd800 })))
  .map((units) => String.fromCharCode(...units))

function keyOf(name: string): StoreKey {
  return { scope: here, name }
}

async function namesOf(store: Store, scope: Scope): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of store.list(scope)) names.push(name)
  return names.sort()
}
