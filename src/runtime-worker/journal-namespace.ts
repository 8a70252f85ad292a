import type { ExchangeRecord, HistoryBucket, SharedFigures } from '../proxy/index.ts'
import type { OriginalsId } from './cloudflare.ts'

/** What isolates call on the object in which their requests come together. */
export interface JournalStub {
  /** `lifetime`: milliseconds after which single requests are forgotten. */
  add(records: readonly ExchangeRecord[], lifetime: number): Promise<void>
  read(): Promise<SharedFigures>
  /** JSON of the latest requests, the newest first. */
  latest(limit: number): Promise<readonly string[]>
  /** What passed, by the minute, by the hour and in all. */
  history(): Promise<readonly HistoryBucket[]>
  /** Forgets all single requests; the sums stay. */
  clear(): Promise<void>
}

/** The binding of the class `Journal` in the worker's environment. */
export interface JournalNamespace {
  idFromName(name: string): OriginalsId
  get(id: OriginalsId): JournalStub
}
