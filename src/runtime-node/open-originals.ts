import type { Store } from '../engine/index.ts'
import { encryptedStore, plainStore, type UnreadableReason } from '../storage/index.ts'
import { fileStore } from './file-store.ts'
import { type KeySource, originalsKey } from './originals-key.ts'

/** Where originals lie and how. */
export interface OriginalsPlace {
  readonly directory: string
  readonly key: KeySource
  /** Seconds an original outlives its last use; as long as the store thinks right, unless given. */
  readonly lifetime?: number
  /** Told of every entry that is there and can't be read with this key. */
  readonly onUnreadable: (reason: UnreadableReason) => void
}

/** The store of originals in files, encrypted where a key is given. Throws as `originalsKey` does. */
export async function openOriginals(place: OriginalsPlace): Promise<Store> {
  const { directory, lifetime, onUnreadable } = place
  const bounds = lifetime === undefined ? {} : { bounds: { maxAge: lifetime * 1000 } }
  const files = fileStore({ directory, ...bounds })
  const openKey = await originalsKey(place.key, directory)
  if (openKey === undefined) return plainStore(files, onUnreadable)
  return encryptedStore(files, { openKey, onUnreadable })
}
