import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../src/engine/contracts/store.ts'
import { fileStore } from '../../src/runtime-node/file-store.ts'
import { SCOPE, SHARED, textOf } from './file-store-writer.ts'

const ROUNDS = 8
const base = await mkdtemp(join(tmpdir(), 'headroom-kill-'))
const program = join(base, 'writer.mjs')

beforeAll(async () => {
  const writer = fileURLToPath(new URL('file-store-writer.ts', import.meta.url))
  const contents = `import { writeUntilKilled } from ${JSON.stringify(writer)}
    await writeUntilKilled(process.argv[2], process.argv[3])`
  await build({
    stdin: { contents, resolveDir: base, loader: 'js' },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
})

afterAll(() => rm(base, { recursive: true, force: true }))

interface Writer {
  readonly name: string
  readonly process: ChildProcess
  /** How many entries it said were stored. */
  acknowledged(): number
}

function startWriter(directory: string, name: string): Writer {
  const child = spawn(process.execPath, [program, directory, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return {
    name,
    process: child,
    acknowledged: () => output.split('\n').length - 1,
  }
}

async function kill({ process: child }: Writer): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

/** Reads what all write to, as often as it can, until they are dead; how often it read a value. */
async function watchShared(store: Store, isDone: () => boolean): Promise<number> {
  let reads = 0
  while (!isDone()) {
    const value = await store.get({ scope: SCOPE, name: SHARED })
    // Once there, it is never gone, not even while it is replaced.
    expect(value !== undefined || reads === 0).toBe(true)
    if (value !== undefined) {
      const [writer = '', at = ''] = value.split(' ')
      expect(value === textOf(writer, Number(at))).toBe(true)
      reads++
    }
    for await (const { scope } of store.list(SCOPE)) expect(scope).toBe(SCOPE)
  }
  return reads
}

/** Writes and kills are timed by chance; what must hold, holds at every moment. */
it('keeps every acknowledged entry, and shows none torn, when its writers are killed', async () => {
  const directory = join(base, 'files')
  const store = fileStore({ directory })
  let written = 0
  let reads = 0
  for (let round = 0; round < ROUNDS; round++) {
    const writers = ['a', 'b'].map((name) => startWriter(directory, `${name}${round}`))
    let isDone = false
    const watching = watchShared(store, () => isDone)
    while (writers.some((writer) => writer.acknowledged() < 3)) await pause(5)
    await pause(Math.random() * 30)
    await Promise.all(writers.map(kill))
    isDone = true
    reads += await watching
    for (const writer of writers) {
      for (let at = 0; at < writer.acknowledged(); at++) {
        const value = await store.get({ scope: SCOPE, name: `${writer.name} ${at}` })
        expect(value === textOf(writer.name, at)).toBe(true)
      }
      written += writer.acknowledged()
    }
  }
  expect(written).toBeGreaterThan(ROUNDS * 6)
  expect(reads).toBeGreaterThan(ROUNDS)
  // A kill leaves a draft at most, and no half of an entry under an entry's name.
  expect((await readdir(join(directory, 'store', 'drafts'))).length).toBeLessThanOrEqual(2 * ROUNDS)
  for await (const key of store.list(SCOPE)) expect(await store.get(key)).toBeDefined()
}, 60_000)

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
