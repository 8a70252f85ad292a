import type { Scope, Store } from './contracts/store.ts'
import { EngineError } from './errors.ts'
import { describe, type Preset, presetOf, refuseUnknownNames } from './options.ts'

/** What an engine is opened with; hosts add their own names for stores. */
export interface EngineOptions {
  /** Where originals go. Default: the platform's own store, opened when the first original is kept. */
  readonly store?: Store
  /** Whose originals these are: a project, a tenant, a session. Nothing crosses it. Default `"default"`. */
  readonly scope?: string
  /** Default for every run. Default `"balanced"`. */
  readonly preset?: Preset
  /** Default for every run. Default false. */
  readonly compressUser?: boolean
}

/** Options as the engine uses them: complete and checked. */
export interface EngineSettings {
  readonly store: Store | undefined
  readonly scope: Scope
  readonly preset: Preset
  readonly compressUser: boolean
}

const KNOWN: readonly (keyof EngineOptions)[] = ['store', 'scope', 'preset', 'compressUser']
const LONGEST_SCOPE = 500

/** Throws `EngineError('bad-options')` for a name or value that does not exist, saying what does. */
export function resolveEngineOptions(options: EngineOptions): EngineSettings {
  refuseUnknownNames(options, KNOWN, 'createHeadroom')
  const { scope = 'default', store, compressUser = false } = options
  if (typeof scope !== 'string' || scope === '' || scope.length > LONGEST_SCOPE) {
    throw new EngineError(
      'bad-options',
      `createHeadroom: scope must be a text of 1 to ${LONGEST_SCOPE} characters, got ${describe(scope)}`,
    )
  }
  return {
    store,
    scope: scope as Scope,
    preset: presetOf(options.preset, 'createHeadroom'),
    compressUser,
  }
}
