import { createHeadroom, type Headroom, idbStore } from '../../src/runtime-browser/here.ts'

/** The one scope of this page, so that purging leaves other pages' originals alone. */
const SCOPE = 'playground'

export interface OpenedEngine {
  readonly headroom: Headroom
  readonly store: 'indexeddb' | 'memory'
  /** Why originals do not outlive the page, where they do not. */
  readonly why: string
  readonly purge: () => Promise<void>
}

/** Opens the engine over IndexedDB, or over memory where the browser refuses it. */
export async function openEngine(): Promise<OpenedEngine> {
  const refused = await refusal()
  if (refused !== undefined) {
    const headroom = await createHeadroom({ store: 'memory', scope: SCOPE })
    return { headroom, store: 'memory', why: refused, purge: async () => undefined }
  }
  const headroom = await createHeadroom({ store: 'indexeddb', scope: SCOPE })
  return { headroom, store: 'indexeddb', why: '', purge: async () => await purge() }
}

async function refusal(): Promise<string | undefined> {
  try {
    const store = idbStore()
    const keys = store.list(SCOPE as Parameters<typeof store.list>[0])
    for await (const _key of keys) break
    await store.close()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function purge(): Promise<void> {
  const store = idbStore()
  const scope = SCOPE as Parameters<typeof store.list>[0]
  for await (const key of store.list(scope)) await store.delete(key)
  await store.close()
}
