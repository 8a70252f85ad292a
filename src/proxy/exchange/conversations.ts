import { DecisionMemory, type Scope, type Store, type StoreKey } from '../../engine/index.ts'
import type { PendingRecall } from '../recall/pending.ts'
import { ToolPlace } from '../recall/tool-place.ts'
import { Beginning } from './beginning.ts'

/** What the proxy knows of one conversation. All of it can be lost: the same bytes come out without. */
export interface KnownConversation {
  readonly memory: DecisionMemory
  readonly tool: ToolPlace
  readonly beginning: Beginning
  /** True where the provider refused what had been made of it; then it stays as it comes. */
  readonly isRaw: boolean
  /** Private calls that were made beside the client's own: every later request gets them back. */
  readonly pending: readonly PendingRecall[]
}

/** What has to outlive a restart. */
type Kept = Pick<KnownConversation, 'isRaw' | 'pending'>

const NOTHING: Kept = { isRaw: false, pending: [] }

const MOST_CHARACTERS = 128 << 20
const MOST_CONVERSATIONS = 2000

const SCOPE = 'headroom.proxy' as Scope

/** The conversations that came by lately, the latest last. */
export class Conversations {
  readonly #known = new Map<string, KnownConversation>()
  readonly #openStore: (name: string) => Promise<Store>
  readonly #most: number

  /**
   * `openStore` opens what keeps the conversation of that name; `most` characters are remembered, of all
   * conversations together.
   */
  constructor(openStore: (name: string) => Promise<Store>, most: number = MOST_CHARACTERS) {
    this.#openStore = openStore
    this.#most = most
  }

  /** The conversation of that name; asks the store about one that has not come by since the start. */
  async find(name: string): Promise<KnownConversation> {
    const known = this.#known.get(name)
    const conversation = known ?? { ...empty(), ...(await this.#load(name)) }
    this.#touch(name, conversation)
    return conversation
  }

  /** From now on the conversation stays as it comes, also after a restart where the store allows. */
  async leaveRaw(name: string): Promise<void> {
    await this.#keep(name, { isRaw: true, pending: [] })
  }

  /**
   * Keeps a private call for the conversation's next requests, in the place of what an earlier answer
   * to the same turn left behind. Rejects where the store does.
   */
  async pend(name: string, pending: PendingRecall): Promise<void> {
    const { isRaw, pending: known } = await this.find(name)
    const others = known.filter((one) => !isSameTurn(one, pending))
    await this.#keep(name, { isRaw, pending: [...others, pending] })
  }

  /** Forgets the oldest until the rest is within its bounds. */
  trim(): void {
    let characters = [...this.#known.values()].reduce((sum, { memory }) => sum + memory.size, 0)
    for (const [name, { memory }] of this.#known) {
      if (characters <= this.#most && this.#known.size <= MOST_CONVERSATIONS) return
      this.#known.delete(name)
      characters -= memory.size
    }
  }

  /** The memories of those whose names begin so. */
  *memories(beginning: string): Generator<DecisionMemory> {
    for (const [name, { memory }] of this.#known) if (name.startsWith(beginning)) yield memory
  }

  get count(): number {
    return this.#known.size
  }

  #touch(name: string, conversation: KnownConversation): void {
    this.#known.delete(name)
    this.#known.set(name, conversation)
  }

  async #keep(name: string, kept: Kept): Promise<void> {
    const known = kept.isRaw ? empty() : await this.find(name)
    this.#touch(name, { ...known, ...kept })
    const store = await this.#openStore(name)
    await store.set(keyOf(name), JSON.stringify(kept))
  }

  /** A store that fails knows nothing; that costs a prefix at most, never the request. */
  async #load(name: string): Promise<Kept> {
    try {
      const store = await this.#openStore(name)
      const found = await store.get(keyOf(name))
      if (found === undefined) return NOTHING
      await store.touch(keyOf(name))
      return JSON.parse(found) as Kept
    } catch {
      return NOTHING
    }
  }
}

function empty(): Omit<KnownConversation, keyof Kept> {
  return { memory: new DecisionMemory(), tool: new ToolPlace(), beginning: new Beginning() }
}

/** True where a client asked for a turn again, and its calls are named as they were. */
function isSameTurn(one: PendingRecall, other: PendingRecall): boolean {
  const names = (pending: PendingRecall): string => JSON.stringify(pending.clientCalls)
  return one.messages === other.messages && names(one) === names(other)
}

function keyOf(name: string): StoreKey {
  return { scope: SCOPE, name: `conversation.${name}` }
}
