import { type DoorOptions, headroomFor, type OpenHeadroom } from './door-options.ts'
import { compressTranscript } from './transcript.ts'

/** One text that agents share. */
export interface ContextEntry {
  readonly key: string
  readonly original: string
  /** What to put into another agent's context; the original where nothing was saved. */
  readonly compressed: string
  readonly originalTokens: number
  readonly compressedTokens: number
  /** Who put it there. */
  readonly agent: string | undefined
  /** Milliseconds since 1970. */
  readonly timestamp: number
}

/** Bounds of a shared context. */
export interface SharedContextOptions extends DoorOptions {
  /** Seconds after which an entry is gone. Default: one hour. */
  readonly ttl?: number
  /** Most entries; the oldest goes first. Default: 100. */
  readonly maxEntries?: number
}

/** What all entries together come to. */
export interface ContextStats {
  readonly entries: number
  readonly totalOriginalTokens: number
  readonly totalCompressedTokens: number
  readonly totalTokensSaved: number
  /** 0 … 100. */
  readonly savingsPercent: number
}

/** Hands compressed context from one agent to the next, within one process. */
export interface SharedContext {
  /** Keeps a text under a key, in the place of what was there. */
  put(key: string, content: string, agent?: string): Promise<ContextEntry>
  /** The text to read, or as it was put where `full` says so; `undefined` once it is gone. */
  get(key: string, options?: { readonly full?: boolean }): string | undefined
  getEntry(key: string): ContextEntry | undefined
  keys(): readonly string[]
  stats(): ContextStats
  clear(): void
}

const HOUR = 3600
const MOST = 100

/** `SharedContext` for a runtime. */
export function sharedContextOn(
  open: OpenHeadroom,
): new (
  options?: SharedContextOptions,
) => SharedContext {
  return class extends Shelf {
    constructor(options: SharedContextOptions = {}) {
      super(open, options)
    }
  }
}

class Shelf implements SharedContext {
  readonly #entries = new Map<string, ContextEntry>()
  readonly #open: OpenHeadroom
  readonly #options: SharedContextOptions

  constructor(open: OpenHeadroom, options: SharedContextOptions) {
    this.#open = open
    this.#options = options
  }

  async put(key: string, content: string, agent?: string): Promise<ContextEntry> {
    const { maxEntries = MOST, ttl: _ttl, ...options } = this.#options
    const result = { role: 'result', id: key, tool: agent ?? 'shared', text: content } as const
    const headroom = headroomFor(options, this.#open)()
    const { changed, report } = await compressTranscript([result], headroom, options)
    const entry: ContextEntry = {
      key,
      original: content,
      compressed: changed.get(0) ?? content,
      originalTokens: report?.tokensBefore ?? 0,
      compressedTokens: report?.tokensAfter ?? 0,
      agent,
      timestamp: Date.now(),
    }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    const tooMany = Math.max(0, this.keys().length - maxEntries)
    for (const oldest of this.keys().slice(0, tooMany)) this.#entries.delete(oldest)
    return entry
  }

  get(key: string, { full = false }: { readonly full?: boolean } = {}): string | undefined {
    const entry = this.getEntry(key)
    return full ? entry?.original : entry?.compressed
  }

  getEntry(key: string): ContextEntry | undefined {
    this.#forget()
    return this.#entries.get(key)
  }

  keys(): readonly string[] {
    this.#forget()
    return [...this.#entries.keys()]
  }

  stats(): ContextStats {
    this.#forget()
    const entries = [...this.#entries.values()]
    const before = entries.reduce((sum, { originalTokens }) => sum + originalTokens, 0)
    const after = entries.reduce((sum, { compressedTokens }) => sum + compressedTokens, 0)
    return {
      entries: entries.length,
      totalOriginalTokens: before,
      totalCompressedTokens: after,
      totalTokensSaved: before - after,
      savingsPercent: before === 0 ? 0 : (100 * (before - after)) / before,
    }
  }

  clear(): void {
    this.#entries.clear()
  }

  #forget(): void {
    const { ttl = HOUR } = this.#options
    const oldest = Date.now() - ttl * 1000
    for (const [key, { timestamp }] of this.#entries)
      if (timestamp < oldest) this.#entries.delete(key)
  }
}
