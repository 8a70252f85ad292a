import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Platform, Store, SyntaxParser, WasmExports } from '../engine/index.ts'

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
    sha256,
    openParser: lazyParsers(),
  }
}

function sha256(text: string): string | undefined {
  return LONE_SURROGATE.test(text) ? undefined : createHash('sha256').update(text).digest('hex')
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** Whoever only counts tokens loads nothing of what reads code. */
function lazyParsers(): (language: string) => Promise<SyntaxParser | undefined> {
  let opener: Promise<(language: string) => Promise<SyntaxParser | undefined>> | undefined
  return async (language) => {
    opener ??= import('./tree-sitter.ts').then(({ parserOpener }) => parserOpener())
    return await (await opener)(language)
  }
}

/** `undefined` where Node runs without WebAssembly, as it does under `--jitless`. */
async function instantiate(bytes: Uint8Array): Promise<WasmExports | undefined> {
  if (typeof WebAssembly === 'undefined') return undefined
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(bytes))
  return exports
}
