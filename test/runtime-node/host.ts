import type { Platform } from '../../src/engine/contracts/platform.ts'
import { nodePlatform } from '../../src/runtime-node/platform.ts'
import { mapStore } from '../suites/map-store.ts'

export async function openHost(): Promise<Platform> {
  return nodePlatform({ openStore: async () => mapStore() })
}
