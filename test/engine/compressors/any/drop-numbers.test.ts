import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropNumbers } from '../../../../src/engine/compressors/any/drop-numbers.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody } from '../log/generate-logs.ts'

const context = { query: '', targetTokens: 0, countTokens: () => 0, signal: undefined }
const pack = (text: string, folded = false): string | undefined =>
  dropNumbers.pack({ text, content: { kind: 'unknown', confidence: 0 }, folded }, context)
const bodyOf = (text: string, folded = false): string =>
  parsePacked(pack(text, folded) ?? '')?.body ?? ''

/** As `cat -n` and file tools print them. */
const styles: Readonly<Record<string, (number: number) => string>> = {
  'cat -n': (number) => `${String(number).padStart(6)}\t`,
  arrow: (number) => `${String(number).padStart(6)}→`,
  bare: (number) => `${number}: `,
  letter: (number) => `L${number}: `,
  zeros: (number) => `${String(number).padStart(5, '0')}| `,
  bat: (number) => `${String(number).padStart(4)}   │ `,
}
const numbered = (lines: readonly string[], style: (number: number) => string, first = 1): string =>
  lines.map((line, at) => style(at + first) + line).join('\n')

const code = Array.from({ length: 134 }, (_, at) => `  const value${at} = ${'x'.repeat(at % 5)}`)

describe('laws', () => {
  const anyLine = fc.oneof(
    fc.constantFrom(
      '',
      '\r',
      '    12→x',
      '     3\ty',
      '4: z',
      '\\4: z',
      '[no number] x',
      '[… lines 4-40 (37) left out]',
      '| a | b |',
      '\ufeffconst',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constant('  return value'),
  )
  const anyFile = fc
    .record({
      lines: fc.array(anyLine, { minLength: 1, maxLength: 160, size: 'max' }),
      style: fc.constantFrom(...Object.values(styles)),
      first: fc.constantFrom(1, 1, 7, 96, 99_990),
      tail: fc.constantFrom('', '\n', '\n\n(file has more lines)\n', '\n[no number] x'),
      isTwice: fc.boolean(),
    })
    .map(({ lines, style, first, tail, isTwice }) => {
      const text = numbered(lines, style, first) + tail
      return isTwice ? `${text}\n${text}` : text
    })

  it('numbers come back, byte for byte, and packing prints the same again', () => {
    let packings = 0
    fc.assert(
      fc.property(anyFile, fc.boolean(), (text, folded) => {
        const packed = pack(text, folded)
        if (packed === undefined) return
        packings++
        expect(dropNumbers.unpack(packed)).toBe(text)
        expect(dropNumbers.preserves(text, packed)).toBe('bytes')
        expect(pack(dropNumbers.unpack(packed) ?? '', folded)).toBe(packed)
      }),
      { numRuns: 300 },
    )
    expect(packings).toBeGreaterThan(30)
  })

  it('unpacking whatever claims to be ours never throws', () => {
    const legend = 'lines are exact, numbered as in "     1→": only each tenth number is shown'
    fc.assert(
      fc.property(anyHostileBody, fc.constantFrom(legend, 'x'), (body, words) => {
        const forged = printPacked({ form: 'numbered', check: '01234567', legend: words, body })
        const text = dropNumbers.unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
    )
  })

  it('every line of the file stands whole', () => {
    const lines = bodyOf(numbered(code, (number) => `${String(number).padStart(6)}→`)).split('\n')
    expect(lines.map((line) => line.replace(/^ {3,5}\d+→/, ''))).toEqual(code)
  })
})

describe('form', () => {
  it.each(Object.entries(styles))('of numbers by %s', (_, style) => {
    const text = numbered(code, style)
    const expected = code.map((line, at) =>
      at === 0 || at === code.length - 1 || (at + 1) % 10 === 0 ? style(at + 1) + line : line,
    )
    expect(bodyOf(text)).toBe(expected.join('\n'))
    expect(dropNumbers.unpack(pack(text) ?? '')).toBe(text)
  })

  it('shows the number behind a gap, and copies gap lines of a folded text', () => {
    const style = (number: number): string => `${number}\t`
    const gap = '[… lines 135-199 (65) left out: 3 functions]'
    const text = `${numbered(code, style)}\n${gap}\n${numbered(code, style, 200)}\n`
    const lines = bodyOf(text, true).split('\n')
    expect(lines[134]).toBe(gap)
    expect(lines.slice(135, 137)).toEqual([`200\t${code[0]}`, code[1]])
    expect(dropNumbers.unpack(pack(text, true) ?? '')).toBe(text)
    expect(bodyOf(text)).toContain(`\n[no number] ${gap}\n`)
  })

  it('says which lines have no number, and escapes what reads like one of its own', () => {
    const text = numbered([...code, '     7→quoted', '[no number] x'], (n) => `${n}→`)
    expect(bodyOf(`${text}\n(end of file)\n`)).toMatch(
      /\n {5}7→quoted\n\\\[no number\] x\n\[no number\] \(end of file\)\n$/,
    )
    const wide = numbered([...code, '     7→quoted', ''], (n) => `${String(n).padStart(6)}→`)
    expect(bodyOf(wide)).toMatch(/\n\\ {5}7→quoted\n {3}136→$/)
  })

  it('leaves alone what is not numbered line by line', () => {
    expect(pack(code.join('\n'))).toBeUndefined()
    expect(pack(numbered(code, (number) => `${number * 3}:`))).toBeUndefined()
    expect(pack('')).toBeUndefined()
    expect(pack('1: x')).toBeUndefined()
  })
})
