/** One request as the proxy tells it: sizes, names and decisions; the proxy tells no content. */
export interface Exchange {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly time: number
  readonly path: string
  readonly provider: string
  readonly format?: string
  readonly model: string
  /** What was done with it; `pass` for what is no conversation. */
  readonly mode: string
  readonly status: number
  readonly tokensBefore: number
  readonly tokensAfter: number
  readonly toolTokens: number
  readonly decisions: readonly ExchangeDecision[]
  readonly replayed: number
  readonly failure?: string
  readonly wasRefused: boolean
  readonly recalls: number
  readonly addedMilliseconds: number
  readonly usage?: {
    readonly input?: number
    readonly output?: number
    readonly cacheRead?: number
    readonly cacheWrite?: number
  }
  readonly cache?: { readonly outcome: string; readonly lost: number }
  readonly ending: string
  /** Requests before it of which this listener was not told. */
  readonly missedBefore?: number
}

/** What came of one block of a request. */
export interface ExchangeDecision {
  readonly block: string
  readonly kind: string
  readonly outcome: string
  readonly by?: string
  readonly reason?: string
  readonly tokensBefore: number
  readonly tokensAfter: number
}

/** Sums of a stretch of time, by name; what there was none of is left out. */
export interface Bucket {
  /** As ISO 8601 has it. */
  readonly start: string
  readonly [figure: string]: number | string
}

/** What `/stats/history` says. */
export interface History {
  readonly now: string
  readonly minutes: readonly Bucket[]
  readonly hours: readonly Bucket[]
  readonly total: Partial<Bucket>
}

/** One figure of a bucket. */
export function figureOf(bucket: Partial<Bucket> | undefined, name: string): number {
  const value = bucket?.[name]
  return typeof value === 'number' ? value : 0
}

/** How far back is looked, and how finely. */
export interface Range {
  readonly name: string
  readonly of: 'minutes' | 'hours'
  readonly steps: number
  /** Milliseconds of one step. */
  readonly step: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What can be looked at. */
export const RANGES: readonly [Range, ...Range[]] = [
  { name: 'last hour', of: 'minutes', steps: 60, step: MINUTE },
  { name: 'last 3 hours', of: 'minutes', steps: 180, step: MINUTE },
  { name: 'last 2 days', of: 'hours', steps: 48, step: HOUR },
  { name: 'last 31 days', of: 'hours', steps: 744, step: HOUR },
]

/** The steps of a range, the oldest first; where nothing passed, there is no bucket. */
export function stepsOf(
  history: History,
  { of, steps, step }: Range,
): readonly { readonly start: number; readonly bucket: Bucket | undefined }[] {
  const now = Date.parse(history.now)
  const last = now - (now % step)
  const buckets = new Map(history[of].map((bucket) => [Date.parse(bucket.start), bucket]))
  return Array.from({ length: steps }, (_, at) => {
    const start = last - (steps - 1 - at) * step
    return { start, bucket: buckets.get(start) }
  })
}

/** What several buckets come to, by name. */
export function sumOf(
  buckets: readonly (Partial<Bucket> | undefined)[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const bucket of buckets) {
    for (const [name, value] of Object.entries(bucket ?? {})) {
      if (typeof value === 'number') sums.set(name, (sums.get(name) ?? 0) + value)
    }
  }
  return sums
}
