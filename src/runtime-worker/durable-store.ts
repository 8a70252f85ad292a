import { EngineError, type Scope, type Store, type StoreKey } from '../engine/index.ts'
import type { Entry, OriginalsNamespace, OriginalsStub } from './cloudflare.ts'
import { fromStoredText, toStoredText } from './stored-text.ts'

/** Where and for how long a store in Durable Objects keeps its texts. */
export interface DurableStoreOptions {
  /** Milliseconds an entry outlives its last use. Default: thirty days. */
  readonly lifetime?: number
  /**
   * Names a conversation, whose texts then lie in an object of their own; every store of the same scope
   * finds them all the same. Without it they lie in the scope's own object.
   */
  readonly conversation?: string
}

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000

const NAMES_A_PAGE = 256

/**
 * Keeps originals in Durable Objects. The object of a scope knows every name of that scope: it holds the
 * text, or says in which conversation's object the text lies. So a text is had by scope and name alone,
 * while nearly all bytes, and what one conversation asks for again, are its own object's work.
 */
export function durableStore(
  originals: OriginalsNamespace,
  { lifetime = THIRTY_DAYS, conversation }: DurableStoreOptions = {},
): Store {
  const own = conversation === undefined ? {} : { own: objectNameOf(conversation) }
  return storeOn(new Shelves(originals, { lifetime, homeOf: homeNameOf, ...own }))
}

/**
 * Keeps what only the requests of one conversation ask for, in its object alone: no other store knows of
 * it, and no other object is asked. `lifetime` in milliseconds.
 */
export function conversationStore(
  originals: OriginalsNamespace,
  conversation: string,
  lifetime: number,
): Store {
  return storeOn(new Shelves(originals, { lifetime, homeOf: () => objectNameOf(conversation) }))
}

interface Layout {
  readonly lifetime: number
  /** The name of the object that knows every name of a scope. */
  readonly homeOf: (scope: Scope) => string
  /** The name of the object that takes the texts, where that is not the scope's own. */
  readonly own?: string
}

function storeOn(shelves: Shelves): Store {
  return {
    name: 'durable-object',
    get: async (key) => {
      const entry = await shelves.find(key)
      return entry === undefined || 'owner' in entry ? undefined : await fromStoredText(entry)
    },
    set: async (key, value) => await shelves.put(key, await toStoredText(value)),
    touch: async (key) => await shelves.touch(key),
    delete: async (key) => await shelves.drop(key),
    list: (scope) => shelves.keysOf(scope),
    close: async () => shelves.close(),
  }
}

/** The objects that one store speaks to. Rows bear the scope, so that scopes never meet in one of them. */
class Shelves {
  readonly #originals: OriginalsNamespace
  readonly #layout: Layout
  #isClosed = false

  constructor(originals: OriginalsNamespace, layout: Layout) {
    this.#originals = originals
    this.#layout = layout
  }

  async find(key: StoreKey): Promise<Entry | undefined> {
    const { own } = this.#layout
    const row = rowOf(key)
    const near = own === undefined ? undefined : await this.#object(own).read(row)
    if (near !== undefined) return near
    const entry = await this.#home(key.scope).read(row)
    return entry !== undefined && 'owner' in entry
      ? await this.#object(entry.owner).read(row)
      : entry
  }

  /**
   * The index comes first: an entry that leads nowhere is known for what it is, while a text that no
   * index knows of would be out of reach. What the name held in another object is removed there, so
   * that no store goes on seeing it. Several may do so at once, and their calls come in any order: the
   * index's numbers tell a text that is to go from one that was put since.
   */
  async put(key: StoreKey, text: Entry): Promise<void> {
    const { own, lifetime } = this.#layout
    const row = rowOf(key)
    const entry = own === undefined ? text : { owner: own }
    const { version, before } = await this.#home(key.scope).write(row, entry, { lifetime })
    if (own !== undefined) await this.#object(own).write(row, text, { lifetime, version })
    if (before !== undefined && before.owner !== own)
      await this.#object(before.owner).remove(row, before.version)
  }

  async touch(key: StoreKey): Promise<void> {
    const { lifetime } = this.#layout
    const row = rowOf(key)
    const owner = await this.#home(key.scope).touch(row, lifetime)
    if (owner !== undefined) await this.#object(owner).touch(row, lifetime)
  }

  async drop(key: StoreKey): Promise<void> {
    const row = rowOf(key)
    const owner = await this.#home(key.scope).remove(row)
    if (owner !== undefined) await this.#object(owner).remove(row)
  }

  async *keysOf(scope: Scope): AsyncGenerator<StoreKey> {
    let after = ''
    while (true) {
      const rows = await this.#home(scope).names(after, NAMES_A_PAGE)
      yield* rows.map(keyIn).filter((key) => key.scope === scope)
      const last = rows.at(-1)
      if (last === undefined || rows.length < NAMES_A_PAGE) return
      after = last
    }
  }

  close(): void {
    this.#isClosed = true
  }

  #home(scope: Scope): OriginalsStub {
    return this.#object(this.#layout.homeOf(scope))
  }

  #object(name: string): OriginalsStub {
    if (this.#isClosed) throw new EngineError('closed', 'the store is closed')
    return this.#originals.get(this.#originals.idFromName(name))
  }
}

/** A scope's object is named by a JSON string, a conversation's by a JSON array: they never meet. */
export function objectNameOf(conversation: string): string {
  return JSON.stringify([conversation])
}

/** JSON escapes lone surrogates, which the host would replace, so distinct names stay distinct. */
export function homeNameOf(scope: string): string {
  return JSON.stringify(scope)
}

/** The name of an entry in whatever object holds it. */
export function rowOf({ scope, name }: StoreKey): string {
  return JSON.stringify([scope, name])
}

function keyIn(row: string): StoreKey {
  const [scope, name] = JSON.parse(row) as [Scope, string]
  return { scope, name }
}
