import { openHost } from 'host-under-test'
import type { Platform } from '../../src/engine/contracts/platform.ts'

/** The platform of the runtime these very tests run in: Node, Chromium or workerd. */
export async function testPlatform(): Promise<Platform> {
  return await openHost()
}
