import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packParts } from '../../../../src/engine/compressors/mixed/pack-parts.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyDocument, printTree, styles } from '../json/documents.ts'
import { anyHostileBody, anyLog } from '../log/generate-logs.ts'
import { context, packWith, unpackContext } from './whole-pipeline.ts'

const pack = (text: string): string | undefined => packWith(packParts, text)

const log = Array.from(
  { length: 60 },
  (_, n) =>
    `2026-03-01 10:00:${String(n).padStart(2, '0')} INFO request ${n * 37} took ${(n * 13) % 97} ms`,
).join('\n')
const rows = JSON.stringify(
  Array.from({ length: 40 }, (_, id) => ({ id, name: `user ${id}`, isActive: id % 3 === 0 })),
  undefined,
  2,
)

describe('laws', () => {
  const anyPart = fc.oneof(
    anyLog,
    fc
      .tuple(anyDocument, fc.constantFrom(...styles))
      .map(([tree, style]) => printTree(tree, style)),
    fc.constantFrom(
      log,
      rows,
      '```json',
      '```',
      '$ run',
      '',
      '\r',
      '==> a <==',
      '[packed log#00000000]',
    ),
  )

  it('unpacking gives back every byte', () => {
    fc.assert(
      fc.property(
        fc.array(anyPart, { maxLength: 7 }),
        fc.constantFrom('\n', '\n\n', '\r\n'),
        (all, between) => {
          const text = all.join(between)
          const packed = pack(text)
          if (packed === undefined) return
          expect(packParts.unpack(packed, unpackContext)).toBe(text)
          expect(packParts.preserves(text, packed, unpackContext)).toBe('bytes')
          expect(packParts.preserves(`${text} `, packed, unpackContext)).toBeUndefined()
        },
      ),
      { numRuns: 60 },
    )
  })

  it('unpacking whatever claims to be ours never throws', () => {
    const anyLegend = fc
      .array(fc.tuple(fc.nat(12), fc.nat(12)), { minLength: 1, maxLength: 3 })
      .map((ranges) => ranges.map((range) => range.join('-')).join(' '))
    fc.assert(
      fc.property(anyLegend, anyHostileBody, (ranges, body) => {
        const legend = `lines ${ranges} below are packed, each range by a header of its own`
        const forged = printPacked({ form: 'parts', check: '01234567', legend, body })
        const text = packParts.unpack(forged, unpackContext)
        if (text !== undefined) expect(checksum(text)).not.toBe('')
      }),
    )
  })
})

describe('form', () => {
  it('packs a log and JSON between prose, each by its own kind', () => {
    const text = `Ran it.\n\n$ tail app.log\n${log}\n\n$ curl users\n${rows}\n\nDone.\n`
    const packed = pack(text) ?? ''
    expect(packed).toMatch(/^\[packed parts#[0-9a-f]{8} lines 4-\d+ \d+-\d+ below are packed/)
    expect(packed).toContain('\nRan it.\n\n$ tail app.log\n[packed log#')
    expect(packed).toContain('\n\n$ curl users\n[packed json#')
    expect(packed.endsWith('\n\nDone.\n')).toBe(true)
    expect(packed.length * 3).toBeLessThan(text.length)
  })

  it('packs what stands in fences and leaves the fences', () => {
    const packed =
      pack(`# Title\n\n\`\`\`json\n${rows}\n\`\`\`\nand\n\`\`\`\n${log}\n\`\`\`\n`) ?? ''
    expect(packed).toContain('# Title\n\n```json\n[packed json#')
    expect(packed).toContain('\n```\nand\n```\n[packed log#')
  })

  it('leaves a text of one kind, and one without anything to pack', () => {
    expect(pack(log)).toBeUndefined()
    expect(pack('A few words.\n\nAnd a few more, of another kind.\n')).toBeUndefined()
  })

  it('looks at a few paragraphs only where none of these is of another kind', () => {
    const text = 'The words of a paragraph go on, one after another, and no end of it. '
      .repeat(3)
      .concat('\n\n')
      .repeat(300)
    let asked = 0
    const parts = {
      detect: () => {
        asked++
        return { kind: 'prose', confidence: 60 } as const
      },
      pack: () => undefined,
      fold: () => undefined,
    }
    const content = { kind: 'prose', confidence: 60 } as const
    expect(packParts.pack({ text, content, folded: false }, { ...context, parts })).toBeUndefined()
    expect(asked).toBeLessThanOrEqual(6)
    expect(asked).toBeGreaterThan(0)
  })

  it('leaves kinds that hold no others', () => {
    const text = `Ran it.\n\n${log}\n\n${rows}\n`
    const content = { kind: 'diff', confidence: 60 } as const
    expect(packParts.pack({ text, content, folded: false }, context)).toBeUndefined()
  })

  it('leaves a folded text, whose gap lines count in the whole', () => {
    expect(packWith(packParts, `Ran it.\n\n${log}\n\n${rows}\n`, true)).toBeUndefined()
  })

  it('refuses ranges out of order, beyond the end or over what is not packed', () => {
    const text = `Ran it.\n\n${log}\n\n${rows}\n`
    const packed = parsePacked(pack(text) ?? '')
    const [first = '', second = ''] =
      /lines (\S+) (\S+) below/.exec(packed?.legend ?? '')?.slice(1) ?? []
    for (const ranges of [`${second} ${first}`, `${first} 90000-90001`, '1-2']) {
      const legend = `lines ${ranges} below are packed, each range by a header of its own`
      const forged = printPacked({
        form: 'parts',
        check: checksum(text),
        legend,
        body: packed?.body ?? '',
      })
      expect(packParts.unpack(forged, unpackContext)).toBeUndefined()
    }
  })

  it('nests six deep at most', () => {
    let text = `${log}\n\n${rows}`
    for (let depth = 0; depth < 9; depth++)
      text = `$ level ${depth}\n\n${JSON.stringify({ out: text })}\n`
    const packed = pack(text)
    if (packed !== undefined) expect(packParts.unpack(packed, unpackContext)).toBe(text)
  })
})
