import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packBlame } from '../../../../src/engine/compressors/diff/pack-blame.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody } from '../log/generate-logs.ts'
import { anyFileLine } from './generate-diffs.ts'
import { gitBlame, gitShow } from './real-diffs.ts'

const context = { query: '', targetTokens: 0, countTokens: () => 0, signal: undefined }
const pack = (text: string, folded = false): string | undefined =>
  packBlame.pack({ text, content: { kind: 'diff', confidence: 100 }, folded }, context)
const bodyOf = (text: string): string => parsePacked(pack(text) ?? '')?.body ?? ''

const anyKey = fc.constantFrom(
  '^33c8ae7 (Ada Example 2024-03-01 09:11:27 +0100',
  '3dce8226 (Bo           2024-03-17 09:15:27 +0100',
  '3dce8226 src/old name.ts (Ada (x) 2024-03-17 09:15:27 +0100',
  '8bfea8f87f0cedcdb159dc39b1b94650b592820e',
)
const anyBlame = fc
  .record({
    lines: fc.array(fc.tuple(anyKey, anyFileLine, fc.nat({ max: 20 })), {
      minLength: 1,
      maxLength: 40,
    }),
    first: fc.integer({ min: 1, max: 990 }),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    ending: fc.constantFrom('', '\n', '\nfatal: cut off'),
  })
  .map(({ lines, first, lineBreak, ending }) => {
    const width = String(first + lines.length).length
    const printed = lines.map(([key, code, oddity], index) => {
      if (oddity === 0) return '[… lines 3-4 (2) left out]'
      return oddity === 1 ? code : `${key} ${String(first + index).padStart(width)}) ${code}`
    })
    return printed.join(lineBreak) + ending
  })

describe('laws', () => {
  it('unpacking gives back every byte', () => {
    let packings = 0
    fc.assert(
      fc.property(anyBlame, fc.boolean(), (text, folded) => {
        const packed = pack(text, folded)
        if (packed === undefined) return
        packings++
        expect(packBlame.unpack(packed)).toBe(text)
        expect(packBlame.preserves(text, packed)).toBe('bytes')
        expect(packed.length).toBeLessThan(text.length)
      }),
      { numRuns: 300 },
    )
    expect(packings).toBeGreaterThan(50)
  })

  it('unpacking whatever claims to be ours never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anyHostileBody, anyBlame), (body) => {
        const legend = 'numbers 3 wide'
        const text = packBlame.unpack(
          printPacked({ form: 'blame', check: '01234567', legend, body }),
        )
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
    )
  })
})

describe('form', () => {
  it('names a commit once, and then only where it takes over', () => {
    const body = bodyOf(gitBlame)
    expect(body).toMatch(
      /^== A 1 \^f9ee9b0 \(Ada Example 2024-03-01 09:11:27 \+0100\n\/\/ A queue with a bound\.\n/,
    )
    expect(body).toMatch(
      /\n== B 12 8bfea8f8 \(Ada Example 2024-03-01 11:40:02 \+0100\n {6}throw new RangeError/,
    )
    expect(body).toContain('\n== A 13\n    }\n')
  })

  it('escapes code that reads like its own lines', () => {
    const key = '3dce8226 (Ada 2024-03-17 09:15:27 +0100'
    const code = ['== A 1', '|x', '', 'plain', '==| y']
    const text = code.map((line, index) => `${key} ${index + 1}) ${line}\n`).join('')
    expect(bodyOf(text)).toBe(`== A 1 ${key}\n|== A 1\n||x\n\nplain\n|==| y\n`)
  })

  it('has nothing to do with other texts', () => {
    expect(pack(gitShow)).toBeUndefined()
    expect(pack('')).toBeUndefined()
    expect(pack('1234567 a line without a number\n')).toBeUndefined()
  })

  it('copies gap lines', () => {
    const gap = '[… lines 3-9 (7) left out]'
    const lines = gitBlame.split('\n')
    const folded = [...lines.slice(0, 2), gap, ...lines.slice(9)].join('\n')
    expect(packBlame.unpack(pack(folded, true) ?? '')).toBe(folded)
    expect(pack(folded, true)?.split('\n')).toContain(gap)
  })
})
