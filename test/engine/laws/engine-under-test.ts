import { vi } from 'vitest'
import type { Door, EngineOptions, LocalHeadroom, SliceRequest } from '../../../src/engine/index.ts'
import { openDoor } from '../../../src/engine/index.ts'
import { once } from '../../../src/engine/lazy.ts'
import { mapStore } from '../../suites/map-store.ts'
import { testPlatform } from '../platform.ts'

/** No law is about time; a busy machine may take as long as it likes. */
vi.setConfig({ testTimeout: 120_000 })

/** `compress`, `expand` and `countTokens` as the host of this test run exports them. */
export const openTestDoor: () => Promise<Door> = once(async () => openDoor(await testPlatform()))

/** A fresh engine on that host, with an empty store unless one is given. */
export async function openEngine(options: EngineOptions = {}): Promise<LocalHeadroom> {
  const { createHeadroom } = await openTestDoor()
  return await createHeadroom({ store: mapStore(), ...options })
}

/** The whole original behind a ref, page by page; by characters, so that nothing falls between two pages. */
export async function wholeBehind(engine: LocalHeadroom, ref: string): Promise<string | undefined> {
  let text: string | undefined
  let next: SliceRequest | undefined = { characters: [1, Number.MAX_SAFE_INTEGER] }
  while (next !== undefined) {
    const page = await engine.retrieve(ref, next)
    if (page === undefined) return undefined
    text = (text ?? '') + page.content
    next = page.next
  }
  return text
}
