import type { Difference } from './first-difference.ts'

/** A place that keeps a provider from reading its cache, and what that came to. */
export interface UnstablePlace {
  readonly place: string
  readonly offset?: number
  readonly what: string
  /** Within one conversation, or from one to the next of the same client. */
  readonly between: 'requests' | 'conversations'
  readonly times: number
  /** Tokens that stood behind it and could not be read from the cache. */
  readonly tokensBehind: number
}

/** Places that are kept; those that cost least go first. */
const MOST_PLACES = 100

/** Everything found to change that should not, by place. */
export class UnstablePlaces {
  readonly #places = new Map<string, UnstablePlace>()

  add(
    { place, offset, what }: Difference,
    { between, tokens }: { readonly between: UnstablePlace['between']; readonly tokens: number },
  ): void {
    const key = JSON.stringify([between, place, what])
    const { times, tokensBehind } = this.#places.get(key) ?? { times: 0, tokensBehind: 0 }
    const where = offset === undefined ? { place } : { place, offset }
    const sum = { times: times + 1, tokensBehind: tokensBehind + tokens }
    this.#places.set(key, { ...where, what, between, ...sum })
    if (this.#places.size <= MOST_PLACES) return
    const [cheapest] = [...this.#places].sort(([, a], [, b]) => a.tokensBehind - b.tokensBehind)
    if (cheapest !== undefined) this.#places.delete(cheapest[0])
  }

  /** The dearest first. */
  list(): readonly UnstablePlace[] {
    return [...this.#places.values()].sort((a, b) => b.tokensBehind - a.tokensBehind)
  }
}
