import { writeSync } from 'node:fs'
import type { Scope, Store } from '../../src/engine/contracts/store.ts'
import { createOriginals, type Originals } from '../../src/engine/recall/originals.ts'
import { fileStore } from '../../src/runtime-node/file-store.ts'

export const SCOPE = 'swept' as Scope

/** Milliseconds within which nothing may be swept that was kept, written or touched. */
export const LIVE_FOR = 100

/** Texts that all processes keep over and over: more of them than may lie there at once, and less than twice that. */
const POOL = 150
export const BOUNDS = { maxBytes: 700_000, liveFor: LIVE_FOR, sweepEvery: 0 } as const

/** The text of a number, told from every other; some 7.5 KB. */
export function textOf(number: number): string {
  return `${number} ${`${number % 7 === 0 ? '\ud800' : 'é'}${number},`.repeat(1200)} end`
}

/** Keeps and reads back until it is told to stop; says what it did, or on its own line what went wrong. */
export async function keepUntilStopped(directory: string, seed: number): Promise<void> {
  const store = fileStore({ directory, bounds: BOUNDS })
  const originals = createOriginals(store, SCOPE)
  let isStopped = false
  process.stdin.once('end', () => (isStopped = true)).resume()
  for (let at = 0, random = seed; !isStopped; at++) {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0
    const text = textOf((random >>> 8) % POOL)
    try {
      await keepAndCompare(originals, text)
      if (at % 500 === 0) await lookThrough(store)
    } catch (error) {
      say(`failed ${error}`)
    }
    if (at % 20 === 19) say('kept')
  }
  await store.close()
}

async function keepAndCompare(originals: Originals, text: string): Promise<void> {
  const start = performance.now()
  const ref = await originals.keep(text)
  const found = await originals.recall(ref)
  const isLate = performance.now() - start > LIVE_FOR / 2
  if (found === undefined && !isLate) say(`lost ${text.slice(0, 20)}`)
  if (found !== undefined && found !== text) say(`damaged ${text.slice(0, 20)}`)
}

async function lookThrough(store: Store): Promise<void> {
  for await (const { scope } of store.list(SCOPE)) if (scope !== SCOPE) say('strange')
}

function say(line: string): void {
  writeSync(1, `${line}\n`)
}
