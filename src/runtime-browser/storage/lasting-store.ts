import { isEngineError, type Scope, type Store, type StoreKey } from '../../engine/index.ts'

/** Where originals are kept now, and why not where they were to be. */
export interface StorageState {
  /** `own`: a store that the caller brought. */
  readonly store: 'indexeddb' | 'memory' | 'own'
  /** What the browser said when it refused; absent where all is as asked. */
  readonly storeReason?: string
}

export interface Lasting {
  readonly lasting: Store
  /** Takes what the other one cannot; gone with the page. */
  readonly passing: Store
  /** Told when it changes. */
  readonly onState: (state: StorageState) => void
}

/**
 * A store that goes on in memory where the browser refuses to keep anything: storage switched off, no room, a
 * database of a newer version. What was lost meanwhile (cleared by hand, by the browser for want of room, by Safari
 * after seven days) is put back when its block is next compressed. Each text is tried anew in the lasting store.
 */
export function lastingStore({ lasting, passing, onState }: Lasting): Store {
  let reason: string | undefined
  const say = (now: string | undefined): void => {
    if (now === reason) return
    reason = now
    onState(now === undefined ? { store: 'indexeddb' } : { store: 'memory', storeReason: now })
  }
  const tryBoth = async <Value>(
    first: () => Promise<Value>,
    then: () => Promise<Value>,
  ): Promise<Value> => {
    try {
      return await first()
    } catch (error) {
      if (isEngineError(error) && error.code === 'closed') throw error
      say(messageOf(error))
      return await then()
    }
  }
  return {
    name: lasting.name,
    get: async (key) => {
      const kept = await tryBoth<string | undefined>(
        () => lasting.get(key),
        async () => undefined,
      )
      return kept ?? (await passing.get(key))
    },
    set: async (key, text) =>
      await tryBoth(
        async () => {
          await lasting.set(key, text)
          say(undefined)
        },
        () => passing.set(key, text),
      ),
    touch: async (key) => {
      await tryBoth(() => lasting.touch(key), nothing)
      await passing.touch(key)
    },
    delete: async (key) => {
      await tryBoth(() => lasting.delete(key), nothing)
      await passing.delete(key)
    },
    list: (scope) => allOf([lasting, passing], scope),
    close: async () => {
      await lasting.close()
      await passing.close()
    },
  }
}

async function nothing(): Promise<void> {
  return undefined
}

/** Each key once; what one of them refuses, the other may have. */
async function* allOf(stores: readonly Store[], scope: Scope): AsyncGenerator<StoreKey> {
  const told = new Set<string>()
  for (const store of stores) {
    for (const key of await keysOf(store, scope)) {
      if (told.has(key.name)) continue
      told.add(key.name)
      yield key
    }
  }
}

async function keysOf(store: Store, scope: Scope): Promise<readonly StoreKey[]> {
  const keys: StoreKey[] = []
  try {
    for await (const key of store.list(scope)) keys.push(key)
  } catch (error) {
    if (isEngineError(error) && error.code === 'closed') throw error
  }
  return keys
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
