import type { Platform } from '../../src/engine/contracts/platform.ts'
import { browserPlatform } from '../../src/runtime-browser/platform.ts'
import { mapStore } from '../suites/map-store.ts'

export async function openHost(): Promise<Platform> {
  return browserPlatform({ openStore: async () => mapStore() })
}
