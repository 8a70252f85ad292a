import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packPaths } from '../../../../src/engine/compressors/listing/pack-paths.ts'
import type { CompressContext } from '../../../../src/engine/contracts/compressor.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody, countWords } from '../log/generate-logs.ts'
import { anyList } from './generate-lists.ts'

const context: CompressContext = {
  query: '',
  targetTokens: 0,
  countTokens: countWords,
  signal: undefined,
}
const pack = (text: string, folded = false): string | undefined =>
  packPaths.pack({ text, content: { kind: 'listing', confidence: 90 }, folded }, context)
const partsOf = (text: string) => parsePacked(pack(text) ?? '')
const rowsOf = (lines: readonly string[]): readonly string[] =>
  partsOf(`${lines.join('\n')}\n`)
    ?.body.trimEnd()
    .split('\n') ?? []
const legendOf = (lines: readonly string[]): string => partsOf(lines.join('\n'))?.legend ?? ''

describe('laws', () => {
  it('unpacking gives back every byte, and packing that prints the same again', () => {
    fc.assert(
      fc.property(anyList, fc.boolean(), (text, folded) => {
        const packed = pack(text, folded)
        const unpacked = packed === undefined ? undefined : packPaths.unpack(packed)
        if (packed === undefined || unpacked === undefined) return
        expect(unpacked).toBe(text)
        expect(packPaths.preserves(text, packed)).toBe('bytes')
        expect(pack(unpacked, folded)).toBe(packed)
      }),
      { numRuns: 400 },
    )
  })

  it('proves nearly all that it packs', () => {
    const packed = fc
      .sample(anyList, { numRuns: 300, seed: 5 })
      .map((text) => pack(text))
      .filter((text) => text !== undefined)
    const proved = packed.filter((text) => packPaths.unpack(text) !== undefined)
    expect(packed.length).toBeGreaterThan(150)
    expect(proved.length).toBeGreaterThan(packed.length * 0.97)
  })

  it('unpacking whatever claims to be ours never throws, and never gives what the checksum denies', () => {
    const legend = legendOf(Array.from({ length: 20 }, (_, n) => `src/a/part-${n}.ts`))
    const anyBody = fc.oneof(
      anyHostileBody,
      fc.constantFrom('order: 1,a,b999999999\n', 'a/\n b*', ' "x', 'x/* '),
    )
    fc.assert(
      fc.property(anyBody, fc.constantFrom(legend, 'x', ''), (body, said) => {
        const forged = printPacked({ form: 'paths', check: '01234567', legend: said, body })
        const text = packPaths.unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
      { numRuns: 300 },
    )
  })
})

describe('form', () => {
  const tree = [
    'src/a/x.ts',
    'src/a/y.ts',
    'src/b/c/z.ts',
    'src/b/c/README',
    'src/b/w.ts',
    'src/d/v.ts',
    'src/d/u.ts',
    'src/d/t.ts',
  ]

  it('names each directory once, with the names in it', () => {
    expect(rowsOf(tree)).toEqual(['a/ x y', 'b/c/ z =README', 'b/w', 'd/ v u t'])
    expect(legendOf(tree)).toBe(
      'paths by directory; .ts left off names; =name is whole; all paths are below src/',
    )
  })

  it('says how lines were mixed by a rule where there is one', () => {
    const names = ['a.md', 'lib/b.md', 'lib/c.md', 'm.md', 'src/d.md', 'src/e.md', 'z.md', 'z2.md']
    const mixed = [...names.slice(0, 3), 'lib/zz.md', ...names.slice(3)]
    const rows = rowsOf(mixed)
    expect(packPaths.unpack(pack(mixed.join('\n')) ?? '')).toBe(mixed.join('\n'))
    expect(
      rows.some((row) => row === 'order: sorted') || !rows.some((row) => row.startsWith('order')),
    ).toBe(true)
  })

  it('puts counts behind names and leaves off the usual one', () => {
    const counts = Array.from(
      { length: 12 },
      (_, n) => `pkg/net/http/f${n}_test.go:${n % 3 === 0 ? n + 2 : 1}`,
    )
    expect(rowsOf(counts)).toEqual(['f0:2 f1 f2 f3:5 f4 f5 f6:8 f7 f8 f9:11 f10 f11'])
    expect(legendOf(counts)).toContain(
      'lines path:n by directory as name:n, no n: 1; _test.go left off names',
    )
  })

  it('keeps the two letters of a status, with a dot for a blank', () => {
    const status = Array.from({ length: 12 }, (_, n) => `${n === 3 ? 'D ' : ' M'} src/f${n}.ts`)
    expect(rowsOf(status)[0]).toContain('f2 f3:D. f4')
    expect(legendOf(status)).toContain('no n: .M')
  })

  it('keeps lines that are no path where they stood', () => {
    const status = [
      'On branch main',
      '',
      'Changes not staged for commit:',
      ...Array.from({ length: 9 }, (_, n) => `\tmodified:   src/f${n}.ts`),
      '',
    ]
    const rows = rowsOf(status)
    expect(rows.slice(0, 4)).toEqual([
      '|On branch main',
      '|',
      '|Changes not staged for commit:',
      '"\\tmodified:   " before each of',
    ])
  })

  it('quotes names that would read as something else', () => {
    const names = [
      'a b.ts',
      '=x.ts',
      'c:1.ts',
      ...Array.from({ length: 8 }, (_, n) => `n${n}.ts`),
    ].map((n) => `d/${n}`)
    const text = names.join('\n')
    expect(packPaths.unpack(pack(text) ?? '')).toBe(text)
    expect(pack(text)).toContain('"a b" "=x" "c:1" n0')
  })

  it('copies gap lines of a fold', () => {
    const gap = '[… lines 9-40 (32) left out: src/ 32]'
    const lines = Array.from({ length: 8 }, (_, n) => `src/f${n}.ts`)
    expect(pack([...lines, gap, ...lines].join('\n'), true)).toContain(`\n${gap}\n`)
  })
})
