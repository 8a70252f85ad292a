import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packJson } from '../../../../src/engine/compressors/json/pack.ts'
import type { CompressContext, Passage } from '../../../../src/engine/contracts/compressor.ts'
import { parsePacked } from '../../../../src/engine/text/packed-header.ts'
import { anyDocument, printTree, styles } from './documents.ts'

/** Stands in for a tokenizer: near enough for choices, and quick. */
const context: CompressContext = {
  query: '',
  targetTokens: 0,
  countTokens: (text) => Math.ceil(text.length / 4) + (text.match(/[^\w\s]+/g)?.length ?? 0),
  signal: undefined,
}

function passage(text: string, folded = false): Passage {
  return { text, content: { kind: 'json', confidence: 100 }, folded }
}

function pack(text: string, folded = false): string | undefined {
  return packJson.pack(passage(text, folded), context)
}

describe('json/pack', () => {
  it('law: unpacking gives back the bytes, in every layout', () => {
    const printed = fc
      .tuple(anyDocument, fc.constantFrom(...styles), fc.constantFrom('', '\n', '\n\n', ' '))
      .map(([tree, style, end]) => printTree(tree, style) + end)
    fc.assert(
      fc.property(printed, (text) => {
        const packed = pack(text)
        expect(packed).toBeDefined()
        expect(packJson.unpack(packed ?? '')).toBe(text)
        expect(packJson.preserves(text, packed ?? '')).toBe('bytes')
      }),
      { numRuns: 1500 },
    )
  })
})
