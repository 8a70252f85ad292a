import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packTable } from '../../../../src/engine/compressors/table/pack.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody } from '../log/generate-logs.ts'

/** Tokens, about: a token for three digits, a word, and a sign. */
const countTokens = (text: string): number =>
  text.match(/\d{1,3}|[A-Za-z]{1,5}|\s+|[^\w\s]/g)?.length ?? 0
const context = { query: '', targetTokens: 0, countTokens, signal: undefined }
const pack = (text: string, folded = false): string | undefined =>
  packTable.pack({ text, content: { kind: 'table', confidence: 90 }, folded }, context)
const bodyOf = (text: string): string => parsePacked(pack(text) ?? '')?.body ?? ''

const day = (at: number): string => new Date(Date.UTC(2024, 1, 20 + at)).toISOString().slice(0, 10)
const rowsOf = (count: number): readonly (readonly string[])[] =>
  Array.from({ length: count }, (_, at) => [
    day(at),
    'Springfield North',
    String((at * 37) % 91),
    at % 4 === 0 ? 'rain' : 'sun',
  ])
const HEAD = ['date', 'station', 'wind', 'weather']
const csv = (rows: readonly (readonly string[])[], separator = ',', end = '\n'): string =>
  rows.map((row) => row.join(separator) + end).join('')

describe('laws', () => {
  const anyCell = fc.oneof(
    fc.constantFrom(
      '',
      'open',
      'open',
      '2024-02-29',
      '7',
      '007',
      '"a, b"',
      '~',
      '=x',
      '^',
      ' pad ',
      '{"a":1}',
    ),
    fc.nat().map(String),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  const anyTable = fc
    .record({
      width: fc.integer({ min: 2, max: 5 }),
      cells: fc.array(anyCell, { minLength: 60, maxLength: 260 }),
      separator: fc.constantFrom(',', '\t', ';', '|', ' | '),
      end: fc.constantFrom('\n', '\n', '\r\n'),
      tail: fc.constantFrom('', '', '(40 rows)\n', '\n[below the table]\n', '\n\n', 'x,y\r\n'),
    })
    .map(({ width, cells, separator, end, tail }) => {
      const rows = Array.from({ length: Math.floor(cells.length / width) }, (_, at) =>
        cells.slice(at * width, (at + 1) * width),
      )
      const head = Array.from({ length: width }, (_, at) => `name ${at}`)
      if (separator !== ' | ') return csv([head, ...rows], separator, end) + tail
      const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)
      return lines.join(end) + end + tail
    })

  it('unpacking gives back every byte, or nothing was proved', () => {
    let packings = 0
    fc.assert(
      fc.property(anyTable, (text) => {
        const packed = pack(text)
        if (packed === undefined || packTable.preserves(text, packed) === undefined) return
        packings++
        expect(packTable.unpack(packed)).toBe(text)
        expect(pack(packTable.unpack(packed) ?? '')).toBe(packed)
      }),
      { numRuns: 200 },
    )
    expect(packings).toBeGreaterThan(20)
  })

  it('unpacking whatever claims to be ours never throws', () => {
    fc.assert(
      fc.property(
        anyHostileBody,
        fc.constantFrom(
          'table Markdown',
          'table parted by ","',
          'table parted by "\\t", CRLF',
          'x',
        ),
        (body, legend) => {
          const forged = printPacked({ form: 'table', check: '01234567', legend, body })
          const text = packTable.unpack(forged)
          if (text !== undefined) expect(checksum(text)).toBe('01234567')
        },
      ),
    )
  })
})

describe('form', () => {
  it('says once what all rows share, and dates by the days between', () => {
    const text = csv([HEAD, ...rowsOf(9)])
    expect(bodyOf(text)).toBe(
      [
        'date+=d,station=Springfield North,wind,weather',
        '=2024-02-20,0,rain',
        '1,37,sun',
        '1,74,sun',
        '1,20,sun',
        '1,57,rain',
        '1,3,sun',
        '1,40,sun',
        '1,77,sun',
        '1,23,rain',
        '',
      ].join('\n'),
    )
    expect(packTable.unpack(pack(text) ?? '')).toBe(text)
  })

  it.each([
    ['tabs', csv([HEAD, ...rowsOf(30)], '\t')],
    ['semicolons', csv([HEAD, ...rowsOf(30)], ';')],
    ['pipes', csv([HEAD, ...rowsOf(30)], '|')],
    ['CRLF', csv([HEAD, ...rowsOf(30)], ',', '\r\n')],
    ['no last line break', csv([HEAD, ...rowsOf(30)]).slice(0, -1)],
    ['no head', csv(rowsOf(30))],
    [
      'quoted cells',
      csv([HEAD, ...rowsOf(30).map(([a = '', b = '', ...rest]) => [a, `"${b}, ""x"""`, ...rest])]),
    ],
    ['a count below', `${csv([HEAD, ...rowsOf(30)])}(30 rows)\n`],
    [
      'Markdown',
      `| ${HEAD.join(' | ')} |\n|---|:--|--:|---|\n${rowsOf(30)
        .map((row) => `| ${row.join(' | ')} |\n`)
        .join('')}`,
    ],
    ['odd days', csv([HEAD, ...rowsOf(30)]).replace('2024-02-28', '2024-02-30')],
  ])('comes back with %s', (_, text) => {
    const packed = pack(text) ?? ''
    expect(packed.length).toBeLessThan(text.length * 0.7)
    expect(packTable.unpack(packed)).toBe(text)
  })

  it('leaves alone what is no table, a folded text, and one whose lines differ', () => {
    const table = csv([HEAD, ...rowsOf(30)])
    expect(pack(table, true)).toBeUndefined()
    expect(pack(`${table}${'not a row\n'.repeat(9)}`)).toBeUndefined()
    expect(pack('some words, and more\nof them\n'.repeat(9))).toBeUndefined()
    expect(pack('')).toBeUndefined()
  })
})
