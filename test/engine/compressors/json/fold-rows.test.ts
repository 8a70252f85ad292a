import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashSpan } from '../../../../src/engine/compressors/json/fold/hashes.ts'
import { foldRows } from '../../../../src/engine/compressors/json/fold-rows.ts'
import type { Fold } from '../../../../src/engine/contracts/compressor.ts'
import { applyFold } from '../../../../src/engine/recall/marker.ts'
import { indexJson, indexJsonSequence } from '../../../../src/engine/text/json-index.ts'
import { countTokens, LAYOUTS, type Row, rowsOf, tiles } from './folding.ts'

function fold(text: string, targetTokens: number, query = '', isBudget = false): Fold | undefined {
  const passage = { text, content: { kind: 'json', confidence: 100 }, folded: false } as const
  const context = { query, targetTokens, isBudget, countTokens, signal: undefined }
  return foldRows.fold(passage, context)
}

/** What is left of the text, gap lines included. */
function folded(text: string, share: number, query = ''): string {
  const result = fold(text, Math.floor(countTokens(text) * share), query)
  return result === undefined ? text : applyFold(text, result.omissions)
}

const level = fc.constantFrom('INFO', 'INFO', 'INFO', 'DEBUG', 'WARN')
const anyRow: fc.Arbitrary<Row> = fc.record(
  {
    id: fc.nat(),
    level,
    message: fc.string(),
    took: fc.integer(),
    tags: fc.array(fc.constantFrom('a', 'b', 'c,]"')),
    inner: fc.array(fc.record({ name: fc.string(), size: fc.nat() }), { maxLength: 12 }),
  },
  { requiredKeys: ['level'] },
)
const anyRows = fc.array(fc.oneof({ weight: 9, arbitrary: anyRow }, fc.jsonValue()), {
  minLength: 4,
  maxLength: 40,
})
const anyDocument = fc.oneof(
  anyRows,
  anyRows.map((items) => ({ total: items.length, items, next: null })),
  fc.dictionary(fc.string(), anyRow, { minKeys: 5 }),
  fc.tuple(anyRows, anyRows).map(([users, orders]) => ({ users, meta: { orders } })),
  fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))),
)
const share = fc.constantFrom(0, 0.1, 0.3, 0.6)

/** Two keys that the fold's 32-bit hash cannot tell apart. */
function keysOfOneHash(): readonly [string, string] {
  const seen = new Map<number, string>()
  for (let number = 100_000; ; number++) {
    const key = `k${Math.imul(number, 0x9e3779b1).toString(36)}`.padEnd(9, 'z')
    const hash = hashSpan(`"${key}"`, 0, key.length + 2)
    const known = seen.get(hash)
    if (known !== undefined && known !== key) return [known, key]
    seen.set(hash, key)
  }
}

describe('leaving rows of JSON out', () => {
  it('law: rows and gaps tile each list in order, and all else stands as it was', () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom(...LAYOUTS), share, (document, print, part) => {
        const text = print(document)
        const index = indexJson(folded(text, part), 0, { gaps: true })
        expect(index).toBeDefined()
        const original = indexJson(text)
        if (index === undefined || original === undefined) throw new Error('not JSON')
        expect(tiles({ text, index: original }, { text: folded(text, part), index })).toBe('')
      }),
      { numRuns: 150 },
    )
  })

  it('law: values of NDJSON go by whole lines', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 5 }), share, fc.boolean(), (rows, part, ends) => {
        const text = rows.map((row) => JSON.stringify(row)).join('\n') + (ends ? '\n' : '')
        const short = folded(text, part)
        const span = (of: string): { start: number; end: number } => ({ start: 0, end: of.length })
        const index = indexJsonSequence(short, span(short), { gaps: true })
        const original = indexJsonSequence(text, span(text))
        if (index === undefined || original === undefined) throw new Error('not NDJSON')
        expect(tiles({ text, index: original }, { text: short, index })).toBe('')
      }),
      { numRuns: 60 },
    )
  })

  it('law: spans are in order, do not touch, and hold the rows they are said to hold', () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom(...LAYOUTS), share, (document, print, part) => {
        const text = print(document)
        const result = fold(text, Math.floor(countTokens(text) * part))
        let end = -1
        let hidden = 0
        for (const omission of result?.omissions ?? []) {
          expect(omission.start).toBeGreaterThan(end)
          expect(omission.end).toBeGreaterThan(omission.start)
          expect(omission.summary).not.toMatch(/[\n\r\u2028\u2029]/)
          end = omission.end
          hidden += omission.to - omission.from + 1
        }
        expect(result?.total ?? 0).toBeGreaterThanOrEqual(hidden)
        expect(fold(text, Math.floor(countTokens(text) * part))).toEqual(result)
      }),
      { numRuns: 60 },
    )
  })

  it('leaves alone what fits the target or has too few rows', () => {
    const text = JSON.stringify(rowsOf(50))
    expect(fold(text, countTokens(text) * 2)).toBeUndefined()
    expect(fold('{"a":1,"b":[1,2,3]}', 0)).toBeUndefined()
    expect(fold(JSON.stringify(rowsOf(3)), 0)).toBeUndefined()
  })

  it('leaves alone what is not JSON', () => {
    const text = JSON.stringify(rowsOf(50))
    for (const broken of [
      text.slice(0, -5),
      `${text}x`,
      `NaN${text}`,
      '',
      text.replace(':', ';'),
    ]) {
      expect(fold(broken, 10)).toBeUndefined()
    }
  })

  it('comes near a budget, and stays well below a target where rows tell little', () => {
    const text = JSON.stringify(rowsOf(400), null, 2)
    for (const part of [0.1, 0.25, 0.5]) {
      const target = Math.floor(countTokens(text) * part)
      const left = [true, false].map((isBudget) => {
        const result = fold(text, target, '', isBudget)
        return countTokens(applyFold(text, result?.omissions ?? [])) / target
      })
      expect(left[0]).toBeLessThan(1.2 + 0.02 / part)
      expect(left[0]).toBeGreaterThan(0.6)
      expect(left[1]).toBeLessThan(0.6)
      expect(left[1]).toBeGreaterThan(0.2)
    }
  })
})

describe('what is kept', () => {
  const planted: readonly (readonly [string, Partial<Row>])[] = [
    ['an error level', { level: 'ERROR', message: 'disk /dev/sdb1 not found' }],
    ['a server error', { status: 503 }],
    ['an exception', { exception: 'NullPointerException' }],
    ['an error in its message', { message: 'connection to db-7 refused' }],
    ['a false success', { ok: false }],
    ['a rare value', { region: 'DEPRECATED-DO-NOT-USE' }],
    ['a number far out', { took: 98_765 }],
    ['a stamp far away', { time: '2030-06-01T00:00:00Z' }],
    ['another shape', { quarantine: { reason: 7 } }],
    ['another kind', { took: 'n/a' }],
    ['a shouted failure deep inside', { meta: { inner: { code: 'CRITICAL_ERROR' } } }],
  ]

  it.each(planted)('law: a row with %s, wherever it stands', (_, change) => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 290 }), fc.nat(9), (at, seed) => {
        const rows = rowsOf(300, seed).map((row, place) =>
          place === at ? { ...row, ...change } : row,
        )
        expect(folded(JSON.stringify(rows), 0.15)).toContain(JSON.stringify(rows[at]))
      }),
      { numRuns: 12 },
    )
  })

  it('the first and last rows', () => {
    const rows = rowsOf(200)
    const short = folded(JSON.stringify(rows), 0.05)
    for (const at of [0, 199]) expect(short).toContain(JSON.stringify(rows[at]))
  })

  it('the first and last row of a list even where there is no room', () => {
    const text = JSON.stringify({ one: rowsOf(50), other: rowsOf(60, 2) })
    const result = fold(text, 1)
    expect(result?.omissions.map(({ from, to }) => [from, to])).toEqual([
      [2, 49],
      [2, 59],
    ])
  })

  it('every error row, common as its words may be, where the target has room', () => {
    const rows = rowsOf(300).map((row, at) => (at % 12 === 3 ? { ...row, level: 'ERROR' } : row))
    const short = folded(JSON.stringify(rows), 0.4)
    const errors = rows.filter(({ level }) => level === 'ERROR')
    for (const row of errors) expect(short).toContain(JSON.stringify(row))
  })

  it('one error of each kind, where all would take the room of the rest', () => {
    const said = ['peer reset', 'disk full', 'lease lost', 'no route']
    const rows = rowsOf(300).map((row, at) =>
      at % 6 === 3
        ? { ...row, level: 'ERROR', message: `${said[(at >> 3) % 4]} on node ${at}` }
        : row,
    )
    const short = folded(JSON.stringify(rows), 0.15)
    for (const one of said) expect(short).toContain(one)
    expect(short.split('"ERROR"').length).toBeLessThan(20)
  })

  it('one row of each sentence that recurs', () => {
    const titles = ['Worker leaks memory', 'Search is slow today', 'Login loops for ever']
    const rows = rowsOf(300).map((row, at) => ({
      ...row,
      message: undefined,
      title: `Issue ${at}: ${titles[at % 3]}`,
    }))
    const short = folded(JSON.stringify(rows), 0.06)
    for (const title of titles) expect(short).toContain(title)
  })

  it('the best by a score', () => {
    const rows = rowsOf(300).map((row, at) => ({
      ...row,
      match_score: 10 + ((at * 7919) % 300) / 4,
    }))
    const best = rows.find(({ match_score }) => match_score === 10 + 299 / 4)
    expect(folded(JSON.stringify(rows), 0.04)).toContain(JSON.stringify(best))
  })

  it('other rows as well where most are errors', () => {
    const rows = rowsOf(300).map((row, at) => (at % 3 > 0 ? { ...row, level: 'ERROR' } : row))
    const short = folded(JSON.stringify(rows), 0.2)
    const others = rows.filter((row, at) => at % 3 === 0 && short.includes(JSON.stringify(row)))
    expect(others.length).toBeGreaterThan(3)
  })

  it('rows that share words with the query before others', () => {
    const rows = rowsOf(300).map((row, at) => ({
      ...row,
      message: `${at % 5 === 2 ? 'billing worker' : 'search index'} ${at} went on with ${String(row['message'])}`,
    }))
    const short = folded(JSON.stringify(rows), 0.25, 'what does the billing worker do?')
    const asked = rows.filter((row, at) => at % 5 === 2 && short.includes(JSON.stringify(row)))
    expect(asked.length).toBeGreaterThan(30)
  })

  it('rows beside a gap in ids and a step in level', () => {
    const gap = rowsOf(200).map((row, at) => ({ ...row, id: at < 120 ? row.id : row.id + 5000 }))
    const step = rowsOf(200).map((row, at) => ({ ...row, took: row.took + (at < 90 ? 0 : 4000) }))
    const afterGap = folded(JSON.stringify(gap), 0.25)
    for (const at of [119, 120]) expect(afterGap).toContain(JSON.stringify(gap[at]))
    const afterStep = folded(JSON.stringify(step), 0.15)
    const besides = [88, 89, 90, 91].filter((at) => afterStep.includes(JSON.stringify(step[at])))
    expect(besides.length).toBeGreaterThan(1)
  })

  it('law: the row the query names, by id, name, number or address', () => {
    const named = rowsOf(300).map((row, at) => ({
      ...row,
      name: `${['red', 'green', 'blue'][at % 3]} ${['fox', 'hen'][at % 2]} ${at}`,
      mail: `user${at}@example.com`,
    }))
    const text = JSON.stringify(named)
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 290 }), (at) => {
        for (const asked of [`user${at}@example.com`, `id ${1000 + at}`, `"${named[at]?.name}"`]) {
          expect(folded(text, 0.1, `1. What about ${asked}?`)).toContain(JSON.stringify(named[at]))
        }
      }),
      { numRuns: 15 },
    )
  })

  it('the value at a path the query writes down', () => {
    const time = Object.fromEntries(
      rowsOf(200).map((row, at) => [`4.${at}.0-dev`, `${row.time} ${at}`]),
    )
    const tree = { name: 'lab', time, rows: rowsOf(200) }
    const short = folded(
      JSON.stringify(tree),
      0.1,
      'What is time["4.77.0-dev"], and rows[123].message?',
    )
    expect(short).toContain(JSON.stringify(time['4.77.0-dev']))
    expect(short).toContain(JSON.stringify(tree.rows[123]))
  })

  it('extremes of the column the query asks about', () => {
    const rows = rowsOf(300)
    const most = Math.max(...rows.map(({ took }) => took))
    const short = folded(JSON.stringify(rows), 0.05, 'Which row has the highest took?')
    expect(short).toContain(`"took":${most},`)
  })

  it('does not take "0 errors" or empty error fields for errors', () => {
    const calm = {
      message: 'Found 0 errors',
      error: null,
      errors: [],
      error_message: '',
      failed: 0,
    }
    const rows = rowsOf(300).map((row, at) => ({ ...row, ...(at % 7 === 0 ? calm : {}) }))
    const short = folded(JSON.stringify(rows), 0.1)
    const kept = rows.filter((row, at) => at % 7 === 0 && short.includes(JSON.stringify(row)))
    expect(kept.length).toBeLessThan(12)
  })

  it('shrinks a table of nothing but errors, with one of each template', () => {
    const templates = ['disk full on node', 'peer reset by node', 'lease lost on node']
    const rows = rowsOf(300).map((row, at) => ({
      ...row,
      level: 'ERROR',
      message: `${templates[at % 50 === 49 ? 2 : at % 2]} ${at}`,
    }))
    const text = JSON.stringify(rows)
    const short = folded(text, 0.1)
    expect(short.length).toBeLessThan(text.length * 0.2)
    for (const template of templates) expect(short).toContain(template)
  })

  it('leaves rows of lists inside of rows out', () => {
    const files = rowsOf(12).map((row, at) => ({
      path: `src/${at}.ts`,
      messages: rowsOf(40, at),
      row,
    }))
    const short = folded(JSON.stringify(files), 0.25)
    expect(short.split('left out').length).toBeGreaterThan(6)
    expect(short).toContain('"src/0.ts"')
  })

  it('makes no hole in a record for a few entries of its own', () => {
    const names = ['accept', 'host', 'agent', 'referer', 'via', 'etag', 'cookie', 'origin']
    const rows = rowsOf(60).map((row, at) => ({
      ...row,
      headers: Object.fromEntries(
        names.map((name) => [name, [`${name} of ${at} in this request`]]),
      ),
    }))
    const short = folded(JSON.stringify(rows), 0.05)
    expect(short).toContain('left out')
    for (const [, before] of short.matchAll(/(.*)\n\[… /g)) expect(before).toMatch(/\}\},$/)
  })

  it('finds the outlier in a long list of numbers', () => {
    const numbers = Array.from({ length: 2000 }, (_, at) => (at * 7919) % 100)
    numbers[1234] = 9999
    expect(folded(JSON.stringify(numbers), 0.1)).toContain('9999')
  })
})

describe('an enormous array of scalars', () => {
  it('is told apart in stretches, numbered by its elements', () => {
    const numbers = Array.from({ length: 150_000 }, (_, at) => (at * 7919) % 100)
    numbers[77_777] = 123_456
    const text = JSON.stringify(numbers)
    const short = folded(text, 0.01)
    const [original, index] = [indexJson(text), indexJson(short, 0, { gaps: true })]
    if (original === undefined || index === undefined) throw new Error('not JSON')
    expect(tiles({ text, index: original }, { text: short, index })).toBe('')
    expect(short).toContain('123456')
    expect(short.length).toBeLessThan(text.length * 0.03)
    expect(fold(text, 500)?.total).toBe(150_000)
  })
})

describe('facts at the gap', () => {
  it('law: counts and numbers are those of the hidden rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(level, fc.nat(5000)), { minLength: 60, maxLength: 120 }),
        (cells) => {
          const rows = cells.map(([name, took], at) => ({
            at,
            level: name,
            took,
            note: 'x'.repeat(90),
          }))
          const text = JSON.stringify(rows)
          const result = fold(text, Math.floor(countTokens(text) * 0.3))
          const hidden = rows.filter((_, at) =>
            result?.omissions.some(({ from, to }) => from <= at + 1 && at + 1 <= to),
          )
          const facts = (result?.omissions ?? [])
            .map(({ summary }) => summary)
            .find((said) => said !== '')
          expect(facts).toBeDefined()
          for (const [, name, some, all] of (facts ?? '').matchAll(
            /(INFO|DEBUG|WARN) (\d+) of (\d+)/g,
          )) {
            expect(Number(some)).toBe(hidden.filter((row) => row.level === name).length)
            expect(Number(all)).toBe(rows.filter((row) => row.level === name).length)
          }
          const sorted = hidden.map((row) => row.took).sort((one, other) => one - other)
          const [, least, most, middle] =
            /took (\d+) to (\d+), middle (\d+)/.exec(facts ?? '') ?? []
          if (least === undefined) return
          expect(Number(least)).toBe(sorted[0])
          expect(Number(most)).toBe(sorted.at(-1))
          expect(Number(middle)).toBe(sorted[(sorted.length - 1) >> 1])
        },
      ),
      { numRuns: 40 },
    )
  })

  it('says nothing of two columns that look like one to a hash', () => {
    const [one, other] = keysOfOneHash()
    const rows = rowsOf(120).map(({ level }, at) => ({
      [one]: level,
      [other]: ['WARN', 'INFO'][at % 2],
      note: 'x'.repeat(80),
    }))
    const result = fold(JSON.stringify(rows), 1500)
    expect(result?.omissions.length).toBeGreaterThan(0)
    for (const { summary } of result?.omissions ?? []) expect(summary).not.toMatch(/ of \d/)
  })

  it('tells levels and the value the query asks about', () => {
    const rows = rowsOf(300).map((row, at) => ({ ...row, rule: `no-${'abcdefghij'[at % 10]}` }))
    const result = fold(JSON.stringify(rows), 1500, 'How many no-f findings?')
    const said = result?.omissions.map(({ summary }) => summary).join('\n')
    expect(said).toMatch(/rule no-f \d+ of 30[,;]/)
    expect(said).toMatch(/level INFO \d+ of \d+/)
  })

  it('names the hidden entries of a map of large values', () => {
    const paths = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `/v1/part-${at}`,
        { get: rowsOf(3, at)[0], put: 'y'.repeat(300) },
      ]),
    )
    const result = fold(JSON.stringify(paths), 700)
    const hidden = result?.omissions.flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, at) => `/v1/part-${from - 1 + at}`),
    )
    const said = result?.omissions.map(({ summary }) => summary).join('\n')
    for (const name of hidden ?? []) expect(said).toMatch(new RegExp(`${name}(?![0-9])`))
  })
})

describe('hostile input', () => {
  it.each([
    ['deep nesting', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['deep lists', `${'[1,2,3,'.repeat(5000)}4${']'.repeat(5000)}`],
    [
      'many keys',
      JSON.stringify(Object.fromEntries(rowsOf(5000).map((row, at) => [`k${at}`, row.took]))),
    ],
    [
      'strange keys',
      JSON.stringify(rowsOf(60).map((row) => ({ __proto__: 1, constructor: row, '': 2 }))),
    ],
    ['all null', JSON.stringify(Array.from({ length: 3000 }, () => null))],
    [
      'all the same',
      JSON.stringify(Array.from({ length: 1000 }, () => ({ a: 'same', b: [1, 2] }))),
    ],
    ['huge numbers', `[${Array.from({ length: 500 }, (_, at) => `1e${at}`).join(',')}]`],
    ['equal keys', `[${'{"a":1,"a":2,"b":"'.concat('x"},').repeat(200)}{}]`],
    [
      'lone surrogates',
      JSON.stringify(Array.from({ length: 200 }, (_, at) => ({ s: `\ud83d${at}` }))),
    ],
  ])('stays in bounds: %s', (_, text) => {
    const short = folded(text, 0.1, '["a"].b[0] __proto__ "x')
    expect(indexJson(short, 0, { gaps: true })).toBeDefined()
    expect(short.length).toBeLessThanOrEqual(text.length + 200)
  })
})
