import { describe, expect, it } from 'vitest'
import { createTokenizerLoader } from '../../../src/engine/tokens/load-tokenizer.ts'
import counts from '../../fixtures/tokens/counts.json' with { type: 'json' }
import { testPlatform } from '../platform.ts'
import { hardTexts } from './hard-texts.ts'
import { withoutWasm } from './without-wasm.ts'

const ENCODINGS = ['o200k_base', 'cl100k_base'] as const

describe.each(ENCODINGS)('%s counts as tiktoken does', (encoding) => {
  it('by WebAssembly', async () => {
    const { count } = await createTokenizerLoader(await testPlatform())(encoding)
    expect(countsBy(count)).toEqual(counts[encoding])
  })

  it('by the twin', async () => {
    const { count } = await createTokenizerLoader(withoutWasm(await testPlatform()))(encoding)
    expect(countsBy(count)).toEqual(counts[encoding])
  })
})

function countsBy(count: (text: string) => number): Readonly<Record<string, number>> {
  return Object.fromEntries(hardTexts().map(({ name, text }) => [name, count(text)]))
}
