import type { Platform, Store, WasmExports } from '../engine/index.ts'
import { parserOpener } from './tree-sitter.ts'

export interface BrowserPlatformOptions {
  /** Called when the first original has to be kept, not before. */
  readonly openStore: () => Promise<Store>
  /** Address of the folder that the engine's files are in, when not beside its code. */
  readonly assets?: string | undefined
}

/** The engine's view of a page or a Web Worker: assets by `fetch`, and the caller's store. */
export function browserPlatform({ openStore, assets }: BrowserPlatformOptions): Platform {
  const base = assets?.replace(/\/?$/, '/')
  const urlOf = (name: string): URL => (base === undefined ? assetUrl(name) : new URL(name, base))
  return {
    name: 'browser',
    now: () => performance.now(),
    readAsset: async (name) => new Uint8Array(await (await download(urlOf(name))).arrayBuffer()),
    loadWasm: async (name) => {
      if (typeof WebAssembly === 'undefined') return undefined
      return await instantiate(await download(urlOf(name)))
    },
    openStore,
    openParser: parserOpener(),
  }
}

/** Spelled out one by one, because bundlers find and copy only assets named by a literal. */
function assetUrl(name: string): URL {
  switch (name) {
    case 'bpe.wasm':
      return new URL('../../dist/wasm/bpe.wasm', import.meta.url)
    case 'o200k_base.bin':
      return new URL('../../dist/wasm/o200k_base.bin', import.meta.url)
    case 'cl100k_base.bin':
      return new URL('../../dist/wasm/cl100k_base.bin', import.meta.url)
    case 'unicode-classes.bin':
      return new URL('../../dist/wasm/unicode-classes.bin', import.meta.url)
    default:
      throw new Error(`no asset named ${name}`)
  }
}

async function download(url: URL): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`)
  return response
}

/**
 * Compiles while the bytes arrive where the server names their type, else afterwards.
 * `undefined` where the page's content security policy refuses to compile.
 */
async function instantiate(response: Response): Promise<WasmExports | undefined> {
  try {
    const module = isWasm(response)
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer())
    return (await WebAssembly.instantiate(module)).exports
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined
    throw error
  }
}

function isWasm(response: Response): boolean {
  return response.headers.get('content-type')?.split(';')[0]?.trim() === 'application/wasm'
}
