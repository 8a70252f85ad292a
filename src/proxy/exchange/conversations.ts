import { DecisionMemory, type Scope, type Store } from '../../engine/index.ts'

/** What the proxy knows of one conversation. All of it can be lost: the same bytes come out without. */
export interface KnownConversation {
  readonly memory: DecisionMemory
  /** True where the provider refused what had been made of it; then it stays as it comes. */
  readonly isRaw: boolean
}

/** Characters that are remembered, of all conversations together. */
const MOST_CHARACTERS = 128 << 20
const MOST_CONVERSATIONS = 2000

const SCOPE = 'headroom.proxy' as Scope

/** The conversations that came by lately, the latest last. */
export class Conversations {
  readonly #known = new Map<string, KnownConversation>()
  readonly #openStore: () => Promise<Store>

  constructor(openStore: () => Promise<Store>) {
    this.#openStore = openStore
  }

  /** The conversation of that name; asks the store about one that has not come by since the start. */
  async find(name: string): Promise<KnownConversation> {
    const known = this.#known.get(name)
    const conversation = known ?? { memory: new DecisionMemory(), isRaw: await this.#wasRaw(name) }
    this.#touch(name, conversation)
    return conversation
  }

  /** From now on the conversation stays as it comes, also after a restart where the store allows. */
  async leaveRaw(name: string): Promise<void> {
    this.#touch(name, { memory: new DecisionMemory(), isRaw: true })
    const store = await this.#openStore()
    await store.set({ scope: SCOPE, name: `raw.${name}` }, 'raw')
  }

  /** Forgets the oldest until the rest is within its bounds. */
  trim(): void {
    let characters = [...this.#known.values()].reduce((sum, { memory }) => sum + memory.size, 0)
    for (const [name, { memory }] of this.#known) {
      if (characters <= MOST_CHARACTERS && this.#known.size <= MOST_CONVERSATIONS) return
      this.#known.delete(name)
      characters -= memory.size
    }
  }

  get count(): number {
    return this.#known.size
  }

  #touch(name: string, conversation: KnownConversation): void {
    this.#known.delete(name)
    this.#known.set(name, conversation)
  }

  /** A store that fails knows nothing; that costs a prefix at most, never the request. */
  async #wasRaw(name: string): Promise<boolean> {
    try {
      const store = await this.#openStore()
      const key = { scope: SCOPE, name: `raw.${name}` }
      const found = await store.get(key)
      if (found !== undefined) await store.touch(key)
      return found !== undefined
    } catch {
      return false
    }
  }
}
