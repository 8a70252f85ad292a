import { DurableObject } from 'cloudflare:workers'
import type {
  Entry,
  ObjectState,
  Purged,
  Purging,
  SqlValue,
  StoredText,
  Writing,
  Written,
} from './cloudflare.ts'

/**
 * What one conversation has to keep, or one project, in the SQLite of one Durable Object. An entry lives
 * until its lifetime has passed since it was last written or touched; an alarm then sweeps it. An
 * object that was only asked, or has been swept empty, holds no table, so that nobody pays for it.
 */
export class Originals extends DurableObject {
  #hasTables: boolean

  constructor(ctx: ObjectState, env: unknown) {
    super(ctx, env)
    const known = this.rows('SELECT name FROM sqlite_master WHERE name = ?', 'entries')
    this.#hasTables = known.length > 0
  }

  /** `undefined` for a name that holds nothing. */
  async read(name: string): Promise<Entry | undefined> {
    const head = this.head(name)
    if (head === undefined) return undefined
    const owner = ownerIn(head)
    return owner === undefined ? this.textOf(name, head) : { owner }
  }

  /** All rows of an entry at once, or none. */
  async write(name: string, entry: Entry, { lifetime, version }: Writing): Promise<Written> {
    this.makeTables()
    const head = this.head(name)
    const now = Date.now()
    const last = versionIn(head)
    const given = version ?? Math.max(now, last + 1)
    if (given < last) return { version: given }
    this.ctx.storage.transactionSync(() => {
      this.erase(name)
      if ('owner' in entry) this.insert(name, [entry.owner, null, null, given, now + lifetime])
      else this.insertText(name, entry, [given, now + lifetime])
    })
    await this.wakeBy(now + lifetime)
    const owner = ownerIn(head)
    return { version: given, ...(owner === undefined ? {} : { before: { owner, version: last } }) }
  }

  /** Postpones the end; the alarm finds out by itself. Gives the owner. */
  async touch(name: string, lifetime: number): Promise<string | undefined> {
    const head = this.head(name)
    if (head === undefined) return undefined
    this.rows('UPDATE entries SET expires = ? WHERE name = ?', Date.now() + lifetime, name)
    return ownerIn(head)
  }

  /** Forgets an entry and its rows, unless it is later. Gives the owner that it had. */
  async remove(
    name: string,
    latest: number = Number.MAX_SAFE_INTEGER,
  ): Promise<string | undefined> {
    const head = this.head(name)
    if (head === undefined || versionIn(head) > latest) return undefined
    this.ctx.storage.transactionSync(() => this.erase(name))
    return ownerIn(head)
  }

  /** Names in order, after `after`, so that a reader can page through them. */
  async names(after: string, limit: number): Promise<readonly string[]> {
    if (!this.#hasTables) return []
    const query = 'SELECT name FROM entries WHERE name > ? ORDER BY name LIMIT ?'
    return this.rows(query, after, limit).map((row) => String(row['name']))
  }

  /** Removes all that is meant at once. */
  async purge(purging: Purging): Promise<Purged> {
    const { endBefore = Number.MAX_SAFE_INTEGER, isDry } = purging
    if (!this.#hasTables) return { texts: 0, bytes: 0, owners: [] }
    const meant = this.rows('SELECT name, owner FROM entries WHERE expires < ?', endBefore)
    const [sum] = this.rows(`SELECT SUM(length(bytes)) AS bytes ${PARTS_ENDING}`, endBefore)
    const owners = new Set(meant.flatMap((row) => ownerIn(row) ?? []))
    if (!isDry) await this.sweep(endBefore)
    return {
      texts: meant.filter((row) => ownerIn(row) === undefined).length,
      bytes: Number(sum?.['bytes'] ?? 0),
      owners: [...owners],
    }
  }

  /** Sweeps what has outlived its time. */
  async alarm(): Promise<void> {
    if (this.#hasTables) await this.sweep(Date.now() + 1)
  }

  /** Removes what ends before, and sets the clock for what is next. */
  private async sweep(endBefore: number): Promise<void> {
    const query = 'SELECT MIN(expires) AS expires FROM entries WHERE expires >= ?'
    const [next] = this.rows(query, endBefore)
    const expires = next?.['expires']
    if (typeof expires !== 'number') return await this.vanish()
    this.ctx.storage.transactionSync(() => {
      this.rows(`DELETE ${PARTS_ENDING}`, endBefore)
      this.rows('DELETE FROM entries WHERE expires < ?', endBefore)
    })
    await this.ctx.storage.setAlarm(expires)
  }

  /** All at once: deleted one by one, rows would be billed as if they had been written. */
  private async vanish(): Promise<void> {
    await this.ctx.storage.deleteAll()
    this.#hasTables = false
  }

  private makeTables(): void {
    if (this.#hasTables) return
    for (const table of TABLES) this.rows(table)
    this.#hasTables = true
  }

  private head(name: string): Row | undefined {
    if (!this.#hasTables) return undefined
    return this.rows('SELECT owner, encoding, digest, version FROM entries WHERE name = ?', name)[0]
  }

  private textOf(name: string, head: Row): StoredText {
    const parts = this.rows('SELECT bytes FROM parts WHERE name = ? ORDER BY part', name)
    return {
      encoding: head['encoding'] === 'utf-8' ? 'utf-8' : 'utf-16le',
      digest: bytesOf(head['digest']),
      parts: parts.map((row) => bytesOf(row['bytes'])),
    }
  }

  private insertText(name: string, text: StoredText, cells: readonly SqlValue[]): void {
    this.insert(name, [null, text.encoding, text.digest, ...cells])
    for (const [part, bytes] of text.parts.entries()) {
      this.rows('INSERT INTO parts VALUES (?, ?, ?)', name, part, bytes)
    }
  }

  private insert(name: string, cells: readonly SqlValue[]): void {
    this.rows('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)', name, ...cells)
  }

  /** A touch only postpones, so an alarm that rings early finds nothing and sets itself anew. */
  private async wakeBy(expires: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || set > expires) await this.ctx.storage.setAlarm(expires)
  }

  private erase(name: string): void {
    this.rows('DELETE FROM parts WHERE name = ?', name)
    this.rows('DELETE FROM entries WHERE name = ?', name)
  }

  private rows(query: string, ...bindings: readonly SqlValue[]): Row[] {
    return [...this.ctx.storage.sql.exec(query, ...bindings)]
  }
}

type Row = Record<string, SqlValue>

/** The rows of all texts that end before a moment. */
const PARTS_ENDING = 'FROM parts WHERE name IN (SELECT name FROM entries WHERE expires < ?)'

/** Without row ids, since each would cost an index more, whose rows are billed as well. */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS entries (
    name TEXT PRIMARY KEY, owner TEXT, encoding TEXT, digest BLOB, version INTEGER NOT NULL,
    expires INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS parts (
    name TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (name, part))
    WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS entries_by_expiry ON entries (expires)',
]

function ownerIn(head: Row | undefined): string | undefined {
  const owner = head?.['owner']
  return typeof owner === 'string' ? owner : undefined
}

/** 0 for what is not there. */
function versionIn(head: Row | undefined): number {
  return Number(head?.['version'] ?? 0)
}

function bytesOf(value: SqlValue | undefined): ArrayBuffer {
  return value instanceof ArrayBuffer ? value : new ArrayBuffer(0)
}
