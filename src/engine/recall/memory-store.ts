import type { Scope, Store, StoreKey } from '../contracts/store.ts'
import { EngineError } from '../errors.ts'

/** Bounds of a memory store; what was not used for longest goes first. */
export interface MemoryStoreOptions {
  /** Default 10,000. */
  readonly maxEntries?: number
  /** Over all names and values together, in UTF-16 code units. Default 64 Mi: at most 128 MiB. */
  readonly maxCharacters?: number
}

const DEFAULT_ENTRIES = 10_000
const DEFAULT_CHARACTERS = 64 * 1024 * 1024

/**
 * A store that is gone with the process. Reading, writing and touching an entry all count as use.
 * Throws `EngineError('store-failed')` for a value that alone is over the bound, and
 * `EngineError('closed')` after `close`.
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  const entries = new Entries(
    options.maxEntries ?? DEFAULT_ENTRIES,
    options.maxCharacters ?? DEFAULT_CHARACTERS,
  )
  return {
    name: 'memory',
    get: async (key) => entries.use(key),
    set: async (key, value) => entries.put(key, value),
    touch: async (key) => {
      entries.use(key)
    },
    delete: async (key) => entries.drop(key),
    list: (scope) => entries.keysOf(scope),
    close: async () => entries.close(),
  }
}

interface Entry {
  readonly key: StoreKey
  readonly value: string
}

/** A `Map` keeps the order of insertion: its first entry is the one not used for longest. */
class Entries {
  private readonly byPath = new Map<string, Entry>()
  private readonly maxEntries: number
  private readonly maxCharacters: number
  private characters = 0
  private closed = false

  constructor(maxEntries: number, maxCharacters: number) {
    this.maxEntries = maxEntries
    this.maxCharacters = maxCharacters
  }

  use(key: StoreKey): string | undefined {
    this.refuseIfClosed()
    const path = pathOf(key)
    const entry = this.byPath.get(path)
    if (entry === undefined) return undefined
    this.byPath.delete(path)
    this.byPath.set(path, entry)
    return entry.value
  }

  put(key: StoreKey, value: string): void {
    this.refuseIfClosed()
    const entry = { key, value }
    if (sizeOf(entry) > this.maxCharacters) {
      throw new EngineError(
        'store-failed',
        `the memory store holds ${this.maxCharacters} characters, too few for this entry of ${sizeOf(entry)}`,
      )
    }
    this.drop(key)
    this.byPath.set(pathOf(key), entry)
    this.characters += sizeOf(entry)
    this.evict()
  }

  drop(key: StoreKey): void {
    this.refuseIfClosed()
    const path = pathOf(key)
    const entry = this.byPath.get(path)
    if (entry === undefined) return
    this.byPath.delete(path)
    this.characters -= sizeOf(entry)
  }

  /** Over a copy, so that a listing stays whole while entries come, go and move. */
  async *keysOf(scope: Scope): AsyncGenerator<StoreKey> {
    this.refuseIfClosed()
    for (const { key } of [...this.byPath.values()]) if (key.scope === scope) yield key
  }

  close(): void {
    this.closed = true
    this.byPath.clear()
    this.characters = 0
  }

  private evict(): void {
    for (const { key } of this.byPath.values()) {
      if (this.byPath.size <= this.maxEntries && this.characters <= this.maxCharacters) return
      this.drop(key)
    }
  }

  private refuseIfClosed(): void {
    if (this.closed) throw new EngineError('closed', 'the memory store is closed')
  }
}

function sizeOf({ key, value }: Entry): number {
  return key.scope.length + key.name.length + value.length
}

/** The scope's length keeps `ab` + `c` and `a` + `bc` apart. */
function pathOf({ scope, name }: StoreKey): string {
  return `${scope.length} ${scope}${name}`
}
