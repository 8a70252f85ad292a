import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Scope, Store, StoreKey } from '../../src/engine/contracts/store.ts'
import { createOriginals } from '../../src/engine/recall/originals.ts'
import { type FileStoreOptions, fileStore } from '../../src/runtime-node/file-store.ts'
import { encryptionSuite, passphraseTests, tamperingTests } from '../suites/encryption.ts'
import { storeSuite } from '../suites/store.ts'

const base = await mkdtemp(join(tmpdir(), 'headroom-files-'))
afterAll(() => rm(base, { recursive: true, force: true }))

let folders = 0
const newFolder = (): string => join(base, `${folders++}`)
const keyOf = (name: string): StoreKey => ({ scope: 'here' as Scope, name })

describe('file store', () => {
  let directory = ''
  const reopen = async (): Promise<Store> => fileStore({ directory })
  const open = async (): Promise<Store> => {
    directory = newFolder()
    return await reopen()
  }
  storeSuite(open, { reopen })
})

describe('encrypted file store', () => {
  encryptionSuite(async () => fileStore({ directory: newFolder() }))
  tamperingTests()
  passphraseTests()
})

/** Paths of all files below, with their modes. */
async function filesBelow(folder: string): Promise<{ path: string; mode: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return await Promise.all(
    paths.map(async (path) => ({ path, mode: (await stat(path)).mode & 0o777 })),
  )
}

async function entryFile(directory: string): Promise<string> {
  const files = await filesBelow(join(directory, 'store', 'entries'))
  const file = files.find(({ mode }) => mode === 0o600)
  return file?.path ?? 'none'
}

describe('privacy', () => {
  it('leaves nothing that others may read or enter', async () => {
    const directory = newFolder()
    await fileStore({ directory }).set(keyOf('a'), 'text')
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
    const files = await filesBelow(directory)
    expect(files.length).toBeGreaterThan(4)
    for (const { path, mode } of files) {
      expect([path, mode]).toEqual([path, (await stat(path)).isFile() ? 0o600 : 0o700])
    }
  })

  it('closes a folder that stands open', async () => {
    const directory = newFolder()
    await mkdir(join(directory, 'store'), { recursive: true, mode: 0o777 })
    await chmod(join(directory, 'store'), 0o777)
    await fileStore({ directory }).set(keyOf('a'), 'text')
    expect((await stat(join(directory, 'store'))).mode & 0o777).toBe(0o700)
  })

  it('shows no name, scope or way out in a path', async () => {
    const directory = newFolder()
    const store = fileStore({ directory })
    await store.set({ scope: '../../out' as Scope, name: '../../../password' }, 'text')
    for (const { path } of await filesBelow(base)) expect(path).not.toMatch(/out|password|\.\./)
    expect(await readdir(base)).not.toContain('out')
  })
})

describe('damage', () => {
  it.each([
    ['cut', (file: Buffer) => file.subarray(0, -1)],
    ['longer', (file: Buffer) => Buffer.concat([file, Buffer.from('x')])],
    ['empty', () => Buffer.alloc(0)],
    ['of zeros', (file: Buffer) => Buffer.alloc(file.length)],
    [
      'changed in one bit',
      (file: Buffer) =>
        Buffer.from(file.map((byte, at) => (at === file.length - 2 ? byte ^ 1 : byte))),
    ],
  ])('takes a file that is %s for absent, and removes it', async (_, damage) => {
    const directory = newFolder()
    const store = fileStore({ directory })
    await store.set(keyOf('a'), 'some text')
    const path = await entryFile(directory)
    await writeFile(path, damage(await readFile(path)))
    expect(await store.get(keyOf('a'))).toBeUndefined()
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
    await store.set(keyOf('a'), 'some text')
    expect(await store.get(keyOf('a'))).toBe('some text')
  })

  it('does not take an entry of another scope that was put in its place', async () => {
    const directory = newFolder()
    const store = fileStore({ directory })
    await store.set({ scope: 'there' as Scope, name: 'a' }, 'theirs')
    const theirs = await readFile(await entryFile(directory))
    await store.delete({ scope: 'there' as Scope, name: 'a' })
    await store.set(keyOf('a'), 'ours')
    await writeFile(await entryFile(directory), theirs)
    expect(await store.get(keyOf('a'))).toBeUndefined()
  })

  it('goes on when its folders vanish under it', async () => {
    const directory = newFolder()
    const store = fileStore({ directory })
    await store.set(keyOf('a'), 'text')
    await rm(directory, { recursive: true })
    expect(await store.get(keyOf('a'))).toBeUndefined()
    await store.set(keyOf('b'), 'text')
    expect(await store.get(keyOf('b'))).toBe('text')
  })
})

describe('refusals', () => {
  it('says plainly what the disk refused', async () => {
    const directory = newFolder()
    await writeFile(directory, 'a file where the folder should be')
    const store = fileStore({ directory })
    await expect(store.set(keyOf('a'), 'text')).rejects.toMatchObject({
      code: 'store-failed',
      message: expect.stringContaining('a file stands where a folder is needed'),
    })
    await expect(store.get(keyOf('a'))).rejects.toMatchObject({ code: 'store-failed' })
  })

  it.runIf(process.platform === 'linux')('refuses where nothing can be written', async () => {
    const store = fileStore({ directory: '/proc/headroom' })
    await expect(store.set(keyOf('a'), 'text')).rejects.toMatchObject({ code: 'store-failed' })
    expect(await store.get(keyOf('a'))).toBeUndefined()
    await store.touch(keyOf('a'))
  })
})

const HOUR = 3_600_000

/** A store whose clock is set by hand, which looks after itself at each write. */
function timedStore(bounds: FileStoreOptions['bounds'] = {}): {
  store: Store
  directory: string
  wait: (milliseconds: number) => void
} {
  const directory = newFolder()
  let now = Date.now()
  const store = fileStore({
    directory,
    now: () => now,
    bounds: { sweepEvery: 0, liveFor: HOUR, ...bounds },
  })
  return {
    store,
    directory,
    wait: (milliseconds) => {
      now += milliseconds
    },
  }
}

describe('bounds', () => {
  it('lets go by age what was not touched', async () => {
    const { store, wait } = timedStore({ maxAge: 10 * HOUR })
    await store.set(keyOf('old'), '1')
    await store.set(keyOf('touched'), '2')
    wait(6 * HOUR)
    await store.touch(keyOf('touched'))
    wait(6 * HOUR)
    await store.set(keyOf('new'), '3')
    expect(await store.get(keyOf('old'))).toBeUndefined()
    expect(await store.get(keyOf('touched'))).toBe('2')
    expect(await store.get(keyOf('new'))).toBe('3')
  })

  it('lets go by size what was not used for longest', async () => {
    const { store, wait } = timedStore({ maxBytes: 3500 })
    for (const name of ['a', 'b', 'c']) {
      await store.set(keyOf(name), name.repeat(900))
      wait(2 * HOUR)
    }
    await store.touch(keyOf('a'))
    await store.set(keyOf('d'), 'd'.repeat(900))
    expect(await store.get(keyOf('b'))).toBeUndefined()
    for (const name of ['a', 'c', 'd']) expect(await store.get(keyOf(name))).toBe(name.repeat(900))
  })

  it('keeps what is live over its size, up to twice of it', async () => {
    const { store, wait } = timedStore({ maxBytes: 3500 })
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await store.set(keyOf(name), name.repeat(900))
      wait(1000)
    }
    expect(await store.get(keyOf('a'))).toBe('a'.repeat(900))
    for (const name of ['g', 'h']) await store.set(keyOf(name), name.repeat(900))
    expect(await store.get(keyOf('a'))).toBeUndefined()
    expect(await store.get(keyOf('h'))).toBe('h'.repeat(900))
  })

  it('sweeps drafts that a killed process left, and no draft in the making', async () => {
    const { store, directory, wait } = timedStore()
    await store.set(keyOf('a'), '1')
    const drafts = join(directory, 'store', 'drafts')
    await writeFile(join(drafts, 'left-behind'), 'half')
    wait(HOUR / 2)
    await store.set(keyOf('b'), '2')
    expect(await readdir(drafts)).toEqual(['left-behind'])
    wait(HOUR)
    await store.set(keyOf('c'), '3')
    expect(await readdir(drafts)).toEqual([])
  })

  it('does not look at every file at every write', async () => {
    const { store, wait } = timedStore({ maxAge: HOUR, liveFor: 0, sweepEvery: 5 * HOUR })
    await store.set(keyOf('old'), '1')
    wait(2 * HOUR)
    await store.set(keyOf('b'), '2')
    expect(await store.get(keyOf('old'))).toBe('1')
    wait(4 * HOUR)
    await store.set(keyOf('c'), '3')
    expect(await store.get(keyOf('old'))).toBeUndefined()
  })
})

it('takes many sets at once by twenty holders of one small place', async () => {
  const directory = newFolder()
  const bounds = { maxBytes: 8000, liveFor: 0, sweepEvery: 0 }
  const stores = Array.from({ length: 20 }, () => fileStore({ directory, bounds }))
  const values = new Map<string, string>()
  await Promise.all(
    stores.map(async (store, writer) => {
      for (let at = 0; at < 8; at++) {
        const name = `${(writer * 3 + at) % 40}`
        values.set(name, `${name} `.repeat(100))
        await store.set(keyOf(name), `${name} `.repeat(100))
      }
    }),
  )
  const store = fileStore({ directory, bounds })
  for (const [name, value] of values) {
    expect([undefined, value]).toContain(await store.get(keyOf(name)))
  }
})

it('holds originals, with their refs', async () => {
  const directory = newFolder()
  const ref = await createOriginals(fileStore({ directory }), 's' as Scope).keep('an original')
  const later = fileStore({ directory })
  expect(await createOriginals(later, 's' as Scope).recall(ref)).toBe('an original')
  expect(await createOriginals(later, 't' as Scope).recall(ref)).toBeUndefined()
})
