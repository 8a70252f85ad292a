import { RequestError } from '../request-error.ts'

const MINUTE = 60_000
/** Keys that are counted; beyond it the oldest begins anew. */
const MOST_KEYS = 1000

/** The room that the bodies of one request take. */
export interface Holding {
  /** Takes room for so many bytes more, or throws 503. */
  readonly hold: Hold
  /** Gives all of it back; may be called again. */
  release(): void
}

/** Takes room for so many bytes, or throws. */
export type Hold = (bytes: number) => void

/** How many requests may be under way at once, how much they may hold, and how many a client may make in a minute. */
export class Gate {
  #underWay = 0
  /** Bytes of bodies that are held, of all requests together. */
  #held = 0
  readonly #windows = new Map<string, { readonly start: number; readonly count: number }>()

  get underWay(): number {
    return this.#underWay
  }

  /** Lets a request in, or throws 503; what it gives lets the request out, once. */
  enter(most: number): () => void {
    if (this.#underWay >= most) {
      throw new RequestError(503, 'overloaded', {
        message: `${most} requests are under way; try again later`,
        retryAfter: 1,
      })
    }
    this.#underWay++
    let isOut = false
    return () => {
      if (!isOut) this.#underWay--
      isOut = true
    }
  }

  /** Room among `most` bytes. What is alone may be larger: else it could never be served. */
  holding(most: number): Holding {
    let own = 0
    return {
      hold: (bytes) => {
        if (this.#held > own && this.#held + bytes > most) {
          const message = `requests under way hold ${this.#held} bytes; try again later`
          throw new RequestError(503, 'overloaded', { message, retryAfter: 1 })
        }
        own += bytes
        this.#held += bytes
      },
      release: () => {
        this.#held -= own
        own = 0
      },
    }
  }

  /** Throws 429 for a client that has made as many requests this minute as it may. */
  countRequest(key: string, perMinute: number, now: number): void {
    const window = this.#windows.get(key)
    const isNew = window === undefined || now - window.start >= MINUTE
    const { start, count } = isNew ? { start: now, count: 0 } : window
    if (count >= perMinute) {
      const retryAfter = Math.max(1, Math.ceil((start + MINUTE - now) / 1000))
      const message = `more than ${perMinute} requests a minute`
      throw new RequestError(429, 'rate_limited', { message, retryAfter })
    }
    this.#windows.delete(key)
    this.#windows.set(key, { start, count: count + 1 })
    const oldest = this.#windows.keys().next().value
    if (this.#windows.size > MOST_KEYS && oldest !== undefined) this.#windows.delete(oldest)
  }
}
