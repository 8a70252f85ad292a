import { writeSync } from 'node:fs'
import type { Scope } from '../../src/engine/contracts/store.ts'
import { fileStore } from '../../src/runtime-node/file-store.ts'

/** What entry `at` of a writer holds: of any length, told from every other. */
export function textOf(writer: string, at: number): string {
  return `${writer} ${at} ${`${at % 7 === 0 ? '\ud800' : 'é'}${at},`.repeat((at * 7919) % 20_000)} end`
}

export const SHARED = 'shared'
export const SCOPE = 'killed' as Scope

/** Writes until it is killed; says on standard output which entries were acknowledged. */
export async function writeUntilKilled(directory: string, writer: string): Promise<never> {
  const store = fileStore({ directory, bounds: { sweepEvery: 0 } })
  for (let at = 0; ; at++) {
    const value = textOf(writer, at)
    await store.set({ scope: SCOPE, name: `${writer} ${at}` }, value)
    writeSync(1, `${at}\n`)
    await store.set({ scope: SCOPE, name: SHARED }, value)
  }
}
