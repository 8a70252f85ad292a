import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packSearch } from '../../../../src/engine/compressors/search/pack.ts'
import type { CompressContext } from '../../../../src/engine/contracts/compressor.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { expandBody } from '../../../../src/engine/text/phrases/expand-body.ts'
import { anyHostileBody, countWords } from '../log/generate-logs.ts'
import { anyResults } from './generate-results.ts'

const context: CompressContext = {
  query: '',
  targetTokens: 0,
  countTokens: countWords,
  signal: undefined,
}
const pack = (text: string, folded = false): string | undefined =>
  packSearch.pack({ text, content: { kind: 'search', confidence: 90 }, folded }, context)
/** With the phrases back in place. */
const bodyOf = (text: string): string => {
  const { body = '', legend = '' } = parsePacked(pack(text) ?? '') ?? {}
  return (legend.includes('each letter') ? expandBody(body) : body) ?? ''
}
const legendOf = (text: string): string => parsePacked(pack(text) ?? '')?.legend ?? ''

/** Long enough that a header pays. */
const many = (line: (n: number) => string, count = 40): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n')

describe('laws', () => {
  it('unpacking gives back every byte, and packing that prints the same again', () => {
    fc.assert(
      fc.property(fc.array(anyResults, { maxLength: 4 }), fc.boolean(), (texts, folded) => {
        const text = texts.join('\n')
        const packed = pack(text, folded)
        if (packed === undefined) return
        const unpacked = packSearch.unpack(packed)
        if (unpacked === undefined) return
        expect(unpacked).toBe(text)
        expect(packSearch.preserves(text, packed)).toBe('bytes')
        expect(pack(unpacked, folded)).toBe(packed)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['separators and lines with a return', '--\r\n'],
    ['separators with one among those without', '--\n'],
  ])('proves context with stray returns: %s', (_, separator) => {
    const stretch = (n: number): string =>
      [n * 9, n * 9 + 1, n * 9 + 2]
        .map((at, nth) => {
          const mark = nth === 1 ? ':' : '-'
          return `src/part-${n % 5}/file-${n}.ts${mark}${at + 1}${mark}  const value = ${n}${nth === 1 ? '\r' : ''}\n`
        })
        .join('')
    const text = Array.from({ length: 20 }, (_, n) => stretch(n)).join(separator)
    for (const one of [
      text,
      text.replace(separator, '--\r\n'),
      text.replaceAll(/\r?\n/g, '\r\n'),
    ]) {
      expect(packSearch.unpack(pack(one) ?? '')).toBe(one)
    }
  })

  it('proves files under headings, parted by blank lines with a return', () => {
    const text = many(
      (n) => `src/part/file-${n}.ts\n${n + 1}:  const value = read(${n})\n`,
    ).replaceAll('\n\n', '\n\r\n')
    expect(packSearch.unpack(pack(text) ?? '')).toBe(text)
  })

  it('proves nearly all that it packs', () => {
    const texts = fc.sample(fc.array(anyResults, { minLength: 4, maxLength: 6 }), {
      numRuns: 200,
      seed: 3,
    })
    const packed = texts.map((parts) => pack(parts.join('\n'))).filter((text) => text !== undefined)
    const proved = packed.filter((text) => packSearch.unpack(text) !== undefined)
    expect(packed.length).toBeGreaterThan(60)
    expect(proved.length).toBeGreaterThan(packed.length * 0.97)
  })

  it('unpacking whatever claims to be ours never throws, and never gives what the checksum denies', () => {
    const real = legendOf(many((n) => `src/deep/a.ts:${n + 1}:  const value = ${n}`))
    fc.assert(
      fc.property(anyHostileBody, fc.constantFrom(real, 'x', ''), (body, legend) => {
        const forged = printPacked({ form: 'search', check: '01234567', legend, body })
        const text = packSearch.unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
      { numRuns: 300 },
    )
  })
})

describe('form', () => {
  it('says what letters mean, where there are any', () => {
    const clause = 'each letter defined above the --- stands for its phrase below it'
    const text = many(
      (n) => `src/a-${n}.ts:${n + 7}:export const handler = createHandler(options, ${n})`,
    )
    expect(pack(text)).toContain('---\n')
    expect(legendOf(text)).toContain(clause)
    expect(legendOf(many((n) => `src/a.ts:${n * 3 + 7}:${n}`))).not.toContain(clause)
  })

  it('puts each match under its file, files under their directory', () => {
    const text = many((n) => `src/engine/text/part-${n >> 2}.ts:${n + 7}:export const part${n} = 1`)
    const lines = bodyOf(text).split('\n')
    expect(lines.slice(0, 3)).toEqual([
      'part-0.ts',
      '7 export const part0 = 1',
      '8 export const part1 = 1',
    ])
    expect(legendOf(text)).toContain('all paths are below src/engine/text/')
  })

  it('numbers a match always, and context where it does not follow on', () => {
    const block = (n: number): string =>
      [
        `a/b.ts-${n}-before`,
        `a/b.ts:${n + 1}:  hit`,
        `a/b.ts-${n + 2}-`,
        `a/b.ts-${n + 3}-after`,
      ].join('\n')
    const text = `${Array.from({ length: 20 }, (_, n) => block(n * 10 + 1)).join('\n--\n')}\n`
    expect(bodyOf(text).split('\n').slice(0, 6)).toEqual([
      'a/b.ts',
      '1-before',
      '2   hit',
      ' ',
      ' after',
      '11-before',
    ])
    expect(legendOf(text)).toContain('-- between stretches left off')
  })

  it('does not take the number inside a path for a line', () => {
    const text = many(
      (n) => `src/step-12-run.ts${n % 3 === 1 ? ':' : '-'}${n + 1}${n % 3 === 1 ? ':' : '-'}x${n}`,
    )
    expect(bodyOf(text).split('\n').slice(0, 3)).toEqual(['src/step-12-run.ts', '1-x0', '2 x1'])
  })

  it('cuts a path that holds a colon and a number where all its lines agree', () => {
    const text = many((n) => `src/a:1:b.ts:${n + 2}:value ${n}`)
    expect(bodyOf(text).split('\n').slice(0, 2)).toEqual(['src/a:1:b.ts', '2 value 0'])
  })

  it('knows drives', () => {
    const text = many((n) => `C:\\work\\src\\a${n >> 3}.ts:${n + 1}:let x${n}`)
    expect(legendOf(text)).toContain('all paths are below C:\\work\\src\\')
    expect(bodyOf(text).split('\n').slice(0, 2)).toEqual(['a0.ts', '1 let x0'])
  })

  it('keeps columns, and lines that are no result, readable', () => {
    const text = `${many((n) => `lib/x.js:${n + 1}:9:  this.run(${n})`)}\nBinary file lib/y.bin matches`
    expect(bodyOf(text)).toContain('\n3:9:  this.run(2)\n')
    expect(bodyOf(text)).toContain('\n|Binary file lib/y.bin matches')
  })

  it('copies gap lines of a fold, and names the file again behind them', () => {
    const gap = '[… lines 21-60 (40) left out: a/b/c.ts 40 matches]'
    const rows = (from: number): string =>
      many((n) => `a/b/c.ts:${from + n}:const value${n} = ${n}`, 20)
    const packed = pack(`${rows(1)}\n${gap}\n${rows(61)}\n`, true) ?? ''
    expect(packed).toContain(`\n${gap}\na/b/c.ts\n61 `)
  })
})
