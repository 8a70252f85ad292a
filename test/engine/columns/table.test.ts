import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTable } from '../../../src/engine/columns/decode-table.ts'
import { encodeTable } from '../../../src/engine/columns/encode-table.ts'
import { isBare, readText, spellText, splitRow } from '../../../src/engine/columns/spell-cell.ts'
import type { Column } from '../../../src/engine/columns/table.ts'

/** A stand-in for a tokenizer: words and signs. Only the choice of codec depends on it. */
const countTokens = (text: string): number => text.match(/\w{1,4}|\W/g)?.length ?? 0

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '=',
    '~',
    '^',
    '[',
    '{a',
    '"',
    '[1,2]',
    '{"a":"|,"}',
    'a=b',
    '``',
    '{}',
    ' x',
    '+1',
    '…',
  ),
)
const spelled = anyText.map((text) => spellText(text, '|'))
const cell = fc.oneof({ arbitrary: fc.constant(''), weight: 1 }, { arbitrary: spelled, weight: 6 })

/** Columns as data has them: constant, counting, drawn from few, framed, dated, made of others. */
const shapes: readonly ((row: number, seed: number) => string)[] = [
  () => 'same',
  (row, seed) => String(seed + row * 3),
  (row, seed) => String(1_000_000 + ((row * seed) % 97)),
  (row) => ['alpha value', 'beta value', 'gamma value'][row % 3] ?? '',
  (row, seed) => `https://api.test/items/${(row * seed) % 1000}/comments`,
  (row, seed) =>
    `2024-03-${String(1 + ((row >> 3) % 28)).padStart(2, '0')}T10:${String(row % 60).padStart(2, '0')}:${String(seed % 60).padStart(2, '0')}Z`,
  (row) => `name-${row % 7}`,
  (row) => `p{{${row}}/{x}`,
  (row) => `a{b}${row % 9}{{c}}}`,
  (row) => (row % 11 === 0 ? '' : 'usual'),
  (row) => String(row >> 4),
]

const realColumns: fc.Arbitrary<readonly Column[]> = fc
  .record({
    rows: fc.integer({ min: 0, max: 300 }),
    picks: fc.array(fc.tuple(fc.nat(shapes.length - 1), fc.nat(50)), {
      minLength: 1,
      maxLength: 6,
    }),
    exceptions: fc.array(fc.tuple(fc.nat(5), fc.nat(299), cell), { maxLength: 4 }),
    framed: fc.boolean(),
  })
  .map(({ rows, picks, exceptions, framed }) => {
    const columns = picks.map(([pick, seed], index) => ({
      name: `c${index}`,
      cells: Array.from({ length: rows }, (_, row) => shapes[pick]?.(row, seed + 1) ?? ''),
    }))
    const first = columns[0]
    if (framed && first !== undefined) {
      const cells = first.cells.map((value, row) => (value === '' ? '' : `/x/${value}/${row % 5}`))
      columns.push({ name: 'made', cells })
    }
    for (const [column, row, value] of exceptions) {
      const target = columns[column]?.cells
      if (target !== undefined && row < target.length) target[row] = value
    }
    return columns
  })

const anyColumns: fc.Arbitrary<readonly Column[]> = fc
  .tuple(fc.nat(20), fc.array(anyText, { minLength: 1, maxLength: 5 }))
  .chain(([rows, names]) =>
    fc
      .tuple(...names.map(() => fc.array(cell, { minLength: rows, maxLength: rows })))
      .map((all) => all.map((cells, index) => ({ name: names[index] ?? '', cells }))),
  )

function roundTrip(
  columns: readonly Column[],
  rowIndependent: boolean,
): readonly Column[] | undefined {
  const { head, rows } = encodeTable(columns, { delimiter: '|', rowIndependent, countTokens })
  for (const line of [head, ...rows]) expect(line).not.toMatch(/[\n\r]/)
  return decodeTable(head, rows, '|')
}

describe('tables of columns', () => {
  it('law: decoding gives back every cell of tables as data has them', () =>
    fc.assert(
      fc.property(realColumns, fc.boolean(), (columns, alone) => {
        expect(roundTrip(columns, alone)).toEqual(columns)
      }),
      { numRuns: 150 },
    ))

  it('law: decoding gives back every cell of any table', () =>
    fc.assert(
      fc.property(anyColumns, fc.boolean(), (columns, alone) => {
        expect(roundTrip(columns, alone)).toEqual(columns)
      }),
      { numRuns: 150 },
    ))

  it('law: rows of a folded block do not lean on one another', () =>
    fc.assert(
      fc.property(realColumns, (columns) => {
        const { head, rows } = encodeTable(columns, {
          delimiter: '|',
          rowIndependent: true,
          countTokens,
        })
        const last = rows.length - 1
        if (last < 0) return
        const alone = decodeTable(head, rows.slice(last), '|')
        expect(alone?.map(({ cells }) => cells[0])).toEqual(columns.map(({ cells }) => cells[last]))
      }),
    ))

  it('never throws on a hostile head or row', () =>
    fc.assert(
      fc.property(
        anyText,
        fc.array(anyText),
        fc.constantFrom('a', 'a^', 'a{', 'a=`{a}`', 'a+=t', ''),
        (text, rows, start) => {
          decodeTable(start + text, rows, '|')
        },
      ),
      { numRuns: 500 },
    ))

  it('doubles the braces of fixed text, and says so', () => {
    const rows = Array.from({ length: 20 }, (_, row) => row)
    const columns = [
      { name: 'name', cells: rows.map((row) => `repository-${row * 7919}`) },
      {
        name: 'keys',
        cells: rows.map((row) => `https://api.test/repository-${row * 7919}/keys{/key_id}`),
      },
    ]
    const { head, notes } = encodeTable(columns, {
      delimiter: ',',
      rowIndependent: false,
      countTokens,
    })
    expect(head).toContain('keys=`https://api.test/{name}/keys{{/key_id}}`')
    expect(notes).toContain('{{ and }} between back-quotes: { and }')
    expect(roundTrip(columns, false)).toEqual(columns)
  })

  it('writes each regular column by its own codec', () => {
    const rows = Array.from({ length: 40 }, (_, row) => row)
    const columns = [
      { name: 'id', cells: rows.map((row) => String(100 + row)) },
      { name: 'kind', cells: rows.map(() => 'push') },
      { name: 'repo', cells: rows.map((row) => `owner${row % 4}/repository-${row * 7}`) },
      {
        name: 'url',
        cells: rows.map(
          (row) => `https://api.test/repos/owner${row % 4}/repository-${row * 7}/hooks`,
        ),
      },
      { name: 'at', cells: rows.map((row) => `2024-05-01T10:00:${String(row).padStart(2, '0')}Z`) },
    ]
    const {
      head,
      rows: written,
      notes,
    } = encodeTable(columns, { delimiter: ',', rowIndependent: false, countTokens })
    expect(head).toBe('id#100+1,kind=push,repo,url=`https://api.test/repos/{repo}/hooks`,at+=t')
    expect(written[0]).toBe('owner0/repository-0,=2024-05-01T10:00:00Z')
    expect(written[1]).toBe('owner1/repository-7,1')
    expect(notes).toHaveLength(4)
  })
})

describe('cells', () => {
  it('law: a spelled text reads back and is found by the splitter', () =>
    fc.assert(
      fc.property(
        fc.array(anyText, { minLength: 1 }),
        fc.constantFrom('|', ',', '\t'),
        (texts, delimiter) => {
          const cells = texts.map((text) => spellText(text, delimiter))
          expect(splitRow(cells.join(delimiter), delimiter)).toEqual(cells)
          expect(cells.map(readText)).toEqual(texts)
        },
      ),
    ))

  it('guards what could be mistaken for something else', () => {
    for (const text of ['', '~', '=x', '"q"', '[x', '{x', '^', ' x', 'x ', 'a|b', 'a\nb']) {
      expect(isBare(text, '|')).toBe(false)
    }
    expect(isBare('a b-c/d', '|')).toBe(true)
  })
})
