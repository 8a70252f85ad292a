import type { Scope, Store } from '../../engine/index.ts'
import type { HeadHeaders } from '../request-head.ts'
import { hexDigest } from './hex-digest.ts'
import { sameText } from './same-text.ts'

/** True for the key that was the first to come; that one is bound. */
export type KeyBinding = (key: string) => Promise<boolean>

/** The key with which a client speaks to its provider, wherever its format puts it. */
export function providerKeyOf(headers: HeadHeaders): string | undefined {
  const [scheme = '', bearer = ''] = (headers.get('authorization') ?? '').split(' ')
  const keys = [
    headers.get('x-api-key'),
    headers.get('x-goog-api-key'),
    headers.get('api-key'),
    scheme.toLowerCase() === 'bearer' ? bearer : undefined,
  ]
  return keys.find((key) => typeof key === 'string' && key !== '') ?? undefined
}

/** The proxy's own notes are no project's. */
const SCOPE = 'headroom.proxy' as Scope
const NAME = 'bound-key'

/** Binds the first key it is shown, by its digest alone, for as long as the store remembers. */
export function keyBinding(openStore: () => Promise<Store>): KeyBinding {
  let bound: string | undefined
  return async (key) => {
    const digest = await hexDigest(key)
    if (bound !== undefined) return sameText(digest, bound)
    const store = await openStore()
    const known = await store.get({ scope: SCOPE, name: NAME })
    // Of two that came at once the first to get here is the first.
    if (bound !== undefined) return sameText(digest, bound)
    bound = known ?? digest
    if (known === undefined) await store.set({ scope: SCOPE, name: NAME }, digest)
    return sameText(digest, bound)
  }
}
