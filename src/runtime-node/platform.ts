import { readFile } from 'node:fs/promises'
import type { Platform, Store, WasmExports } from '../engine/index.ts'
import { parserOpener } from './tree-sitter.ts'

export interface NodePlatformOptions {
  /** Called when the first original has to be kept, not before. */
  readonly openStore: () => Promise<Store>
}

/** `src/runtime-node` and `dist/runtime-node` lie equally deep, so one path serves both. */
const ASSETS = new URL('../../dist/wasm/', import.meta.url)

/** The engine's view of Node: files beside the package, and the caller's store. */
export function nodePlatform({ openStore }: NodePlatformOptions): Platform {
  const readAsset = (name: string): Promise<Uint8Array> => readFile(new URL(name, ASSETS))
  return {
    name: 'node',
    now: () => performance.now(),
    readAsset,
    loadWasm: async (name) => instantiate(await readAsset(name)),
    openStore,
    openParser: parserOpener(),
  }
}

/** `undefined` where Node runs without WebAssembly, as it does under `--jitless`. */
async function instantiate(bytes: Uint8Array): Promise<WasmExports | undefined> {
  if (typeof WebAssembly === 'undefined') return undefined
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(bytes))
  return exports
}
