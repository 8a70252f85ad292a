/** Upper bounds of the buckets, in milliseconds. */
export const BUCKETS: readonly number[] = [
  0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000,
]

/** Counts durations by size, so that medians can be told without keeping them all. */
export class Histogram {
  readonly #counts: number[] = new Array(BUCKETS.length + 1).fill(0)
  #sum = 0
  #count = 0

  add(milliseconds: number): void {
    const at = BUCKETS.findIndex((bound) => milliseconds <= bound)
    const bucket = at === -1 ? BUCKETS.length : at
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#sum += milliseconds
    this.#count++
  }

  get count(): number {
    return this.#count
  }

  get sum(): number {
    return this.#sum
  }

  /** How many there were up to each bound, in order. */
  get cumulative(): readonly number[] {
    let sum = 0
    return BUCKETS.map((_, at) => {
      sum += this.#counts[at] ?? 0
      return sum
    })
  }

  /** The bound under which that share of them lies, in milliseconds; 0 where there were none. */
  quantile(share: number): number {
    const rank = share * this.#count
    const at = this.cumulative.findIndex((count) => count >= rank)
    if (this.#count === 0) return 0
    return BUCKETS[at] ?? Number.POSITIVE_INFINITY
  }

  summary(): {
    readonly count: number
    readonly mean: number
    readonly p50: number
    readonly p90: number
    readonly p99: number
  } {
    const mean = this.#count === 0 ? 0 : this.#sum / this.#count
    return {
      count: this.#count,
      mean,
      p50: this.quantile(0.5),
      p90: this.quantile(0.9),
      p99: this.quantile(0.99),
    }
  }
}
