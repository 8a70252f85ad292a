import type { UsageFigures } from './usage.ts'

/** Prices beside an uncached input token's: what Anthropic asks (July 2026), and about what others do. */
const CACHE_WRITE = 1.25
const CACHE_WRITE_FOR_AN_HOUR = 2
const CACHE_READ = 0.1

/** Conversations remembered a group, the latest first to go on. */
const MOST_CONVERSATIONS = 5000

/** A mean and how far it may be off. */
export interface Interval {
  readonly conversations: number
  /** Input billed a request, in uncached input tokens. */
  readonly mean: number
  /** Half the width of the 95 % interval; absent below two conversations. */
  readonly plusMinus: number | undefined
}

/** Input tokens as they are billed: reads and writes of the cache at their prices. */
function billedInput(usage: UsageFigures): number {
  const { input = 0, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0 } = usage
  const writes = (cacheWrite - cacheWrite1h) * CACHE_WRITE + cacheWrite1h * CACHE_WRITE_FOR_AN_HOUR
  return input + cacheRead * CACHE_READ + writes
}

/** What requests of one group cost, by conversation: those are what was drawn, so they are what varies. */
export class CostGroup {
  readonly #sums = new Map<string, { readonly cost: number; readonly requests: number }>()

  add(conversation: string, usage: UsageFigures): void {
    const { cost, requests } = this.#sums.get(conversation) ?? { cost: 0, requests: 0 }
    this.#sums.delete(conversation)
    this.#sums.set(conversation, { cost: cost + billedInput(usage), requests: requests + 1 })
    if (this.#sums.size <= MOST_CONVERSATIONS) return
    const oldest = this.#sums.keys().next().value
    if (oldest !== undefined) this.#sums.delete(oldest)
  }

  /** Mean over conversations, with a normal interval. */
  interval(): Interval {
    const means = [...this.#sums.values()].map(({ cost, requests }) => cost / requests)
    const count = means.length
    const mean = count === 0 ? 0 : means.reduce((sum, one) => sum + one, 0) / count
    if (count < 2) return { conversations: count, mean, plusMinus: undefined }
    const variance = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1)
    return { conversations: count, mean, plusMinus: Z_95 * Math.sqrt(variance / count) }
  }
}

/** Standard deviations that hold 95 % of a normal distribution. */
const Z_95 = 1.96
