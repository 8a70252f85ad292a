// The counters that the bench compares, by name: each loads itself and gives a function from text to tokens.
import { fromSource } from './from-source.mjs'

export function contestants() {
  return {
    'headroom-edge': () => ours((platform) => platform),
    'headroom-edge, twin': () =>
      ours((platform) => ({ ...platform, loadWasm: async () => undefined })),
    'gpt-tokenizer': async () => {
      const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
      const plain = { disallowedSpecial: new Set() }
      return (part) => countTokens(part, plain)
    },
    tiktoken: async () => {
      const { get_encoding } = await import('tiktoken')
      const encoding = get_encoding('o200k_base')
      return (part) => encoding.encode_ordinary(part).length
    },
    'js-tiktoken': async () => {
      const { getEncoding } = await import('js-tiktoken')
      const encoding = getEncoding('o200k_base')
      return (part) => encoding.encode(part, [], []).length
    },
  }
}

async function ours(change) {
  const { createTokenizerLoader } = await fromSource('src/engine/tokens/load-tokenizer.ts')
  const { nodePlatform } = await import('../../dist/runtime-node/platform.js')
  const platform = nodePlatform({
    openStore: () => Promise.reject(new Error('No store is needed.')),
  })
  const { count } = await createTokenizerLoader(change(platform))('o200k_base')
  return count
}
