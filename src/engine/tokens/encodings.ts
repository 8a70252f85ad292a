/** The encodings this package counts exactly. */
export type Encoding = 'o200k_base' | 'cl100k_base'

/** What a tokenizer of an encoding is made from, as it lies under `dist/wasm/`. */
export interface EncodingData {
  readonly encoding: Encoding
  /** Tokens in the order of their ranks, each after one byte of length. */
  readonly vocabulary: Uint8Array
  /** Which code points are letters, numbers and white space. */
  readonly classes: Uint8Array
}

/** File under `dist/wasm/` of an encoding's vocabulary. */
export function vocabularyFile(encoding: Encoding): string {
  return `${encoding}.bin`
}

/** File under `dist/wasm/` of the code points' classes. */
export const CLASSES_FILE = 'unicode-classes.bin'

/** The module that counts. */
export const MODULE_FILE = 'bpe.wasm'
