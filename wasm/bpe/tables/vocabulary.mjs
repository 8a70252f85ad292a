/** Packs a rank file of tiktoken (MIT), as gpt-tokenizer ships it (MIT), into the form the tokenizers read. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/**
 * Tokens in the order of their ranks, each as one byte of length and its bytes. Ranks are left out:
 * merging only ever compares them, and the place in the file compares alike.
 */
export function packVocabulary(encoding) {
  const tokens = readRanks(encoding)
  const parts = tokens.flatMap((token) => [Buffer.of(token.length), token])
  return Buffer.concat(parts)
}

function readRanks(encoding) {
  const folder = join(dirname(require.resolve('gpt-tokenizer/package.json')), 'data')
  const tokens = []
  for (const line of readFileSync(join(folder, `${encoding}.tiktoken`), 'utf8')
    .trim()
    .split('\n')) {
    const [base64, rank] = line.split(' ')
    const token = Buffer.from(base64, 'base64')
    if (token.length === 0 || token.length > 255)
      throw new Error(`${encoding}: token ${rank} has ${token.length} bytes`)
    if (tokens.length > 0 && Number(rank) <= tokens.at(-1).rank)
      throw new Error(`${encoding}: ranks are not in order`)
    tokens.push(Object.assign(token, { rank: Number(rank) }))
  }
  return tokens
}
