import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/errors.ts'
import { type SliceRequest, sliceOf } from '../../../src/engine/recall/slice.ts'

const log = Array.from({ length: 30 }, (_, at) => `line ${at + 1} of the log\n`).join('')
const rows = Array.from({ length: 20 }, (_, at) => ({ id: at + 1, name: `Name ${at + 1}` }))
const list = JSON.stringify({ total: 20, 'dotted.key': { a: [1, 2.5, { b: null }] }, items: rows })
const lines = `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`

describe('the whole', () => {
  it('comes as it is', () => {
    expect(sliceOf(log)).toEqual({
      content: log,
      unit: 'lines',
      position: { from: 1, to: 30 },
      total: 30,
      truncated: false,
    })
    expect(sliceOf('')).toMatchObject({ content: '', position: { from: 0, to: 0 }, total: 0 })
  })

  it('is cut between lines, and says how to go on', () => {
    const slice = sliceOf(log, undefined, 100)
    expect(slice.content).toBe(log.split('\n').slice(0, 5).join('\n'))
    expect(slice).toMatchObject({
      unit: 'lines',
      position: { from: 1, to: 5 },
      truncated: true,
      next: { lines: [6, 30] },
    })
  })

  it('is cut within a line where there is no other place', () => {
    const slice = sliceOf(`${'x'.repeat(99)}\u{1f600}${'y'.repeat(50)}`, undefined, 100)
    expect(slice).toMatchObject({
      content: 'x'.repeat(99),
      unit: 'characters',
      position: { from: 1, to: 99 },
      total: 151,
      next: { characters: [100, 151] },
    })
  })

  it('law: following `next` gives all of it, piece by piece', () => {
    const text = fc.array(fc.constantFrom('a', '\n', 'bc', '\u{1f600}', '\r\n', 'ddddddddddddddd'))
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (parts, limit) => {
        const original = parts.join('')
        let slice = sliceOf(original, undefined, limit)
        let shown = slice.content
        for (let turns = 0; slice.next !== undefined && turns < 1000; turns++) {
          const { unit } = slice
          const isLineEnd = 'lines' in slice.next
          slice = sliceOf(original, slice.next, limit)
          // Ranges of lines leave out the break between them.
          shown += `${unit === 'lines' && isLineEnd ? '\n' : ''}${slice.content}`
          expect(slice.content.length).toBeLessThanOrEqual(limit)
        }
        expect([original, original.replace(/\n$/, '')]).toContain(shown)
      }),
    )
  })
})

describe('lines', () => {
  it('come as they would when cut out', () => {
    const slice = sliceOf(log, { lines: [10, 12] })
    expect(slice.content).toBe(log.split('\n').slice(9, 12).join('\n'))
    expect(slice).toMatchObject({ unit: 'lines', position: { from: 10, to: 12 }, total: 30 })
    expect(sliceOf('a\r\nb\r\n', { lines: [2, 2] }).content).toBe('b\r')
  })

  it('end with the last there is', () => {
    expect(sliceOf(log, { lines: [29, 99] }).position).toEqual({ from: 29, to: 30 })
  })
})

describe('rows', () => {
  it('are elements of the main array, as written', () => {
    const slice = sliceOf(list, { rows: [4, 5] })
    expect(slice.content).toBe('{"id":4,"name":"Name 4"},{"id":5,"name":"Name 5"}')
    expect(slice).toMatchObject({ unit: 'rows', position: { from: 4, to: 5 }, total: 20 })
  })

  it('are values of NDJSON, or lines of other text', () => {
    expect(sliceOf(lines, { rows: [2, 2] }).content).toBe('{"id":2,"name":"Name 2"}')
    expect(sliceOf(`\ufeff${lines}`, { rows: [1, 1] }).content).toBe('{"id":1,"name":"Name 1"}')
    expect(sliceOf(log, { rows: [2, 2] })).toMatchObject({
      content: 'line 2 of the log',
      total: 30,
    })
  })

  it('are those of the list that is named', () => {
    const text = JSON.stringify({ a: [{ x: [1, 2, 3] }, { x: [4, 5, 6] }], map: { k: 1, l: 2 } })
    expect(sliceOf(text, { rows: [2, 2] })).toMatchObject({ content: '{"x":[4,5,6]}', list: 'a' })
    expect(sliceOf(text, { rows: [2, 3], keys: ['a.1.x'] })).toMatchObject({
      content: '5,6',
      position: { from: 2, to: 3 },
      total: 3,
      list: 'a.1.x',
    })
    expect(sliceOf(text, { rows: [2, 2], keys: ['map'] }).content).toBe('"l":2')
    expect(sliceOf('[7,8]', { rows: [2, 2] })).toMatchObject({ content: '8', list: '' })
  })

  it('outside of their list say which lists there are', () => {
    expect(() => sliceOf(list, { rows: [21, 22] })).toThrow(
      'rows of "items" go from 1 to 20; for another list, name its path in keys',
    )
    expect(() => sliceOf(list, { rows: [1, 2], keys: ['a', 'b'] })).toThrow('rows go with one key')
    expect(() => sliceOf(log, { rows: [1, 2], keys: ['a'] })).toThrow('keys need JSON')
  })

  it('go on where the limit cut them', () => {
    const slice = sliceOf(list, { rows: [1, 20] }, 60)
    expect(slice).toMatchObject({ position: { from: 1, to: 2 }, next: { rows: [3, 20] } })
    const named = sliceOf(list, { rows: [1, 20], keys: ['items'] }, 60)
    expect(named.next).toEqual({ rows: [3, 20], keys: ['items'] })
  })

  it('longer than the limit go on by characters', () => {
    const slice = sliceOf(list, { rows: [3, 3] }, 10)
    expect(slice).toMatchObject({ content: '{"id":3,"n', truncated: true })
    const rest = sliceOf(list, slice.next, 1000)
    expect(slice.content + rest.content).toBe('{"id":3,"name":"Name 3"}')
  })
})

describe('keys', () => {
  it('give one value as written', () => {
    expect(sliceOf(list, { keys: ['items.3.name'] })).toEqual({
      content: '"Name 4"',
      unit: 'keys',
      position: { from: 1, to: 1 },
      total: 1,
      truncated: false,
    })
    const written = '{ "a" : [ 1.50, 1e3 ], "a" : {"b\\u0021" : 12345678901234567890} }'
    expect(sliceOf(written, { keys: ['a.b!'] }).content).toBe('12345678901234567890')
  })

  it('give several as an object of the paths', () => {
    const { content } = sliceOf(list, { keys: ['total', 'dotted.key.a.2.b'] })
    expect(content).toBe('{"total": 20, "dotted.key.a.2.b": null}')
  })

  it('go on where the limit cut them', () => {
    const slice = sliceOf(list, { keys: ['total', 'items.0', 'items.1'] }, 50)
    expect(slice).toMatchObject({
      position: { from: 1, to: 2 },
      total: 3,
      next: { keys: ['items.1'] },
    })
    const cut = sliceOf(list, { keys: ['items'] }, 10)
    expect(cut.content + sliceOf(list, cut.next, 10_000).content).toBe(JSON.stringify(rows))
  })

  it('count from 0 in NDJSON', () => {
    expect(sliceOf(lines, { keys: ['2.id'] }).content).toBe('3')
  })

  it.each([
    [list, 'nothing', 'has the keys total, dotted.key, items'],
    [list, 'items.20', 'is an array with elements 0 to 19'],
    [list, 'items.first', 'is an array with elements 0 to 19'],
    [list, 'total.x', 'is a single value'],
    ['{}', 'a', 'has the keys '],
    ['[]', '0', 'is an empty array'],
    [log, 'a', 'keys need JSON'],
  ])('that are not there say what is', (text, key, says) => {
    expect(() => sliceOf(text, { keys: [key] })).toThrow(says)
  })
})

describe('a search', () => {
  it('gives matching lines, and says what lies between', () => {
    const slice = sliceOf(log, { search: 'LINE 2' })
    expect(slice.content).toBe(
      [
        'line 2 of the log',
        '[… lines 3-19 (17) left out]',
        ...Array.from({ length: 10 }, (_, at) => `line ${at + 20} of the log`),
      ].join('\n'),
    )
    expect(slice).toMatchObject({
      unit: 'lines',
      position: { from: 2, to: 29 },
      total: 30,
      hits: 11,
    })
  })

  it('gives whole rows of JSON', () => {
    const slice = sliceOf(list, { search: 'name 7' })
    expect(slice).toMatchObject({ content: '{"id":7,"name":"Name 7"}', unit: 'rows', hits: 1 })
    expect(slice.position).toEqual({ from: 7, to: 7 })
  })

  it('looks around the rows as well', () => {
    const pretty = JSON.stringify({ title: 'Name 7 and others', items: rows }, undefined, 1)
    const slice = sliceOf(pretty, { search: 'name 7' })
    expect(slice).toMatchObject({ unit: 'lines', hits: 2 })
    expect(slice.content).toContain('Name 7 and others')
  })

  it('falls back on all words in any order', () => {
    const text = 'disk full on a\nfull of words\nthe full and final disk\n'
    expect(sliceOf(text, { search: 'full disk' })).toMatchObject({ hits: 2 })
    expect(sliceOf(text, { search: 'disk full' })).toMatchObject({ hits: 1 })
    expect(sliceOf(text, { search: 'no such words' })).toMatchObject({
      content: '',
      position: { from: 0, to: 0 },
      truncated: false,
      hits: 0,
    })
  })

  it('finds text as JSON escapes it', () => {
    const text = JSON.stringify([{ a: 'C:\\Users' }, { a: 'say "hi"' }, { a: 'plain' }])
    expect(sliceOf(text, { search: 'c:\\users' }).position).toEqual({ from: 1, to: 1 })
    expect(sliceOf(text, { search: 'say "hi"' }).position).toEqual({ from: 2, to: 2 })
    const ascii = '[{"a":"caf\\u00e9"},{"a":"b"}]'
    expect(sliceOf(ascii, { search: 'café' }).position).toEqual({ from: 1, to: 1 })
  })

  it('takes no pattern for one', () => {
    expect(sliceOf('a.c\nabc\n', { search: 'a.c' })).toMatchObject({ content: 'a.c', hits: 1 })
    expect(sliceOf('(((\n', { search: '(((' })).toMatchObject({ hits: 1 })
  })

  it('shows excerpts of lines too long to show', () => {
    const line = `${'x'.repeat(10_000)} Needle ${'y'.repeat(10_000)} needle ${'z'.repeat(300)}`
    const slice = sliceOf(line, { search: 'needle' })
    expect(slice).toMatchObject({ unit: 'characters', hits: 2, total: line.length })
    const [first = ''] = slice.content.split('\n')
    const [, from, to] = /^\[characters (\d+)-(\d+)\]$/.exec(first) ?? []
    expect(line.slice(Number(from) - 1, Number(to))).toContain('Needle')
    expect(slice.content).toContain(line.slice(Number(from) - 1, Number(to)))
  })

  it('goes on where the limit cut it', () => {
    const slice = sliceOf(log, { search: 'line' }, 100)
    expect(slice).toMatchObject({ truncated: true, next: { search: 'line', from: 6 }, hits: 30 })
    expect(sliceOf(log, slice.next, 100).content).toMatch(/^line 6 /)
    expect(sliceOf('x'.repeat(500), { search: 'x' }, 100).content).toHaveLength(100)
  })
})

describe('a bad request', () => {
  it.each([
    [{}, 'ask for one of'],
    [{ lines: [1, 2], rows: [1, 2] }, 'ask for one of'],
    [{ line: [1, 2] }, 'ask for one of'],
    ['10-40', 'ask for one of'],
    [[], 'ask for one of'],
    [{ lines: [0, 2] }, 'whole numbers from 1'],
    [{ lines: [1.5, 2] }, 'whole numbers from 1'],
    [{ lines: ['1', '2'] }, 'whole numbers from 1'],
    [{ lines: [3, 2] }, 'must go upwards'],
    [{ lines: [3] }, 'must be [from, to]'],
    [{ lines: '3-4' }, 'must be [from, to]'],
    [{ lines: [31, 40] }, 'lines go from 1 to 30'],
    [{ characters: [9999, 10_000] }, 'characters go from 1 to'],
    [{ keys: [] }, 'keys must be'],
    [{ keys: 'a' }, 'keys must be'],
    [{ keys: [''] }, 'keys must be'],
    [{ search: '' }, 'search must be'],
    [{ search: ' \n' }, 'search must be'],
    [{ search: 'x'.repeat(2000) }, 'search must be'],
    [{ lines: [1, 2], from: 3 }, 'ask for one of'],
    [{ search: 'a', from: 0 }, 'whole numbers from 1'],
  ])('is refused, and told what is right', (request, says) => {
    expect(() => sliceOf(log, request as SliceRequest)).toThrow(says)
    try {
      sliceOf(log, request as SliceRequest)
    } catch (error) {
      expect(isEngineError(error) && error.code).toBe('bad-options')
    }
  })

  it('for rows of a document without any is refused', () => {
    expect(() => sliceOf('{"a":1}', { rows: [1, 2] })).toThrow('holds no list')
    expect(() => sliceOf('', { lines: [1, 1] })).toThrow('there are no lines')
  })
})

it('law: lines and rows are exact parts of the original', () => {
  const anyText = fc
    .array(fc.constantFrom('a', '"', '\n', '{"a":1}', '[', ']', ',', ' ', '\u{1f600}', '\r'))
    .map((parts) => parts.join(''))
  const anyRange = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(9))
  fc.assert(
    fc.property(
      anyText,
      anyRange,
      fc.constantFrom('lines', 'rows', 'characters'),
      (text, at, unit) => {
        try {
          const [from, more] = at
          const slice = sliceOf(
            text,
            { [unit]: [from, from + more] } as unknown as SliceRequest,
            20,
          )
          expect(text.includes(slice.content)).toBe(true)
          expect(slice.content.length).toBeLessThanOrEqual(20)
        } catch (error) {
          expect(isEngineError(error) && error.code).toBe('bad-options')
        }
      },
    ),
    { numRuns: 500 },
  )
})
