import { addedFigures, type Figures } from './figures.ts'
import type { ExchangeRecord } from './record.ts'

/** Milliseconds. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * How finely what has passed is told, and for how long: three hours by the minute, 31 days by the hour, and
 * all of it in one. Milliseconds.
 */
const SPANS: readonly Span[] = [
  { span: MINUTE, kept: 3 * HOUR },
  { span: HOUR, kept: 31 * 24 * HOUR },
  { span: 0, kept: Number.POSITIVE_INFINITY },
]

interface Span {
  readonly span: number
  readonly kept: number
}

/** What passed within one stretch of time: sums, never content. */
export interface HistoryBucket {
  /** How long it is; a minute or an hour in milliseconds, 0 for all there ever was. */
  readonly span: number
  /** Milliseconds since 1970; of all there ever was, when it began. */
  readonly start: number
  /** Sums by name; those of a kind of content are `blocks:KIND` and `saved:KIND`. What there was none of is left out. */
  readonly figures: Figures
}

/** The buckets that one request belongs to, with what it adds to them. */
export function bucketsOf(record: ExchangeRecord): readonly HistoryBucket[] {
  const figures = historyFigures(record)
  return SPANS.map(({ span }) => ({ span, start: startOf(record.time, span), figures }))
}

/** Of a total the beginning is what came first, so it stands by itself. */
function startOf(time: number, span: number): number {
  return span === 0 ? time : time - (time % span)
}

/** The same buckets, each once, without those that are outlived; the oldest first. `now`: milliseconds since 1970. */
export function mergedBuckets(
  buckets: readonly HistoryBucket[],
  now: number,
): readonly HistoryBucket[] {
  const merged = new Map<string, HistoryBucket>()
  for (const bucket of buckets) {
    const { span, start } = bucket
    if (start + keptFor(span) <= now) continue
    const name = bucketNameOf(bucket)
    const known = merged.get(name)
    merged.set(
      name,
      known === undefined
        ? bucket
        : {
            span,
            start: Math.min(known.start, start),
            figures: addedFigures(known.figures, bucket.figures),
          },
    )
  }
  return [...merged.values()].sort((one, other) => one.start - other.start)
}

/** Buckets of one name are one. */
export function bucketNameOf({ span, start }: HistoryBucket): string {
  return span === 0 ? 'all' : `${span}/${start}`
}

/** Milliseconds after its start for which a bucket is told. */
export function keptFor(span: number): number {
  return SPANS.find((known) => known.span === span)?.kept ?? 0
}

/** Buckets from where they were kept; what can be none is left out, whatever has become of the rest. */
export function bucketsIn(text: string): readonly HistoryBucket[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.filter(isBucket) : []
  } catch {
    return []
  }
}

function isBucket(value: unknown): value is HistoryBucket {
  if (typeof value !== 'object' || value === null) return false
  const { span, start, figures } = value as Partial<Record<string, unknown>>
  if (!SPANS.some((known) => known.span === span)) return false
  if (typeof start !== 'number' || !Number.isSafeInteger(start) || start < 0) return false
  if (typeof figures !== 'object' || figures === null) return false
  return Object.entries(figures).every(
    ([name, sum]) => NAME.test(name) && typeof sum === 'number' && Number.isFinite(sum),
  )
}

const NAME = /^[a-z_]{1,40}(?::[\w-]{1,40})?$/

/** What one request adds. Tokens are those of what is compressed; `saved` is net of our tool. */
function historyFigures(record: ExchangeRecord): Figures {
  const { mode, usage, ending } = record
  const all: Figures = {
    requests: 1,
    recalls: record.recalls,
    input: usage?.input ?? 0,
    output: usage?.output ?? 0,
    cache_read: usage?.cacheRead ?? 0,
    cache_write: usage?.cacheWrite ?? 0,
    not_compressed: record.failure === undefined ? 0 : 1,
    refused: record.wasRefused ? 1 : 0,
    cut: ending === 'cut' ? 1 : 0,
    ...(mode === 'on' ? tokenFigures(record) : {}),
  }
  const kinds = mode === 'on' ? record.decisions.map(kindFigures) : []
  return Object.fromEntries(
    Object.entries(kinds.reduce(addedFigures, all)).filter(([, value]) => value !== 0),
  )
}

function tokenFigures({ tokensBefore, tokensAfter, toolTokens }: ExchangeRecord): Figures {
  const sent = tokensAfter + toolTokens
  return { compressed: 1, before: tokensBefore, after: sent, saved: tokensBefore - sent }
}

/** What was kept as it is counts for no kind. */
function kindFigures({ kind, outcome, ...tokens }: ExchangeRecord['decisions'][number]): Figures {
  if (outcome === 'kept') return {}
  return { [`blocks:${kind}`]: 1, [`saved:${kind}`]: tokens.tokensBefore - tokens.tokensAfter }
}

/** What `/stats/history` says. */
export function historyView(buckets: readonly HistoryBucket[], now: number): object {
  const told = mergedBuckets(buckets, now)
  const of = (wanted: number): readonly object[] =>
    told
      .filter(({ span }) => span === wanted)
      .map(({ start, figures }) => ({ start: new Date(start).toISOString(), ...figures }))
  return {
    meaning:
      'sums by minute and by hour, over all processes and restarts; stretches in which nothing passed are left out. Tokens are of what is compressed, as it came and as it was sent with our tool; of a kind: blocks and what was saved of them when they came first',
    now: new Date(now).toISOString(),
    total: of(0)[0] ?? {},
    minutes: of(MINUTE),
    hours: of(HOUR),
  }
}
