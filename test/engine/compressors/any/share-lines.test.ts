import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareLines } from '../../../../src/engine/compressors/any/share-lines.ts'

const pack = (text: string, folded = false): string | undefined =>
  shareLines.pack(
    { text, content: { kind: 'unknown', confidence: 0 }, folded },
    {
      query: '',
      targetTokens: 0,
      countTokens: (counted) => Math.ceil(counted.length / 4),
      signal: undefined,
    },
  )

/** eslint 9, stylish: three findings alike in each of many files, and one that is not. */
const LINT = Array.from(
  { length: 20 },
  (_, n) =>
    `/srv/shop/src/m${n}.test.js\n  1:1    error  'describe' is not defined  no-undef\n  2:111  error  Missing semicolon          semi\n  3:45   error  Missing semicolon          semi\n  ${n}:59   error  'test${n}' is not defined      no-undef\n\n`,
).join('')

describe('repeated lines and recurring phrases at once', () => {
  it('come back byte for byte', () => {
    for (const text of [LINT, LINT.replaceAll('\n', '\r\n'), LINT.trimEnd(), `\ufeff${LINT}`]) {
      const packed = pack(text)
      expect(packed).toBeDefined()
      expect(shareLines.unpack(packed ?? '')).toBe(text)
      expect(shareLines.preserves(text, packed ?? '')).toBe('bytes')
    }
  })

  it('are both named', () => {
    const packed = pack(LINT) ?? ''
    expect(packed).toMatch(/^\[packed shared#[0-9a-f]{8} repeated lines once/)
    expect(packed).toContain('[block A again]')
    expect(packed).toMatch(/^[\u0391-\u044f]=/m)
    expect(packed.length).toBeLessThan(LINT.length / 2)
  })

  it('hostile texts come back or are left alone', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[block A = the next 2 lines]',
        '[block A again]',
        '\\[the line above 3 more times]',
        'α=β',
        '---',
        '[packed shared#00000000]',
        'the very same words again and again',
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        (lines, times) => {
          const text = `${lines.join('\n')}\n`.repeat(times)
          const packed = pack(text)
          if (packed !== undefined) expect(shareLines.unpack(packed)).toBe(text)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('of a folded text each line speaks for itself', () => {
    expect(pack(LINT, true)).toBeUndefined()
  })

  it('nothing that is not ours is unpacked', () => {
    const packed = pack(LINT) ?? ''
    expect(shareLines.unpack(packed.replace('semi', 'demi'))).toBeUndefined()
    expect(shareLines.unpack(packed.replace('---\n', ''))).toBeUndefined()
    expect(shareLines.unpack(LINT)).toBeUndefined()
  })

  it('where one of both is missing there is nothing to do', () => {
    expect(pack('one line\nand another\n')).toBeUndefined()
    expect(
      pack(Array.from({ length: 30 }, (_, n) => `the very same beginning ${n}\n`).join('')),
    ).toBeUndefined()
  })
})
