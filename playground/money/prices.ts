import data from './prices.json' with { type: 'json' }

/** US dollars for a million tokens of input. */
export interface Price {
  readonly model: string
  readonly label: string
  /** Read anew. */
  readonly input: number
  /** Written to the provider's cache; the same as `input` where writing costs nothing more. */
  readonly cacheWrite: number
  /** Read from the provider's cache. */
  readonly cacheRead: number
  readonly source: string
  /** The day on which the source said so. */
  readonly asOf: string
}

/** List prices, without discounts for batches or surcharges for long contexts. */
export const PRICES: readonly Price[] = data.prices

/** The price that a model's name stands for, or of which it is a dated edition. */
export function priceOf(model: string): Price | undefined {
  const name = model.toLowerCase()
  const known = PRICES.filter((price) => name === price.model || name.startsWith(`${price.model}-`))
  return known.sort((one, other) => other.model.length - one.model.length)[0]
}

/** How the provider's cache is used. */
export type CacheUse = 'cached' | 'uncached'

/** How long tokens stay in the context, and what the provider's cache makes of that. */
export interface Use {
  readonly turns: number
  readonly cache: CacheUse
}

/** What the first turn costs, and what all those after it do together. */
export interface Cost {
  readonly first: number
  readonly later: number
}

/** US dollars for having these tokens in the context for so many turns. */
export function costOf(tokens: number, price: Price, { turns, cache }: Use): Cost {
  const { input, cacheWrite, cacheRead } = price
  const [first, later] = cache === 'cached' ? [cacheWrite, cacheRead] : [input, input]
  const dollars = (perMillion: number): number => (tokens * perMillion) / 1_000_000
  return { first: dollars(first), later: dollars(later * (turns - 1)) }
}

/** Both together. */
export function sumOf({ first, later }: Cost): number {
  return first + later
}
