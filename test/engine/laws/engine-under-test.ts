import {
  type Door,
  type EngineOptions,
  type Headroom,
  openDoor,
  openHeadroom,
} from '../../../src/engine/index.ts'
import { mapStore } from '../../suites/map-store.ts'
import { testPlatform } from '../platform.ts'

/** A fresh engine on the host of this test run, with an empty store unless one is given. */
export async function openEngine(options: EngineOptions = {}): Promise<Headroom> {
  return await openHeadroom(await testPlatform(), { store: mapStore(), ...options })
}

/** `compress`, `expand` and `countTokens` as every host exports them. */
export async function openTestDoor(): Promise<Door> {
  return openDoor(await testPlatform())
}
