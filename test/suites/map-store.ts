import type { Scope, Store, StoreKey } from '../../src/engine/contracts/store.ts'

/** The plainest store there is, for tests that are not about stores. */
export function mapStore(): Store {
  const scopes = new Map<Scope, Map<string, string>>()
  return {
    name: 'map',
    get: async ({ scope, name }) => scopes.get(scope)?.get(name),
    set: async ({ scope, name }, value) => {
      scopes.set(scope, (scopes.get(scope) ?? new Map()).set(name, value))
    },
    touch: async () => {},
    delete: async ({ scope, name }) => {
      scopes.get(scope)?.delete(name)
    },
    list: (scope) => keysOf(scope, scopes.get(scope)),
    close: async () => {},
  }
}

async function* keysOf(
  scope: Scope,
  entries: ReadonlyMap<string, string> | undefined,
): AsyncGenerator<StoreKey> {
  for (const name of entries?.keys() ?? []) yield { scope, name }
}
