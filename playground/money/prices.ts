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

/** What it costs to have these tokens in the context for so many turns. */
export function costOf(
  tokens: number,
  price: Price,
  { turns, cache }: { readonly turns: number; readonly cache: CacheUse },
): number {
  const perToken =
    cache === 'uncached' ? price.input * turns : price.cacheWrite + price.cacheRead * (turns - 1)
  return (tokens * perToken) / 1_000_000
}
