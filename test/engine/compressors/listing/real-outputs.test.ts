import { describe, expect, it } from 'vitest'
import { packPaths } from '../../../../src/engine/compressors/listing/pack-paths.ts'
import { packTree } from '../../../../src/engine/compressors/listing/pack-tree.ts'
import { packSearch } from '../../../../src/engine/compressors/search/pack.ts'
import type { Packer } from '../../../../src/engine/contracts/compressor.ts'
import { detect } from '../../../../src/engine/detect/detect.ts'

/** What each packer must save of a real output at least, in per cent of its characters. */
const LEAST_SAVED: Readonly<Record<string, readonly [packer: Packer, percent: number]>> = {
  'search/rg-heading': [packSearch, 8],
  'search/rg-context': [packSearch, 25],
  'search/rg-column': [packSearch, 45],
  'search/rg-count': [packPaths, 25],
  'search/rg-without-numbers': [packSearch, 10],
  'search/rg-windows': [packSearch, 35],
  'search/grep-before-after': [packSearch, 35],
  'search/grep-recursive': [packSearch, 45],
  'search/grep-one-file': [packSearch, 8],
  'listing/find': [packPaths, 55],
  'listing/git-ls-files': [packPaths, 50],
  'listing/git-status': [packPaths, 50],
  'listing/git-status-short': [packPaths, 45],
  'listing/tree': [packTree, 10],
  'listing/du': [packPaths, 55],
  'listing/wc': [packPaths, 55],
}

const outputs = new Map(
  Object.entries(
    import.meta.glob(['../../../fixtures/search/*.txt', '../../../fixtures/listing/*.txt'], {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ).map(([path, text]) => [path.replace(/^.*fixtures\//, '').replace('.txt', ''), text]),
)

describe('real outputs', () => {
  it.each([...outputs])('%s is known for what it is', (name, text) => {
    expect(detect(text).kind).toBe(name.replace(/\/.*/, ''))
  })

  it.each(Object.entries(LEAST_SAVED))('%s packs, and comes back', (name, [packer, percent]) => {
    const text = outputs.get(name) ?? ''
    const context = {
      query: '',
      targetTokens: 0,
      countTokens: (counted: string) => Math.ceil(counted.length / 4),
      signal: undefined,
    }
    const passage = { text, content: detect(text), folded: false }
    const packed = packer.pack(passage, context) ?? ''
    expect(packer.unpack(packed)).toBe(text)
    expect(100 - (packed.length * 100) / text.length).toBeGreaterThan(percent)
  })
})
