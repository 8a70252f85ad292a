import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { storedEntries } from '../../src/runtime-node/file-inventory.ts'
import { fileStore } from '../../src/runtime-node/file-store.ts'
import { BOUNDS, SCOPE } from './file-store-keeper.ts'

const HOUR = 3_600_000
/** Kept texts that each process is waited for, and processes that are killed meanwhile. */
const ENOUGH = 1500
const KILLS = 5

/** In memory where that can be had: what processes do to each other is seen sooner without a disk to wait for. */
const MEMORY = '/dev/shm'
const base = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'headroom-sweep-'))
const program = join(base, 'keeper.mjs')

beforeAll(async () => {
  const keeper = fileURLToPath(new URL('file-store-keeper.ts', import.meta.url))
  const contents = `import { keepUntilStopped } from ${JSON.stringify(keeper)}
    await keepUntilStopped(process.argv[2], Number(process.argv[3]))`
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

interface Keeper {
  readonly process: ChildProcess
  /** What it said went wrong. */
  readonly wrong: string[]
  kept(): number
}

function startKeeper(directory: string, seed: number): Keeper {
  const child = spawn(process.execPath, [program, directory, String(seed)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const wrong: string[] = []
  let kept = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = text.split('\n').filter((line) => line !== '')
    kept += 20 * lines.filter((line) => line === 'kept').length
    wrong.push(...lines.filter((line) => line !== 'kept'))
  })
  return { process: child, wrong, kept: () => kept }
}

async function stop({ process: child }: Keeper): Promise<void> {
  const closed = once(child, 'close')
  child.stdin?.end()
  await closed
}

async function kill({ process: child }: Keeper): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

async function bytesIn(directory: string): Promise<number> {
  let bytes = 0
  for await (const entry of storedEntries(directory)) bytes += entry.bytes
  return bytes
}

it('many processes keep, read back and sweep in one folder; what each was given it can redeem', async () => {
  const directory = join(base, 'files')
  const keepers = [1, 2, 3].map((seed) => startKeeper(directory, seed))
  for (let round = 0; round < KILLS; round++) {
    const victim = startKeeper(directory, 100 + round)
    while (victim.kept() < 40) await pause(5)
    await pause(Math.random() * 20)
    await kill(victim)
    expect(victim.wrong).toEqual([])
  }
  while (keepers.some((keeper) => keeper.kept() < ENOUGH)) await pause(20)
  expect(await bytesIn(directory)).toBeLessThan(2 * BOUNDS.maxBytes)
  await Promise.all(keepers.map(stop))
  expect(keepers.flatMap(({ wrong }) => wrong)).toEqual([])
  for (const { process: child } of keepers) expect(child.exitCode).toBe(0)

  // What the killed left goes with the next sweep that finds it old; all else has been sweeping since.
  const drafts = join(directory, 'store', 'drafts')
  expect((await readdir(drafts)).length).toBeLessThanOrEqual(KILLS)
  const later = fileStore({ directory, bounds: BOUNDS, now: () => Date.now() + 2 * HOUR })
  // One killed in a sweep left its lock, too: the first clears it, the second sweeps.
  for (const name of ['later', 'last'])
    await later.set({ scope: SCOPE, name }, 'x'.repeat(BOUNDS.maxBytes / 10))
  expect(await readdir(drafts)).toEqual([])
  expect(await bytesIn(directory)).toBeLessThanOrEqual(BOUNDS.maxBytes)
})

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
