import type { SyntaxParser } from './abilities.ts'
import type { Store } from './store.ts'

/** What a WebAssembly module offers; each caller narrows it to the functions it knows. */
export type WasmExports = Readonly<Record<string, unknown>>

/** All a host must offer to run the engine. Three hosts implement it; the tests have a fourth. */
export interface Platform {
  readonly name: 'node' | 'browser' | 'worker' | 'test'
  /** Monotonic milliseconds; for reports only, never for a decision. */
  now(): number
  /** Bytes of a file under `dist/wasm/`, e.g. `"o200k_base.bin"`. */
  readAsset(name: string): Promise<Uint8Array>
  /**
   * Instantiates `dist/wasm/<name>`; modules bring their own memory and import nothing.
   * `undefined` where the host refuses WebAssembly. Compiling is the host's business: Node compiles
   * bytes, a page streams, a worker links ahead.
   */
  loadWasm(name: string): Promise<WasmExports | undefined>
  /** The host's own store; called when the first original has to be kept, not before. */
  openStore(): Promise<Store>
  /**
   * What `sha256` gives, where the host is quicker; `undefined` for a text with a lone surrogate, which
   * hosts spell otherwise.
   */
  sha256?(text: string): string | undefined
  /** A parser for a language such as `"python"`; `undefined` where the host has no grammar for it. */
  openParser?(language: string): Promise<SyntaxParser | undefined>
}
