import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { repeatLines } from '../../../../src/engine/compressors/any/repeat-lines.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody, anyLog } from '../log/generate-logs.ts'

const context = { query: '', targetTokens: 0, countTokens: () => 0, signal: undefined }
const pack = (text: string, folded = false): string | undefined =>
  repeatLines.pack({ text, content: { kind: 'unknown', confidence: 0 }, folded }, context)
const bodyOf = (text: string): string => parsePacked(pack(text) ?? '')?.body ?? ''

describe('laws', () => {
  const anyBlock = fc
    .array(
      fc.oneof(
        anyLog,
        fc.constantFrom('[block A again]', '\\[the x', '[the line above 2 more times]', ''),
      ),
      {
        maxLength: 4,
      },
    )
    .map((blocks) => [...blocks, ...blocks, ...blocks].join('\n'))

  it('unpacking gives back every byte', () => {
    fc.assert(
      fc.property(anyBlock, (text) => {
        const packed = pack(text)
        if (packed === undefined) return
        expect(repeatLines.unpack(packed)).toBe(text)
        expect(repeatLines.preserves(text, packed)).toBe('bytes')
        expect(pack(repeatLines.unpack(packed) ?? '')).toBe(packed)
        expect(packed.length).toBeLessThan(text.length)
      }),
      { numRuns: 120 },
    )
  })

  it('unpacking whatever claims to be ours never throws', () => {
    fc.assert(
      fc.property(anyHostileBody, (body) => {
        const forged = printPacked({ form: 'lines', check: '01234567', legend: '', body })
        const text = repeatLines.unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
    )
  })

  it('a few bytes cannot stand for gigabytes', () => {
    const body = `${'x'.repeat(2000)}\n[the line above 999999999 more times]\n`
    expect(
      repeatLines.unpack(printPacked({ form: 'lines', check: '00000000', legend: '', body })),
    ).toBeUndefined()
  })
})

describe('form', () => {
  it('counts lines and blocks that follow each other', () => {
    expect(bodyOf(`start\n${'working hard on it\n'.repeat(40)}end\n`)).toBe(
      'start\nworking hard on it\n[the line above 39 more times]\nend\n',
    )
    expect(bodyOf('alpha is here\nbeta is there\n'.repeat(20))).toBe(
      'alpha is here\nbeta is there\n[the 2 lines above 19 more times]\n',
    )
  })

  it('names a block that comes again later', () => {
    const block = Array.from({ length: 9 }, (_, n) => `  at frame number ${n} of the stack\n`).join(
      '',
    )
    expect(bodyOf(`one\n${block}two\n${block}three\n${block}four`)).toBe(
      `one\n[block A = the next 9 lines]\n${block}two\n[block A again]\nthree\n[block A again]\nfour`,
    )
  })

  it('escapes lines that read like its own', () => {
    const own = '[the line above 3 more times]'
    expect(bodyOf(`${own}\n${'the very same words\n'.repeat(30)}`)).toBe(
      `\\${own}\nthe very same words\n[the line above 29 more times]\n`,
    )
  })

  it('has nothing to do where nothing repeats, or rows must stand alone', () => {
    expect(pack('a\nb\nc\n')).toBeUndefined()
    expect(pack('')).toBeUndefined()
    expect(pack('the same line\n'.repeat(50), true)).toBeUndefined()
  })
})
