import type { LocalHeadroom, Scope, Store } from '../../../engine/index.ts'
import { createHeadroom } from '../../index.ts'

/** Scopes whose engine is kept open; whose store is shared has nothing to close. */
const MOST_SCOPES = 100

/** One engine a scope, for all its requests; as `wrap` gives it out, where it is given. */
export function headroomsOn(
  store: Store,
  wrap: (headroom: LocalHeadroom, scope: string) => LocalHeadroom = (headroom) => headroom,
): (scope: string) => Promise<LocalHeadroom> {
  const opened = new Map<string, Promise<LocalHeadroom>>()
  const open = async (scope: string): Promise<LocalHeadroom> =>
    wrap(await createHeadroom({ store: shared(store), scope }), scope)
  return async (scope) => {
    const headroom = opened.get(scope) ?? open(scope)
    opened.set(scope, headroom)
    const oldest = opened.keys().next().value
    if (opened.size > MOST_SCOPES && oldest !== undefined) opened.delete(oldest)
    return await headroom
  }
}

/** The one store of all scopes; closing a headroom leaves it open. */
function shared(store: Store): Store {
  return { ...store, close: async () => undefined, list: (scope: Scope) => store.list(scope) }
}
