import { parsed } from '../answers/json-values.ts'
import type { UsageFigures } from '../operations/usage.ts'
import type { Format } from '../upstream/route-of.ts'
import { type Difference, firstDifference } from './first-difference.ts'
import { Heads } from './heads.ts'
import { cachedAfter, lifetimeOf, SHORTEST_CACHED } from './lifetimes.ts'
import { type PrefixGroup, prefixGroups } from './prefix-groups.ts'
import { SentBodies } from './sent-bodies.ts'
import { UnstablePlaces } from './unstable-places.ts'

/**
 * What the provider's cache did for a request, by the provider's own figures, and if it was less than it
 * could have been, why.
 *
 * - `hit`: read what the request before had left there, but for a tenth.
 * - `first`: nothing had come before it.
 * - `lifetime`: the last request of the conversation was too long ago.
 * - `model`: the request before went to another model.
 * - `prefix`: the request does not go on as the one before began.
 * - `proxy`: what the proxy did with the conversation had changed, so its bytes had.
 * - `unknown`: none of these.
 */
export type CacheOutcome = 'hit' | 'first' | 'lifetime' | 'model' | 'prefix' | 'proxy' | 'unknown'

/** A request that was sent and answered. */
export interface SentRequest {
  readonly conversation: string
  readonly format: Format
  readonly model: string
  /** Tells the requests of one client apart from those of others. */
  readonly client: string
  /** What else tells two threads of one conversation apart: one with tools, one without. */
  readonly thread: string
  /** What was done with it; with something else done, other bytes are sent. */
  readonly handling: string
  readonly bytes: Uint8Array
  /** When it was sent; milliseconds of a clock that only goes forward. */
  readonly time: number
  /** Of the first answer to it, and of the last. */
  readonly usage: { readonly first: UsageFigures; readonly last: UsageFigures }
}

/** What is noted of one request. */
export interface CacheNote {
  readonly outcome: CacheOutcome
  /** Tokens that could have been read and were not. */
  readonly lost: number
  /** The first place that is not as it was, where it was looked for. */
  readonly difference?: Difference
}

/** What is remembered of the request before. */
interface Earlier {
  readonly time: number
  readonly model: string
  readonly handling: string
  /** Tokens that it left in the cache. */
  readonly cached: number
  readonly lifetime: number
  /** Requests of the thread so far. */
  readonly count: number
}

/** Threads that are remembered. */
const MOST_THREADS = 4000
/** The part of what was left in the cache that has to be read for a hit. */
const HIT = 0.9
/** Where a provider says nothing of a cache, one request of so many is compared with the one before. */
const LOOK_EVERY = 8

/**
 * Watches what providers' caches do. Works from their usage figures once an answer has ended; bodies are
 * looked into only where less was read than could have been. Nothing is ever rewritten for it.
 */
export class CacheWatch {
  readonly places: UnstablePlaces = new UnstablePlaces()
  readonly outcomes: Map<CacheOutcome, number> = new Map()
  readonly lost: Map<CacheOutcome, number> = new Map()
  readonly #threads = new Map<string, Earlier>()
  readonly #bodies: SentBodies
  readonly #heads = new Heads()

  /** `most`: bytes of bodies that are kept to be compared; 64 MiB where nothing is said. */
  constructor(most?: number) {
    this.#bodies = new SentBodies(most)
  }

  /** Bytes of bodies that are kept. */
  get bytes(): number {
    return this.#bodies.bytes
  }

  /** Takes a request into account; `undefined` where its provider says nothing of a cache. */
  note(sent: SentRequest): CacheNote | undefined {
    const { first, last } = sent.usage
    const isTold = first.cacheRead !== undefined || first.cacheWrite !== undefined
    const thread = JSON.stringify([sent.conversation, sent.thread])
    const earlier = this.#threads.get(thread)
    const note = isTold ? this.#judge(sent, earlier, thread) : this.#look(sent, earlier, thread)
    this.#remember(thread, {
      count: (earlier?.count ?? 0) + 1,
      time: sent.time,
      model: sent.model,
      handling: sent.handling,
      cached: cachedAfter(sent.format, last),
      lifetime: lifetimeOf(sent.format, last),
    })
    this.#bodies.keep(thread, sent.bytes)
    if (note === undefined) return undefined
    count(this.outcomes, note.outcome, 1)
    if (note.lost > 0) count(this.lost, note.outcome, note.lost)
    return note
  }

  #judge(sent: SentRequest, earlier: Earlier | undefined, thread: string): CacheNote {
    const { first } = sent.usage
    if (earlier === undefined) return this.#greet(sent)
    const read = first.cacheRead ?? 0
    const isHit = earlier.cached < SHORTEST_CACHED || read >= earlier.cached * HIT
    if (isHit) return { outcome: 'hit', lost: 0 }
    const lost = earlier.cached - read
    if (earlier.model !== sent.model) return { outcome: 'model', lost }
    const difference = this.#compare(sent, thread, lost)
    const found = difference === undefined ? {} : { difference }
    if (sent.time - earlier.time > earlier.lifetime) return { outcome: 'lifetime', lost, ...found }
    if (earlier.handling !== sent.handling) return { outcome: 'proxy', lost, ...found }
    return { outcome: difference === undefined ? 'unknown' : 'prefix', lost, ...found }
  }

  /** Nobody says what was read, yet what changes and should not is to be seen all the same. */
  #look(sent: SentRequest, earlier: Earlier | undefined, thread: string): undefined {
    if (earlier === undefined) this.#greet(sent)
    else if (earlier.count % LOOK_EVERY === 1 && earlier.model === sent.model) {
      const before = this.#bodies.get(thread)
      if (before === undefined || onlyAdds(before, sent.bytes)) return
      const { input = 0 } = sent.usage.first
      this.#compare(sent, thread, input)
    }
  }

  /** The first place where a request parts from the one before it in its thread. */
  #compare(sent: SentRequest, thread: string, most: number): Difference | undefined {
    const before = groupsOf(this.#bodies.get(thread), sent.format)
    const after = groupsOf(sent.bytes, sent.format)
    if (before === undefined || after === undefined) return undefined
    const difference = firstDifference(before, after)
    if (difference === undefined) return undefined
    const { input = 0, cacheRead = 0, cacheWrite = 0 } = sent.usage.first
    const behind = Math.round((input + cacheRead + cacheWrite) * difference.shareBehind)
    const isKnown = cacheRead + cacheWrite > 0
    const tokens = isKnown ? most : Math.min(most, behind)
    this.places.add(difference, { between: 'requests', tokens })
    return difference
  }

  /** The first request of a conversation could have read what other conversations begin with. */
  #greet(sent: SentRequest): CacheNote {
    const { first } = sent.usage
    const groups = groupsOf(sent.bytes, sent.format)
    const client = JSON.stringify([sent.client, sent.format, sent.model, sent.thread])
    const difference = groups === undefined ? undefined : this.#heads.meet(client, groups)
    if (difference === undefined) return { outcome: 'first', lost: 0 }
    const { input = 0, cacheRead = 0, cacheWrite = 0 } = first
    const behind = (input + cacheRead + cacheWrite) * difference.shareBehind
    // What was read all the same stood in front of it.
    const tokens = Math.max(0, Math.round(Math.min(behind, input + cacheWrite)))
    this.places.add(difference, { between: 'conversations', tokens })
    return { outcome: 'first', lost: 0, difference }
  }

  #remember(thread: string, earlier: Earlier): void {
    this.#threads.delete(thread)
    this.#threads.set(thread, earlier)
    const oldest = this.#threads.keys().next().value
    if (this.#threads.size <= MOST_THREADS || oldest === undefined) return
    this.#threads.delete(oldest)
    this.#bodies.forget(oldest)
  }
}

/** Bytes of a body that is looked into: some milliseconds. */
const LARGEST = 8 << 20

/** `undefined` for what can't be read: too large, encoded, or no JSON, or nested beyond reason. */
function groupsOf(
  bytes: Uint8Array | undefined,
  format: Format,
): readonly PrefixGroup[] | undefined {
  if (bytes === undefined || bytes.byteLength > LARGEST) return undefined
  const body = parsed(new TextDecoder().decode(bytes))
  return body === undefined ? undefined : prefixGroups(body, format)
}

/** True where bytes were put in and none taken out: nearly always at the end of what is said. */
function onlyAdds(before: Uint8Array, after: Uint8Array): boolean {
  const most = Math.min(before.byteLength, after.byteLength)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++
  return start + end >= before.byteLength
}

function count(counts: Map<CacheOutcome, number>, outcome: CacheOutcome, by: number): void {
  counts.set(outcome, (counts.get(outcome) ?? 0) + by)
}
