import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Tokenizer } from '../../../src/engine/contracts/tokenizer.ts'
import { createTokenizerLoader } from '../../../src/engine/tokens/load-tokenizer.ts'
import { testPlatform } from '../platform.ts'
import { FRAGMENTS } from './hard-texts.ts'
import { withoutWasm } from './without-wasm.ts'

const anyFragment = fc.oneof(
  fc.constantFrom(...FRAGMENTS),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary-ascii' }),
  fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
  fc
    .tuple(fc.constantFrom(...FRAGMENTS), fc.integer({ min: 2, max: 300 }))
    .map(([part, times]) => part.repeat(times)),
)
const anyText = fc.array(anyFragment, { maxLength: 60 }).map((parts) => parts.join(''))

describe.each(['o200k_base', 'cl100k_base'] as const)('%s', (encoding) => {
  let wasm: Tokenizer
  let twin: Tokenizer

  beforeAll(async () => {
    const platform = await testPlatform()
    wasm = await createTokenizerLoader(platform)(encoding)
    twin = await createTokenizerLoader(withoutWasm(platform))(encoding)
  })

  it('law: module and twin agree on every text', () => {
    fc.assert(
      fc.property(anyText, (text) => wasm.count(text) === twin.count(text)),
      { numRuns: 400 },
    )
  })

  it('law: a second count is the first', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const first = wasm.count(text)
        return wasm.count(text) === first
      }),
      { numRuns: 100 },
    )
  })

  it('law: a long text has the tokens of its chunks, wherever lines end', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 20_000, max: 80_000 }), (part, length) => {
        const line = `${part}\nx`
        const times = Math.ceil(length / line.length)
        return wasm.count(line.repeat(times)) === twin.count(line.repeat(times))
      }),
      { numRuns: 10 },
    )
  })

  it('is nothing for nothing', () => {
    expect([wasm.count(''), twin.count('')]).toEqual([0, 0])
  })
})
