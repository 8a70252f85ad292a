import type { Scope, Store, StoreKey } from '../engine/index.ts'
import { SHARED_PROJECT } from './project-of-folder.ts'

const SHARED = SHARED_PROJECT as Scope

/**
 * A store in which a folder's project finds, after its own, what lies in the shared one: what a door left there that
 * can't know folders, as the proxy, or before folders told projects apart. What is written is the project's own, and
 * an original that lies in the shared one already stays there. Closing it closes the store.
 */
export function withSharedShelf(store: Store): Store {
  return {
    name: store.name,
    get: async (key) => (await store.get(key)) ?? (await fromShared(store, key)),
    set: async (key, value) => {
      await store.set(key, value)
      if (isSeenByAll(key)) await store.set(inShared(key), value)
    },
    touch: async (key) => {
      await store.touch(key)
      if (!isShared(key)) await store.touch(inShared(key))
    },
    delete: async (key) => await store.delete(key),
    list: (scope) => listed(store, scope),
    close: async () => await store.close(),
  }
}

/** Notes of what was handed out: a door that can't know the folder must leave such a text alone, too. */
function isSeenByAll(key: StoreKey): boolean {
  return !isShared(key) && key.name.startsWith('handed-out.')
}

function isShared({ scope }: StoreKey): boolean {
  return scope === SHARED
}

function inShared({ name }: StoreKey): StoreKey {
  return { scope: SHARED, name }
}

async function fromShared(store: Store, key: StoreKey): Promise<string | undefined> {
  return isShared(key) ? undefined : await store.get(inShared(key))
}

async function* listed(store: Store, scope: Scope): AsyncGenerator<StoreKey> {
  yield* store.list(scope)
  if (scope !== SHARED) yield* store.list(SHARED)
}
