/**
 * The slice of the host's interface that originals need, in its own words, so that the package's
 * types stand without the host's type package. The host's objects fit without a cast (a test says so).
 */

/** What a cell of SQLite holds here. */
export type SqlValue = ArrayBuffer | string | number | null

export interface SqlStorage {
  exec(query: string, ...bindings: readonly SqlValue[]): Iterable<Record<string, SqlValue>>
}

export interface ObjectStorage {
  readonly sql: SqlStorage
  transactionSync<T>(work: () => T): T
  /** Milliseconds since 1970, `null` when none is set. */
  getAlarm(): Promise<number | null>
  setAlarm(at: number): Promise<void>
  /** Leaves nothing, so that the object is no longer paid for. */
  deleteAll(): Promise<void>
}

/** What an object is constructed with. */
export interface ObjectState {
  readonly storage: ObjectStorage
}

/** A text cut into rows; SQLite objects bound a row to 2 MB. */
export interface StoredText {
  /** UTF-8, or UTF-16LE for a text with lone surrogates, which UTF-8 cannot hold. */
  readonly encoding: 'utf-8' | 'utf-16le'
  /** SHA-256 of all bytes, checked on every read. */
  readonly digest: ArrayBuffer
  readonly parts: readonly ArrayBuffer[]
}

/** Says that a text lies in another object. */
export interface Elsewhere {
  /** The name of the object that holds it. */
  readonly owner: string
}

/** What an object keeps under a name: the text itself, or where it lies. */
export type Entry = StoredText | Elsewhere

/** What writing an entry did. */
export interface Written {
  /** Numbers what was ever written under the name in this object: a later one is larger. */
  readonly version: number
  /** Where the name led before, and which version that was; absent where it led nowhere else. */
  readonly before?: Elsewhere & { readonly version: number }
}

/** How an entry is to be written. */
export interface Writing {
  /** Milliseconds since its last use. */
  readonly lifetime: number
  /** The index's number for it, where the text is not in the index's own object. */
  readonly version?: number
}

/** Which entries of an object are meant to go. */
export interface Purging {
  /** Those that would end before; milliseconds since 1970. All where it is absent. */
  readonly endBefore?: number
  /** True where they are to be counted alone. */
  readonly isDry: boolean
}

/** What went of an object, or would go. */
export interface Purged {
  readonly texts: number
  readonly bytes: number
  /** The objects to which entries led. */
  readonly owners: readonly string[]
}

/** What the store calls on an object; each call is billed as one request. */
export interface OriginalsStub {
  /** `undefined` for a name that holds nothing. */
  read(name: string): Promise<Entry | undefined>
  /** Replaces what the name held, but for a version that is later than this one. */
  write(name: string, entry: Entry, writing: Writing): Promise<Written>
  /** Gives an entry a new lifetime from now on. Tells its owner, where it lies elsewhere. */
  touch(name: string, lifetime: number): Promise<string | undefined>
  /**
   * Forgets an entry, unless it is of a version later than `latest`. Tells the owner that it had, where
   * it lay elsewhere.
   */
  remove(name: string, latest?: number): Promise<string | undefined>
  /** At most `limit` names in order, from behind `after`. */
  names(after: string, limit: number): Promise<readonly string[]>
  /** Removes all entries that are meant; where none is left, the object itself. */
  purge(purging: Purging): Promise<Purged>
}

/** The binding of the class `Originals` in the worker's environment. */
export interface OriginalsNamespace {
  /** The object of a name, always the same. */
  idFromName(name: string): OriginalsId
  /** A way to call the object; costs nothing until it is called. */
  get(id: OriginalsId): OriginalsStub
}

/** Opaque to us: made and taken by the namespace alone. */
export interface OriginalsId {
  toString(): string
}
