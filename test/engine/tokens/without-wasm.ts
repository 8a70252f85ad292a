import type { Platform } from '../../../src/engine/contracts/platform.ts'

/** A host that refuses WebAssembly. */
export function withoutWasm(platform: Platform): Platform {
  return { ...platform, loadWasm: async () => undefined }
}
