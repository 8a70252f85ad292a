import type { Platform } from '../contracts/platform.ts'
import type { Tokenizer } from '../contracts/tokenizer.ts'
import { oncePerKey } from '../lazy.ts'
import { createTwinTokenizer } from './bpe-twin.ts'
import { createWasmTokenizer } from './bpe-wasm.ts'
import { CLASSES_FILE, type Encoding, MODULE_FILE, vocabularyFile } from './encodings.ts'

/** Gives the tokenizer of an encoding: loaded on first use, the same one ever after. */
export type TokenizerLoader = (encoding: Encoding) => Promise<Tokenizer>

/** Tokenizers on a host: by WebAssembly, or by the twin in TypeScript where the host refuses it. */
export function createTokenizerLoader(platform: Platform): TokenizerLoader {
  return oncePerKey((encoding) => loadTokenizer(platform, encoding))
}

async function loadTokenizer(platform: Platform, encoding: Encoding): Promise<Tokenizer> {
  const [exports, vocabulary, classes] = await Promise.all([
    platform.loadWasm(MODULE_FILE),
    platform.readAsset(vocabularyFile(encoding)),
    platform.readAsset(CLASSES_FILE),
  ])
  const data = { encoding, vocabulary, classes }
  const tokenizer = exports === undefined ? undefined : createWasmTokenizer(exports, data)
  return tokenizer ?? createTwinTokenizer(data)
}
