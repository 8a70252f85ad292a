import type { Platform, Store } from '../engine/index.ts'
import { assets, wasmModules } from './modules.ts'
import { parserOpener } from './tree-sitter.ts'

export interface WorkerPlatformOptions {
  /** Called when the first original has to be kept, not before. */
  readonly openStore: () => Promise<Store>
}

/** The engine's view of workerd: everything is linked in, nothing is fetched. */
export function workerPlatform({ openStore }: WorkerPlatformOptions): Platform {
  return {
    name: 'worker',
    now: () => performance.now(),
    readAsset: async (name) => new Uint8Array(named(assets, name)),
    loadWasm: async (name) => {
      const instance = await WebAssembly.instantiate(named(wasmModules, name))
      return instance.exports
    },
    openStore,
    openParser: parserOpener(),
  }
}

function named<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = table[name]
  if (found === undefined) throw new Error(`nothing named ${name} is linked into the worker`)
  return found
}
