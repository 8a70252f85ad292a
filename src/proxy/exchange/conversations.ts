import {
  DecisionMemory,
  MemoryIndex,
  type Scope,
  type Store,
  type StoreKey,
} from '../../engine/index.ts'
import type { PendingRecall } from '../recall/pending.ts'
import { ToolPlace } from '../recall/tool-place.ts'
import { Beginning } from './beginning.ts'
import { type RawMark, type Said, withMark } from './raw-marks.ts'

/** What the proxy knows of one conversation, or of several that begin alike. All of it can be lost: the same bytes come out without. */
export interface KnownConversation {
  readonly memory: DecisionMemory
  readonly tool: ToolPlace
  readonly beginning: Beginning
  /** Requests of which the provider refused what had been made of them; what goes on from them stays as it comes. */
  readonly raw: readonly RawMark[]
  /** Private calls that were made beside the client's own: every later request gets them back. */
  readonly pending: readonly PendingRecall[]
  /** Turns that the model had had before the last request that came by here. */
  readonly turns: number
}

/** What has to outlive a restart. */
type Kept = Pick<KnownConversation, 'raw' | 'pending'>

const MOST_CHARACTERS = 128 << 20
const MOST_CONVERSATIONS = 2000

const SCOPE = 'headroom.proxy' as Scope

/** The conversations that came by lately, the latest last. */
export class Conversations {
  readonly #known = new Map<string, KnownConversation>()
  /** By what their names begin with. */
  readonly #indexes = new Map<string, MemoryIndex>()
  /** Characters that each memory was last found to keep alive, and all of them together. */
  readonly #sizes = new Map<DecisionMemory, number>()
  #characters = 0
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

  /**
   * The conversation of that name, at a request before which the model has had so many turns. The store
   * is asked unless the turn before came by here: another process may have answered since, and kept
   * what has to be in this one's requests, too. Fewer turns than before are another conversation's that
   * began alike.
   */
  async find(name: string, turns: number): Promise<KnownConversation> {
    const before = this.#known.get(name)
    const isNext = before !== undefined && (turns === before.turns || turns === before.turns + 1)
    if (!isNext) await this.#refresh(name)
    const conversation = { ...(this.#known.get(name) ?? empty()), turns }
    this.#touch(name, conversation)
    return conversation
  }

  /**
   * From now on what goes on from this request stays as it comes, also after a restart where the store
   * allows. Other conversations that began alike go on as they were.
   */
  async leaveRaw(name: string, said: Said): Promise<void> {
    await this.#refresh(name)
    const marks = this.#known.get(name)?.raw ?? []
    const raw = await withMark(marks, said)
    await this.#keep(name, { raw, pending: this.#known.get(name)?.pending ?? [] })
  }

  /**
   * Keeps a private call for the conversation's next requests, in the place of what an earlier answer
   * to the same turn left behind. Rejects where the store does.
   */
  async pend(name: string, pending: PendingRecall): Promise<void> {
    await this.#refresh(name)
    const { raw, pending: known } = this.#known.get(name) ?? empty()
    const others = known.filter((one) => !isSameTurn(one, pending))
    await this.#keep(name, { raw, pending: [...others, pending] })
  }

  /** Takes what is remembered of a conversation by now into account; forgets the oldest until the rest is within its bounds. */
  settle(name: string): void {
    const memory = this.#known.get(name)?.memory
    if (memory !== undefined) {
      this.#resize(memory, memory.size)
      this.#find(name, memory)
    }
    for (const [oldest, { memory: old }] of this.#known) {
      if (this.#characters <= this.#most && this.#known.size <= MOST_CONVERSATIONS) return
      this.#known.delete(oldest)
      this.#resize(old, 0)
      this.#findNoMore(oldest, old)
    }
  }

  /** The memories of those whose names begin so, and whose last bodies began as these bytes do. */
  memories(beginning: string, bytes: Uint8Array): Iterable<DecisionMemory> {
    return this.#indexes.get(beginning)?.like(bytes) ?? []
  }

  get count(): number {
    return this.#known.size
  }

  #resize(memory: DecisionMemory, size: number): void {
    this.#characters += size - (this.#sizes.get(memory) ?? 0)
    if (size === 0) this.#sizes.delete(memory)
    else this.#sizes.set(memory, size)
  }

  #find(name: string, memory: DecisionMemory): void {
    const beginning = beginningOf(name)
    const index = this.#indexes.get(beginning) ?? new MemoryIndex()
    this.#indexes.set(beginning, index)
    index.note(memory)
  }

  #findNoMore(name: string, memory: DecisionMemory): void {
    const beginning = beginningOf(name)
    const index = this.#indexes.get(beginning)
    index?.forget(memory)
    if (index?.size === 0) this.#indexes.delete(beginning)
  }

  #touch(name: string, conversation: KnownConversation): void {
    this.#known.delete(name)
    this.#known.set(name, conversation)
  }

  async #keep(name: string, kept: Kept): Promise<void> {
    this.#touch(name, { ...(this.#known.get(name) ?? empty()), ...kept })
    await this.#save(name, kept)
  }

  async #save(name: string, { raw, pending }: Kept): Promise<void> {
    const store = await this.#openStore(name)
    await store.set(keyOf(name), JSON.stringify({ raw, pending }))
  }

  /** What the store knows goes over what is known here; what it has lost it is given back. */
  async #refresh(name: string): Promise<void> {
    const before = this.#known.get(name)
    const kept = await this.#load(name)
    // Whatever was kept in the meantime is newer.
    if (this.#known.get(name) !== before) return
    if (kept !== undefined) this.#touch(name, { ...(before ?? empty()), ...kept })
    else if (before !== undefined && (before.raw.length > 0 || before.pending.length > 0))
      await this.#save(name, before).catch(() => undefined)
  }

  /** A store that fails knows nothing; that costs a prefix at most, never the request. */
  async #load(name: string): Promise<Kept | undefined> {
    try {
      const store = await this.#openStore(name)
      const found = await store.get(keyOf(name))
      if (found === undefined) return undefined
      await store.touch(keyOf(name))
      const { raw = [], pending = [] } = JSON.parse(found) as Partial<Kept>
      return { raw, pending }
    } catch {
      return undefined
    }
  }
}

/** Of the name of a conversation, what it shares with those that may know each other. */
function beginningOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1)
}

function empty(): KnownConversation {
  return {
    memory: new DecisionMemory(),
    tool: new ToolPlace(),
    beginning: new Beginning(),
    raw: [],
    pending: [],
    turns: 0,
  }
}

/** True where a client asked for a turn again, and its calls are named as they were. */
function isSameTurn(one: PendingRecall, other: PendingRecall): boolean {
  const names = (pending: PendingRecall): string => JSON.stringify(pending.clientCalls)
  return one.messages === other.messages && names(one) === names(other)
}

function keyOf(name: string): StoreKey {
  return { scope: SCOPE, name: `conversation.${name}` }
}
