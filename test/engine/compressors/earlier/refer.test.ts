import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropNumbers } from '../../../../src/engine/compressors/any/drop-numbers.ts'
import { refer } from '../../../../src/engine/compressors/earlier/refer.ts'
import type { ContentKind } from '../../../../src/engine/ir/content.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { printPacked } from '../../../../src/engine/text/packed-header.ts'
import { above, backwards, contextWith, linesOf, packBelow, UNKNOWN, unpackBelow } from './above.ts'

const file = linesOf(40)
const joined = (lines: readonly string[]): string => `${lines.join('\n')}\n`
const withLine = (lines: readonly string[], at: number, line: string): readonly string[] =>
  lines.toSpliced(at, 0, line)
const bodyOf = (packed: string | undefined): readonly string[] => packed?.split('\n').slice(1) ?? []
const catN = (lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => `${String(at + 1).padStart(6)}\t${line}`)

describe('a text that stands above already', () => {
  it('is named whole', () => {
    const packed = packBelow(joined(file), above(joined(file), 'other'))
    expect(packed).toBe(
      `[packed again#${checksum(joined(file))} lines that stand above are named, not written again]
[A: read_file {"path":"file-1.ts"}, 2 tool results above]
[all of A]
`,
    )
  })

  it('begins with its first lines where it is long: of next to nothing a reader asks for the rest', () => {
    const long = linesOf(400)
    const packed = packBelow(joined(long), above(joined(long), 'other')) ?? ''
    const [source, ...body] = bodyOf(packed)
    expect(source).toBe('[A: read_file {"path":"file-1.ts"}, 2 tool results above]')
    const shown = body.findIndex((line) => line.startsWith('[lines '))
    expect(body).toEqual([...long.slice(0, shown), `[lines ${shown + 1}-400 of A]`, ''])
    expect(packed.length).toBeGreaterThan(joined(long).length / 20)
    expect(packed.length).toBeLessThan(joined(long).length / 14)
    expect(unpackBelow(packed, above(joined(long), 'other'))).toBe(joined(long))
  })

  it('is written anew where it changed, with the lines beside', () => {
    const changed = joined(withLine(file, 20, 'a new line'))
    expect(bodyOf(packBelow(changed, above(joined(file))))).toEqual([
      '[A: read_file {"path":"file-1.ts"}, 1 tool result above]',
      '[lines 1-18 of A]',
      ...file.slice(18, 20),
      'a new line',
      ...file.slice(20, 22),
      '[lines 23-40 of A]',
      '',
    ])
  })

  it.each([
    ['cat -n', catN],
    ['a file tool', (lines: readonly string[]) => lines.map((line, at) => `${at + 1}→${line}`)],
    [
      'a file tool that pads',
      (lines: readonly string[]) => lines.map((line, at) => `${`${at + 1}`.padStart(5)}→${line}`),
    ],
  ])('is found under other line numbers, as by %s', (_tool, number) => {
    const earlier = above(joined(number(file)))
    const changed = joined(number(withLine(file, 5, 'a new line')))
    const packed = packBelow(changed, earlier) ?? ''
    expect(packed).toContain('\n[lines 8-40 of A, numbered +1]\n')
    expect(unpackBelow(packed, earlier)).toBe(changed)
  })

  it('keeps the width of numbers only where blanks make it', () => {
    const plain = linesOf(60).map((line, at) => `${at + 60}:${line}`)
    const shorter = linesOf(60).map((line, at) => `${at + 50}:${line}`)
    const earlier = above(joined(plain))
    const packed = packBelow(joined(shorter), earlier) ?? ''
    expect(bodyOf(packed)).toContain('[lines 1-60 of A, numbered -10]')
    expect(unpackBelow(packed, earlier)).toBe(joined(shorter))
  })

  it('is not told from other values by a distance', () => {
    const times = linesOf(20).map((line, at) => `${at * 3}:${line}`)
    const later = linesOf(20).map((line, at) => `${at * 3 + 1}:${line}`)
    expect(packBelow(joined(later), above(joined(times)))).toBeUndefined()
  })

  it('is found wherever it stands, in several results', () => {
    const other = linesOf(30, 'other')
    const earlier = above(joined(file), joined(other))
    const mixed = joined([...other.slice(10), 'something new here', ...file.slice(0, 30)])
    const packed = packBelow(mixed, earlier) ?? ''
    expect(bodyOf(packed).slice(0, 3)).toEqual([
      '[A: read_file {"path":"file-2.ts"}, 1 tool result above]',
      '[B: read_file {"path":"file-1.ts"}, 2 tool results above]',
      '[lines 11-28 of A]',
    ])
    expect(unpackBelow(packed, earlier)).toBe(mixed)
  })

  it('is not looked for in short lines, which only go along', () => {
    const braces = joined(Array.from({ length: 60 }, () => '}'))
    expect(packBelow(braces, above(`${braces}end of the other file\n`))).toBeUndefined()
    const block = ['{', ...file.slice(0, 10), '}', '}']
    const packed = packBelow(joined(['first of all', ...block]), above(joined(block)))
    expect(bodyOf(packed).at(-2)).toBe('[lines 3-13 of A]')
  })

  it('is not named for a line or two', () => {
    const earlier = above(joined(file))
    expect(packBelow(joined(['x', ...file.slice(3, 5), 'y']), earlier)).toBeUndefined()
  })
})

describe('what lines can be named', () => {
  it('those of the first read, also on the third: one look is enough', () => {
    const second = joined(withLine(file, 20, 'a new line'))
    const delta = packBelow(second, above(joined(file))) ?? ''
    const earlier = above(joined(file), delta)
    const packed = packBelow(joined(withLine(file, 20, 'a newer line')), earlier)
    expect(bodyOf(packed)[0]).toBe('[A: read_file {"path":"file-1.ts"}, 2 tool results above]')
    expect(bodyOf(packed)).not.toContainEqual(expect.stringMatching(/^\[B: /))
    expect(bodyOf(packBelow(second, earlier))).toContain('a new line')
  })

  it('those that a later read wrote out', () => {
    const added = linesOf(12, 'added')
    const second = joined(file.toSpliced(20, 0, ...added))
    const earlier = above(joined(file), packBelow(second, above(joined(file))) ?? '')
    expect(bodyOf(packBelow(joined(added), earlier))).toEqual([
      '[A: read_file {"path":"file-1.ts"}, 1 tool result above]'.replace('file-1', 'file-2'),
      '[lines 21-32 of A]',
      '',
    ])
  })

  it('none of a form that shows no lines, only its whole, and what follows it', () => {
    const packed = backwards.pack(
      { text: joined(file), content: UNKNOWN, folded: false },
      contextWith(above()),
    )
    const earlier = above(packed ?? '')
    expect(packBelow(joined(file.slice(1)), earlier)).toBeUndefined()
    const grown = joined([...file, 'one more'])
    expect(bodyOf(packBelow(grown, earlier))).toEqual([
      '[A: read_file {"path":"file-1.ts"}, 1 tool result above]',
      '[all of A]',
      'one more',
      '',
    ])
    expect(unpackBelow(packBelow(grown, earlier) ?? '', earlier)).toBe(grown)
  })

  it('those of a file that is shown without its line numbers', () => {
    const passage = { text: joined(catN(file)), content: UNKNOWN, folded: false }
    const numbered = dropNumbers.pack(passage, contextWith(above())) ?? ''
    expect(numbered).not.toContain(catN(file)[1])
    const changed = joined(catN(withLine(file, 20, 'a new line')))
    const packed = packBelow(changed, above(numbered)) ?? ''
    expect(bodyOf(packed)).toContain('[lines 23-40 of A, numbered +1]')
    expect(unpackBelow(packed, above(numbered))).toBe(changed)
  })

  it('those that a fold shows, by their own numbers', () => {
    const ref = `0123456789ab${checksum('0123456789ab').slice(0, 2)}`
    const folded = [
      `[30 of 40 lines shown, nothing lost: headroom_retrieve(ref="${ref}") gives all, or lines, rows, keys, search]`,
      ...file.slice(0, 15),
      '[… lines 16-25 (10) left out]',
      ...file.slice(25),
    ]
    const earlier = above(joined(folded))
    const packed = packBelow(joined(file), earlier)
    expect(bodyOf(packed).filter((line) => line.startsWith('[lines'))).toEqual([
      '[lines 1-13 of A]',
      '[lines 28-40 of A]',
    ])
    expect(unpackBelow(packed ?? '', earlier)).toBe(joined(file))
  })

  it('all that a fold shows, where another shows the very same', () => {
    const ref = `0123456789ab${checksum('0123456789ab').slice(0, 2)}`
    const marker = `[30 of 40 lines shown, nothing lost: headroom_retrieve(ref="${ref}") gives all, or lines, rows, keys, search]`
    const shown = joined([...file.slice(0, 15), '[… lines 16-25 (10) left out]', ...file.slice(25)])
    const earlier = above(`${marker}\n${shown}`)
    const packed = packBelow(shown, earlier, true) ?? ''
    expect(bodyOf(packed)).toContain('[all of A]')
    expect(unpackBelow(packed, earlier)).toBe(shown)
    expect(bodyOf(packBelow(shown, earlier, false))).not.toContain('[all of A]')
  })

  it('none below a gap of rows, whose number of lines nobody tells', () => {
    const ref = `0123456789ab${checksum('0123456789ab').slice(0, 2)}`
    const folded = [
      `[30 of 40 rows shown, nothing lost: headroom_retrieve(ref="${ref}") gives all, or lines, rows, keys, search]`,
      ...file.slice(0, 15),
      '[… rows 16-25 (10) left out]',
      ...file.slice(25),
    ]
    const packed = packBelow(joined(file), above(joined(folded)))
    expect(bodyOf(packed).filter((line) => line.startsWith('[lines'))).toEqual([
      '[lines 1-13 of A]',
    ])
  })

  it('none of a view', () => {
    const ref = `0123456789ab${checksum('0123456789ab').slice(0, 2)}`
    const view = `[view: terminal screen, nothing lost: headroom_retrieve(ref="${ref}") gives all, or lines, rows, keys, search]\n${joined(file)}`
    expect(packBelow(joined(file), above(view))).toBeUndefined()
  })

  it('those of a form that keeps their order, by where they begin and end', () => {
    const shown = printPacked({
      form: 'initials',
      check: checksum(joined(file)),
      legend: '',
      body: [...joined(file)].reverse().join(''),
    })
    const now = joined(file.with(20, 'another line'))
    const packed = packBelow(now, above(shown))
    expect(bodyOf(packed)).toContain(
      '[lines 1-18 of A ("line1 = call(0, line)" to "line18 = call(527, line)")]',
    )
    expect(unpackBelow(packed ?? '', above(shown))).toBe(now)
  })
})

describe('a folded text', () => {
  it('keeps its gap lines, and names lines around them', () => {
    const folded = joined([
      ...file.slice(0, 15),
      '[… lines 16-25 (10) left out]',
      ...file.slice(25),
    ])
    const earlier = above(joined(file))
    const packed = packBelow(folded, earlier, true) ?? ''
    expect(bodyOf(packed)).toContain('[… lines 16-25 (10) left out]')
    expect(bodyOf(packed)).toContain('[lines 1-13 of A]')
    expect(unpackBelow(packed, earlier)).toBe(folded)
  })
})

describe('the way back', () => {
  const oddLine = fc.constantFrom(
    ...file.slice(0, 12),
    ...catN(file.slice(0, 6)),
    '',
    '}',
    '[all of A]',
    '\\[all of A]',
    '[lines 1-4 of A]',
    '[line 1 of A, numbered +1]',
    '[A: read_file, 1 tool result above]',
    '[the next 2 lines are packed]',
    '\\\\[the next',
    '[… lines 1-2 (2) left out]',
    'a carriage return\r',
    '\ud800 half',
  )
  const oddText = fc
    .tuple(fc.array(oddLine, { maxLength: 40 }), fc.boolean(), fc.boolean())
    .map(([lines, ends, takesAll]) => {
      const all = takesAll ? [...lines, ...file] : lines
      return all.join('\n') + (ends ? '\n' : '')
    })

  it('gives every text back', () => {
    let packings = 0
    fc.assert(
      fc.property(oddText, oddText, oddText, fc.boolean(), (first, second, text, folded) => {
        const earlier = above(first, second)
        const packed = packBelow(text, earlier, folded)
        if (packed === undefined) return
        packings++
        expect(unpackBelow(packed, earlier)).toBe(text)
        const context = { earlier, unpack: () => undefined }
        expect(refer.preserves(text, packed, context)).toBe('bytes')
        expect(refer.preserves(`${text} `, packed, context)).toBeUndefined()
      }),
      { numRuns: 300 },
    )
    expect(packings).toBeGreaterThan(50)
  })

  it.each([
    '[B: x, 1 tool result above]\n[all of A]',
    '[A: x, 2 tool results above]\n[all of A]',
    '[A: x, 0 tool results above]\n[all of A]',
    '[A: x, 1 tool result above]\n[A: x, 1 tool result above]\n[all of A]',
    '[A: x, 1 tool result above]\n[lines 0-3 of A]',
    '[A: x, 1 tool result above]\n[lines 3-2 of A]',
    '[A: x, 1 tool result above]\n[lines 39-999999999 of A]',
    '[A: x, 1 tool result above]\n[lines 1-3 of A, numbered +1]',
    '[A: x, 1 tool result above]\n[the next 9 lines are packed]\nx',
    '[A: x, 1 tool result above]\n[all of ',
    '[all of A]',
    'plain [lines 1-2 of A]',
  ])('gives nothing for what nobody wrote so: %j', (body) => {
    const packed = printPacked({ form: 'again', check: checksum(joined(file)), legend: '', body })
    expect(unpackBelow(packed, above(joined(file)))).toBeUndefined()
  })

  it('gives nothing where there is nothing above', () => {
    const packed = packBelow(joined(file), above(joined(file))) ?? ''
    expect(refer.unpack(packed)).toBeUndefined()
    expect(unpackBelow(packed, above())).toBeUndefined()
    expect(unpackBelow(packed, above('another text'))).toBeUndefined()
  })

  it('packs what is new by its own kind, unless it may be edited', () => {
    const fresh = linesOf(30, 'fresh')
    const earlier = above(joined(file))
    const text = joined([...file, ...fresh])
    const packAs = (kind: ContentKind): string | undefined => {
      const detect = () => ({ kind, confidence: 100 })
      const parts = { pack: () => 'two\nlines', detect, fold: () => undefined }
      const context = { ...contextWith(earlier), parts }
      return refer.pack({ text, content: UNKNOWN, folded: false }, context)
    }
    expect(bodyOf(packAs('code')).slice(2, -1)).toEqual(fresh)
    const packed = packAs('log')
    expect(bodyOf(packed)).toEqual([
      '[A: read_file {"path":"file-1.ts"}, 1 tool result above]',
      '[all of A]',
      '[the next 2 lines are packed]',
      'two',
      'lines',
      '',
    ])
    const unpack = (part: string) => (part === 'two\nlines' ? fresh.join('\n') : undefined)
    expect(refer.unpack(packed ?? '', { earlier, unpack })).toBe(text)
  })
})
