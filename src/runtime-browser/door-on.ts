import { type Door, memoryStore, openDoor } from '../engine/index.ts'
import { browserPlatform } from './platform.ts'

/** The engine's door in this thread, with its files beside its code or at an address of the caller's. */
export function doorOn(assets: string | undefined): Door {
  return openDoor(browserPlatform({ openStore: async () => memoryStore(), assets }))
}
