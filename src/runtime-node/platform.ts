import { readFile } from 'node:fs/promises'
import type { Platform, Store, WasmExports } from '../engine/index.ts'

export interface NodePlatformOptions {
  /** Called when the first original has to be kept, not before. */
  readonly openStore: () => Promise<Store>
  /** Folder with the built wasm modules and tables; ends with a slash. Default: the package's own. */
  readonly assets?: URL
}

/** `src/runtime-node` and `dist/runtime-node` lie equally deep, so one path serves both. */
const OWN_ASSETS = '../../dist/wasm/'

/** The engine's view of Node: files beside the package, and the caller's store. */
export function nodePlatform({ openStore, assets }: NodePlatformOptions): Platform {
  const folder = assets ?? new URL(OWN_ASSETS, import.meta.url)
  const readAsset = (name: string): Promise<Uint8Array> => readFile(new URL(name, folder))
  return {
    name: 'node',
    now: () => performance.now(),
    readAsset,
    loadWasm: async (name) => instantiate(await readAsset(name)),
    openStore,
  }
}

/** `undefined` where Node runs without WebAssembly, as it does under `--jitless`. */
async function instantiate(bytes: Uint8Array): Promise<WasmExports | undefined> {
  if (typeof WebAssembly === 'undefined') return undefined
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(bytes))
  return exports
}
