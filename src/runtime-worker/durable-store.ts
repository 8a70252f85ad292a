import { EngineError, type Scope, type Store, type StoreKey } from '../engine/index.ts'
import type { OriginalsNamespace, OriginalsStub } from './cloudflare.ts'
import { fromStoredText, toStoredText } from './stored-text.ts'

/** Bounds of a store in Durable Objects. */
export interface DurableStoreOptions {
  /** Milliseconds an entry outlives its last use. Default: thirty days. */
  readonly lifetime?: number
}

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000

const NAMES_A_PAGE = 256

/** Keeps originals in Durable Objects, one object a scope, so that scopes cannot meet. */
export function durableStore(
  originals: OriginalsNamespace,
  { lifetime = THIRTY_DAYS }: DurableStoreOptions = {},
): Store {
  let closed = false
  const objectOf = (scope: Scope): OriginalsStub => {
    if (closed) throw new EngineError('closed', 'the store is closed')
    return originals.get(originals.idFromName(safe(scope)))
  }
  return {
    name: 'durable-object',
    get: async ({ scope, name }) => {
      const stored = await objectOf(scope).read(safe(name))
      return stored === undefined ? undefined : await fromStoredText(stored)
    },
    set: async ({ scope, name }, value) =>
      await objectOf(scope).write(safe(name), await toStoredText(value), lifetime),
    touch: async ({ scope, name }) => await objectOf(scope).touch(safe(name), lifetime),
    delete: async ({ scope, name }) => await objectOf(scope).remove(safe(name)),
    list: (scope) => keysOf(objectOf, scope),
    close: async () => {
      closed = true
    },
  }
}

async function* keysOf(
  objectOf: (scope: Scope) => OriginalsStub,
  scope: Scope,
): AsyncGenerator<StoreKey> {
  let after = ''
  while (true) {
    const names = await objectOf(scope).names(after, NAMES_A_PAGE)
    for (const name of names) yield { scope, name: unsafe(name) }
    const last = names.at(-1)
    if (last === undefined || names.length < NAMES_A_PAGE) return
    after = last
  }
}

/** JSON escapes lone surrogates, which the host would replace, so distinct names stay distinct. */
function safe(name: string): string {
  return JSON.stringify(name)
}

function unsafe(name: string): string {
  return String(JSON.parse(name))
}
