import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sharePhrases } from '../../../../src/engine/compressors/any/share-phrases.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { edgesOf } from '../../../../src/engine/text/phrases/edges.ts'
import { anyHostileBody, anyLog } from '../log/generate-logs.ts'

/** Tokens, about: a token a word and a sign. */
const countTokens = (text: string): number => text.match(/\w{1,5}|\s+|[^\w\s]/g)?.length ?? 0
const context = { query: '', targetTokens: 0, countTokens, signal: undefined }
const pack = (text: string, folded = false): string | undefined =>
  sharePhrases.pack({ text, content: { kind: 'unknown', confidence: 0 }, folded }, context)
const bodyOf = (text: string): string => parsePacked(pack(text) ?? '')?.body ?? ''

const page = (rows: number): string =>
  Array.from(
    { length: rows },
    (_, row) =>
      `<li class="entry"><a class="reference internal" href="#part-${row}">Part ${row * 7}</a></li>\n`,
  ).join('')

describe('laws', () => {
  const anyPiece = fc.oneof(
    fc.constantFrom(
      '<span class="pre">',
      '</span></code></a>',
      'version 1.2.3-rc4 of the package',
      'α=β\n---\n',
      '[packed phrases#00000000 x]\n',
      '\u001b[31mfailed\u001b[0m',
      '────────────────────────',
      '\r\n',
      '\n',
      'Ж',
      '\ud83d',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
    anyLog,
  )
  const anyText = fc.array(anyPiece, { maxLength: 30 }).map((pieces) => {
    const text = pieces.join('')
    return text + text + pieces.toReversed().join('')
  })

  it('unpacking gives back every byte, and packing that prints the same again', () => {
    let packings = 0
    fc.assert(
      fc.property(anyText, (text) => {
        const packed = pack(text)
        if (packed === undefined) return
        packings++
        expect(sharePhrases.unpack(packed)).toBe(text)
        expect(sharePhrases.preserves(text, packed)).toBe('bytes')
        expect(pack(sharePhrases.unpack(packed) ?? '')).toBe(packed)
        expect(packed.length).toBeLessThan(text.length)
      }),
      { numRuns: 150 },
    )
    expect(packings).toBeGreaterThan(20)
  })

  it('unpacking whatever claims to be ours never throws', () => {
    fc.assert(
      fc.property(anyHostileBody, (body) => {
        const forged = printPacked({ form: 'phrases', check: '01234567', legend: '', body })
        const text = sharePhrases.unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
    )
  })

  it('a few bytes cannot stand for gigabytes', () => {
    const body = `α=${'x'.repeat(1 << 16)}\n---\n${'α'.repeat(1 << 12)}`
    const forged = printPacked({ form: 'phrases', check: '00000000', legend: '', body })
    expect(sharePhrases.unpack(forged)).toBeUndefined()
  })
})

describe('form', () => {
  it('names what recurs and leaves what varies in its place', () => {
    expect(bodyOf(page(12))).toBe(
      [
        'α=<li class="entry"><a class="reference internal" href="#',
        'β=</a></li>',
        'γ=">Part',
        '---',
        ...Array.from({ length: 12 }, (_, row) => `αpart-${row}γ ${row * 7}β`),
        '',
      ].join('\n'),
    )
  })

  it('takes no letter that the text holds for a name', () => {
    const text = `alpha is α, beta is β\n${page(30)}`
    const packed = pack(text) ?? ''
    expect(parsePacked(packed)?.body).toMatch(/^γ=<li/)
    expect(sharePhrases.unpack(packed)).toBe(text)
  })

  it('leaves texts alone that have no letters to spare', () => {
    const letters = Array.from({ length: 0x44f - 0x390 }, (_, at) =>
      String.fromCharCode(0x391 + at),
    )
    expect(pack(letters.join('') + page(30))).toBeUndefined()
  })

  it('refuses definitions that are none, and one that comes twice', () => {
    const text = page(12)
    const packed = pack(text) ?? ''
    expect(sharePhrases.unpack(packed.replace('β=', 'α='))).toBeUndefined()
    expect(sharePhrases.unpack(packed.replace('β=', 'b='))).toBeUndefined()
    expect(sharePhrases.unpack(packed.replace('---\n', ''))).toBeUndefined()
  })

  it('leaves a folded text alone, and one in which little recurs', () => {
    expect(pack(page(30), true)).toBeUndefined()
    const words = Array.from({ length: 400 }, (_, at) => `w${((at + 7) * 7919) % 99991}`)
    expect(pack(words.join(' '))).toBeUndefined()
  })

  it('packs what is longer than one stretch, with and without line ends', () => {
    for (const text of [page(6000), page(6000).replaceAll('\n', ' '), `😀${page(6000)}`]) {
      const packed = pack(text) ?? ''
      expect(packed.length).toBeLessThan(text.length / 3)
      expect(sharePhrases.unpack(packed)).toBe(text)
    }
  })
})

describe('edges', () => {
  const unitsOf = (text: string): readonly string[] => {
    const edges = edgesOf(text)
    return Array.from({ length: edges.length - 1 }, (_, at) => text.slice(edges[at], edges[at + 1]))
  }

  it('never cut words, numbers, versions, stamps or ids', () => {
    expect(unitsOf('wait 10:22:04.123 for deb12u1 1.2-rc3, SKU-7 and a-b')).toEqual([
      'wait',
      ' ',
      '10:22:04.123',
      ' ',
      'for',
      ' ',
      'deb12u1',
      ' ',
      '1.2-rc3',
      ',',
      ' ',
      'SKU-7',
      ' ',
      'and',
      ' ',
      'a',
      '-',
      'b',
    ])
  })

  it('keep control sequences and runs of blanks and rules whole', () => {
    expect(unitsOf('\u001b[1;31mred\u001b[0m    ────\u001b]8;;http://x\u0007')).toEqual([
      '\u001b[1;31m',
      'red',
      '\u001b[0m',
      '    ',
      '────',
      '\u001b]8;;http://x\u0007',
    ])
  })

  it('law: units joined are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(unitsOf(text).join('')).toBe(text)
      }),
    )
  })
})
