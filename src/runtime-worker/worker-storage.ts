import { EngineError, once, type Store } from '../engine/index.ts'
import type { PurgeCount, PurgeSelection, Settings } from '../proxy/index.ts'
import { encryptedStore, keyFromBytes, plainStore, UnreadableCounts } from '../storage/index.ts'
import type { OriginalsNamespace } from './cloudflare.ts'
import { conversationStore, durableStore } from './durable-store.ts'
import { Projects } from './projects.ts'

/** The stores of a worker, all in Durable Objects, and encrypted by us as well where it has a key. */
export class WorkerStorage {
  readonly unreadable: UnreadableCounts = new UnreadableCounts()
  readonly #objects: OriginalsNamespace
  readonly #lifetime: number
  readonly #kept: (store: Store) => Store
  readonly #projects: Projects

  /** Throws `EngineError('bad-options')` for a key that a worker can't use. */
  constructor(objects: OriginalsNamespace, settings: Settings) {
    this.#objects = objects
    this.#lifetime = settings.lifetime * 1000
    this.#kept = keeping(settings, this.unreadable)
    this.#projects = new Projects(objects, this.#lifetime)
  }

  /** Originals of every scope. With a conversation, new ones go to its object. */
  originals(conversation?: string): Store {
    const bound = conversation === undefined ? {} : { conversation }
    const store = durableStore(this.#objects, { lifetime: this.#lifetime, ...bound })
    return this.#kept(this.#projects.listing(store))
  }

  /** What only the requests of one conversation ask for. */
  notes(conversation: string): Store {
    const store = conversationStore(this.#objects, conversation, this.#lifetime)
    return this.#kept(this.#projects.listingNotes(store, conversation))
  }

  /** Removes what is kept of all projects or of one, or only counts it. */
  async purge(selection: PurgeSelection): Promise<PurgeCount> {
    return await this.#projects.purge(selection)
  }
}

/** Puts what lies at rest under the worker's key. */
function keeping(
  { encryptKey, encryptKeyFile, encryptPassphrase }: Settings,
  unreadable: UnreadableCounts,
): (store: Store) => Store {
  if (encryptKeyFile !== undefined || encryptPassphrase !== undefined) {
    throw new EngineError(
      'bad-options',
      'a worker has no files, and its runtime allows a passphrase too few rounds; give it the secret HEADROOM_ENCRYPTION_KEY',
    )
  }
  const onUnreadable = unreadable.add.bind(unreadable)
  if (encryptKey === undefined) return (store) => plainStore(store, onUnreadable)
  const openKey = once(async () => await keyFromBytes(bytesOf(encryptKey)))
  return (store) => encryptedStore(store, { openKey, onUnreadable })
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16))
}
