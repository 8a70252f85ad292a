import { DurableObject } from 'cloudflare:workers'
import {
  addedFigures,
  bucketNameOf,
  bucketsIn,
  bucketsOf,
  type ExchangeRecord,
  figuresOf,
  type HistoryBucket,
  keptFor,
  mergedBuckets,
  type SharedFigures,
} from '../proxy/index.ts'
import type { ObjectState, SqlValue } from './cloudflare.ts'

/** Requests that are told one by one; their sums stay. */
const MOST_RECORDS = 1000
/** Characters of all of them together, so that one call can carry them. */
const MOST_CHARACTERS = 8 << 20
/** Characters of one: below what a row holds, whatever its text is. */
const LONGEST = 256 << 10

/** What all isolates of the worker have served: sums for ever, and the latest requests one by one. */
export class Journal extends DurableObject {
  constructor(ctx: ObjectState, env: unknown) {
    super(ctx, env)
    for (const table of TABLES) this.rows(table)
  }

  /**
   * Takes in what one isolate has served lately, in its order. `lifetime`: milliseconds after which single
   * requests are forgotten.
   */
  async add(records: readonly ExchangeRecord[], lifetime: number): Promise<void> {
    const { since = records[0]?.time, figures } = this.sums()
    const sums = records.map(figuresOf).reduce(addedFigures, figures)
    this.ctx.storage.transactionSync(() => {
      this.rows(
        'INSERT OR REPLACE INTO sums VALUES (1, ?)',
        JSON.stringify({ since, figures: sums }),
      )
      for (const record of records)
        this.rows(
          'INSERT INTO records (text, expires) VALUES (?, ?)',
          shortened(record),
          record.time + lifetime,
        )
      this.addToHistory(mergedBuckets(records.flatMap(bucketsOf), Date.now()))
      this.forget()
    })
    await this.wake()
  }

  /** Forgets what has outlived its time; the sums stay. */
  async alarm(): Promise<void> {
    this.rows('DELETE FROM records WHERE expires <= ?', Date.now())
    await this.wake()
  }

  /** Forgets all single requests. */
  async clear(): Promise<void> {
    this.rows('DELETE FROM records')
  }

  async read(): Promise<SharedFigures> {
    return this.sums()
  }

  /** JSON of the latest requests, the newest first. */
  async latest(limit: number): Promise<readonly string[]> {
    const rows = this.rows('SELECT text FROM records ORDER BY id DESC LIMIT ?', limit)
    return rows.map((row) => String(row['text']))
  }

  /** What passed, by the minute, by the hour and in all. */
  async history(): Promise<readonly HistoryBucket[]> {
    return bucketsIn(`[${this.rows('SELECT text FROM history').map((row) => row['text'])}]`)
  }

  private addToHistory(added: readonly HistoryBucket[]): void {
    for (const bucket of added) {
      const name = bucketNameOf(bucket)
      const [row] = this.rows('SELECT text FROM history WHERE name = ?', name)
      const known = row === undefined ? [] : bucketsIn(`[${row['text']}]`)
      const outlived = Math.min(bucket.start + keptFor(bucket.span), Number.MAX_SAFE_INTEGER)
      for (const merged of mergedBuckets([...known, bucket], bucket.start))
        this.rows(
          'INSERT OR REPLACE INTO history VALUES (?, ?, ?)',
          name,
          JSON.stringify(merged),
          outlived,
        )
    }
    this.rows('DELETE FROM history WHERE outlived <= ?', Date.now())
  }

  private sums(): SharedFigures {
    const [row] = this.rows('SELECT text FROM sums')
    return row === undefined ? { since: undefined, figures: {} } : JSON.parse(String(row['text']))
  }

  /** The oldest, as far as there are too many or they are too long. */
  private forget(): void {
    const rows = this.rows('SELECT id, length(text) AS length FROM records ORDER BY id DESC')
    let characters = 0
    for (const [at, { id, length }] of rows.entries()) {
      characters += Number(length)
      if (at < MOST_RECORDS && characters <= MOST_CHARACTERS) continue
      this.rows('DELETE FROM records WHERE id <= ?', id ?? 0)
      return
    }
  }

  /** The clock rings when the first of them has outlived its time. */
  private async wake(): Promise<void> {
    const [next] = this.rows('SELECT MIN(expires) AS expires FROM records')
    const expires = next?.['expires']
    if (typeof expires === 'number') await this.ctx.storage.setAlarm(expires)
  }

  private rows(query: string, ...bindings: readonly SqlValue[]): Record<string, SqlValue>[] {
    return [...this.ctx.storage.sql.exec(query, ...bindings)]
  }
}

const TABLES = [
  'CREATE TABLE IF NOT EXISTS sums (id INTEGER PRIMARY KEY, text TEXT NOT NULL)',
  'CREATE TABLE IF NOT EXISTS records (id INTEGER PRIMARY KEY, text TEXT NOT NULL, expires INTEGER NOT NULL)',
  'CREATE TABLE IF NOT EXISTS history (name TEXT PRIMARY KEY, text TEXT NOT NULL, outlived INTEGER NOT NULL)',
]

/** Decisions are left out of what would be too long. */
function shortened(record: ExchangeRecord): string {
  const whole = JSON.stringify(record)
  return whole.length <= LONGEST ? whole : JSON.stringify({ ...record, decisions: [] })
}
