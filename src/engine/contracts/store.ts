/**
 * Whose text this is: one project, tenant or session. Part of every key, so two
 * scopes cannot meet even when their texts are equal.
 */
export type Scope = string & { readonly __brand: 'Scope' }

/** What a text is kept under. */
export interface StoreKey {
  readonly scope: Scope
  readonly name: string
}

/**
 * Where originals live. Every store must pass `test/suites/store.ts`.
 * Texts are any JavaScript string, lone surrogates and NUL included, and come back equal.
 */
export interface Store {
  readonly name: string
  /** `undefined` for what was never set, has been deleted, or no longer passes its own check. */
  get(key: StoreKey): Promise<string | undefined>
  /** Durable when it resolves. */
  set(key: StoreKey, value: string): Promise<void>
  /** Marks an entry as still in use, so that bounds on age and size spare it. */
  touch(key: StoreKey): Promise<void>
  /** Forgets a text; does nothing for a key that holds none. */
  delete(key: StoreKey): Promise<void>
  /** The keys of one scope, in any order. */
  list(scope: Scope): AsyncIterable<StoreKey>
  /** Lets go of files and connections; every later call rejects with `EngineError('closed')`. */
  close(): Promise<void>
}
