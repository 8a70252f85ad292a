import type { Platform } from '../../src/engine/contracts/platform.ts'
import { workerPlatform } from '../../src/runtime-worker/platform.ts'
import { mapStore } from '../suites/map-store.ts'

export async function openHost(): Promise<Platform> {
  return workerPlatform({ openStore: async () => mapStore() })
}
