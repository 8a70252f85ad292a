import { DurableObject } from 'cloudflare:workers'
import type { ObjectState, SqlValue, StoredText } from './cloudflare.ts'

/**
 * Originals of one scope in the SQLite of one Durable Object. An entry lives until its lifetime
 * has passed since it was last written or touched; an alarm then sweeps it.
 */
export class Originals extends DurableObject {
  constructor(ctx: ObjectState, env: unknown) {
    super(ctx, env)
    for (const table of TABLES) ctx.storage.sql.exec(table)
  }

  /** `undefined` for a name that holds nothing. */
  async read(name: string): Promise<StoredText | undefined> {
    const [head] = this.rows('SELECT encoding, digest FROM texts WHERE name = ?', name)
    if (head === undefined) return undefined
    const parts = this.rows('SELECT bytes FROM parts WHERE name = ? ORDER BY part', name)
    return {
      encoding: head['encoding'] === 'utf-8' ? 'utf-8' : 'utf-16le',
      digest: bytesOf(head['digest']),
      parts: parts.map((row) => bytesOf(row['bytes'])),
    }
  }

  /** All rows of a text at once, or none; `lifetime` in milliseconds. */
  async write(name: string, text: StoredText, lifetime: number): Promise<void> {
    const expires = Date.now() + lifetime
    this.ctx.storage.transactionSync(() => {
      this.erase(name)
      this.rows('INSERT INTO texts VALUES (?, ?, ?, ?)', name, text.encoding, text.digest, expires)
      for (const [part, bytes] of text.parts.entries()) {
        this.rows('INSERT INTO parts VALUES (?, ?, ?)', name, part, bytes)
      }
    })
    await this.wakeBy(expires)
  }

  /** Postpones the end; the alarm finds out by itself. */
  async touch(name: string, lifetime: number): Promise<void> {
    this.rows('UPDATE texts SET expires = ? WHERE name = ?', Date.now() + lifetime, name)
  }

  /** Forgets a text and its rows. */
  async remove(name: string): Promise<void> {
    this.ctx.storage.transactionSync(() => this.erase(name))
  }

  /** Names in order, after `after`, so that a reader can page through them. */
  async names(after: string, limit: number): Promise<readonly string[]> {
    const query = 'SELECT name FROM texts WHERE name > ? ORDER BY name LIMIT ?'
    return this.rows(query, after, limit).map((row) => String(row['name']))
  }

  /** Sweeps what has outlived its time and sets the clock for what is next. */
  async alarm(): Promise<void> {
    const expired = this.rows('SELECT name FROM texts WHERE expires <= ?', Date.now())
    this.ctx.storage.transactionSync(() => {
      for (const row of expired) this.erase(String(row['name']))
    })
    const [next] = this.rows('SELECT MIN(expires) AS expires FROM texts')
    const expires = next?.['expires']
    if (typeof expires === 'number') await this.ctx.storage.setAlarm(expires)
  }

  /** A touch only postpones, so an alarm that rings early finds nothing and sets itself anew. */
  private async wakeBy(expires: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || set > expires) await this.ctx.storage.setAlarm(expires)
  }

  private erase(name: string): void {
    this.rows('DELETE FROM parts WHERE name = ?', name)
    this.rows('DELETE FROM texts WHERE name = ?', name)
  }

  private rows(query: string, ...bindings: readonly SqlValue[]): Record<string, SqlValue>[] {
    return [...this.ctx.storage.sql.exec(query, ...bindings)]
  }
}

const TABLES = [
  `CREATE TABLE IF NOT EXISTS texts (
    name TEXT PRIMARY KEY, encoding TEXT NOT NULL, digest BLOB NOT NULL, expires INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS parts (
    name TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (name, part))`,
  'CREATE INDEX IF NOT EXISTS texts_by_expiry ON texts (expires)',
]

function bytesOf(value: SqlValue | undefined): ArrayBuffer {
  return value instanceof ArrayBuffer ? value : new ArrayBuffer(0)
}
