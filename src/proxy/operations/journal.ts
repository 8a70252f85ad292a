import type { Figures } from './figures.ts'
import type { HistoryBucket } from './history.ts'
import type { ExchangeRecord } from './record.ts'

/** What several processes have counted together, in all their lives. */
export interface SharedFigures {
  /** Milliseconds since 1970 of the first request; absent where there was none. */
  readonly since: number | undefined
  readonly figures: Figures
}

/** Where requests come together that several processes serve. */
export interface Journal {
  /** Takes a finished request in, soon. What fails is lost, never in the request's way. */
  add(record: ExchangeRecord): void
  /** The sums, this process's own requests included. Rejects where they can't be had. */
  read(): Promise<SharedFigures>
  /** The latest requests, newest first, whoever served them. */
  latest(limit: number): Promise<readonly ExchangeRecord[]>
  /** What passed, by the minute, by the hour and in all. Rejects where it can't be had. */
  history(): Promise<readonly HistoryBucket[]>
  /** Forgets all single requests; the sums stay. */
  clear(): Promise<void>
}

/** What one request adds. */
export function figuresOf(record: ExchangeRecord): Figures {
  const { mode, usage, ending } = record
  const all = {
    requests: 1,
    [`requests_${mode}`]: 1,
    [`answers_${Math.floor(record.status / 100)}xx`]: 1,
    bytes_in: record.bytesIn,
    bytes_out: record.bytesOut,
    tokens_before: mode === 'on' ? record.tokensBefore : 0,
    tokens_after: mode === 'on' ? record.tokensAfter : 0,
    tokens_saved_when_new: mode === 'on' ? record.tokensSavedNew : 0,
    observed_savings: mode === 'observe' ? record.tokensBefore - record.tokensAfter : 0,
    provider_input: usage?.input ?? 0,
    provider_output: usage?.output ?? 0,
    provider_cache_read: usage?.cacheRead ?? 0,
    provider_cache_write: usage?.cacheWrite ?? 0,
    recalls: record.recalls,
    refused_and_sent_again: record.wasRefused ? 1 : 0,
    not_compressed: record.failure === undefined ? 0 : 1,
    cut: ending === 'cut' ? 1 : 0,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== 0))
}

/** What `/stats` says of all processes; nothing where there is but one. */
export async function everywhereView(journal: Journal | undefined): Promise<object> {
  if (journal === undefined) return {}
  const meaning = 'sums over all processes and restarts; what else is here is of this process'
  try {
    const { since, figures } = await journal.read()
    const from = since === undefined ? {} : { since: new Date(since).toISOString() }
    return { everywhere: { meaning, ...from, ...figures } }
  } catch {
    return { everywhere: { meaning, unavailable: true } }
  }
}

/** The same as one counter of Prometheus'. */
export async function everywhereText(journal: Journal | undefined): Promise<string> {
  if (journal === undefined) return ''
  const shared = await journal.read().catch(() => undefined)
  const samples = Object.entries(shared?.figures ?? {}).map(
    ([name, value]) => `headroom_everywhere_total{figure="${name}"} ${value}\n`,
  )
  if (samples.length === 0) return ''
  const head = [
    '# HELP headroom_everywhere_total Sums over all processes and restarts.\n',
    '# TYPE headroom_everywhere_total counter\n',
  ]
  return [...head, ...samples].join('')
}
