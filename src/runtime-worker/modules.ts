import bpe from '../../dist/wasm/bpe.wasm'
import cl100kBase from '../../dist/wasm/cl100k_base.bin'
import o200kBase from '../../dist/wasm/o200k_base.bin'
import unicodeClasses from '../../dist/wasm/unicode-classes.bin'

/** Compiled when the worker is uploaded: a running worker may not compile bytes. */
export const wasmModules: Readonly<Record<string, WebAssembly.Module>> = { 'bpe.wasm': bpe }

/** Tables that travel inside the worker's bundle. */
export const assets: Readonly<Record<string, ArrayBuffer>> = {
  'cl100k_base.bin': cl100kBase,
  'o200k_base.bin': o200kBase,
  'unicode-classes.bin': unicodeClasses,
}
