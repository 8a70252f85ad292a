import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packJson } from '../../../../src/engine/compressors/json/pack.ts'
import { printPacked } from '../../../../src/engine/text/packed-header.ts'
import { context, eager } from './contexts.ts'
import { anyDocument, printTree, styles, type Tree } from './documents.ts'

function pack(text: string, using = context): string {
  const passage = { text, content: { kind: 'json' as const, confidence: 100 }, folded: false }
  return packJson.pack(passage, using) ?? ''
}

/** The very bytes; or, where rows among its lines were taken for a sequence, all but its blanks. */
function expectDataAgain(packed: string, again: string): void {
  const proof = packJson.preserves(packed, again)
  expect(proof).toBe(packJson.unpack(again) === packed ? 'bytes' : 'json-equal')
}

const printed = fc
  .tuple(anyDocument, fc.constantFrom(...styles), fc.constantFrom('', '\n', '\n\n', ' ', '\r\n'))
  .map(([tree, style, end]) => printTree(tree, style) + end)

describe('json/pack laws', () => {
  it('law: unpacking gives back the bytes, in every layout', () => {
    fc.assert(
      fc.property(printed, (text) => {
        const packed = pack(text, eager)
        if (packed === '') return
        expect(packJson.unpack(packed)).toBe(text)
        expect(packJson.preserves(text, packed)).toBe('bytes')
      }),
      { numRuns: 250 },
    )
  })

  it('law: sequences of documents and text around them come back too', () => {
    const compact = styles[0]
    if (compact === undefined) return
    const lines = fc
      .array(anyDocument, { minLength: 2, maxLength: 6 })
      .map((trees) => trees.map((tree) => printTree(tree, compact)).join('\n'))
    const around = fc.constantFrom(
      '',
      '\n',
      'HTTP/1.1 200 OK\nx: y\n\n',
      'Result: ',
      '\nexit 0\n',
      ' ok',
    )
    fc.assert(
      fc.property(fc.oneof(lines, printed), around, around, (json, before, after) => {
        const packed = pack(before + json + after, eager)
        const proof = packed === '' ? 'bytes' : packJson.preserves(before + json + after, packed)
        expect(proof).toBeDefined()
      }),
      { numRuns: 150 },
    )
  })

  it('law: what is packed is data when it is packed again', () => {
    fc.assert(
      fc.property(printed, (text) => {
        const packed = pack(text, eager)
        const again = pack(packed, eager)
        if (again !== '') expectDataAgain(packed, again)
      }),
      { numRuns: 100 },
    )
  })

  it('law: a text without JSON in it, or with broken JSON, is left alone', () => {
    for (const text of ['', 'plain', '[1,2', '{"a":NaN}', '[2024-01-15 10:00] x', '12', '"x"']) {
      expect(pack(text)).toBe('')
    }
  })
})

describe('json/pack unpacking', () => {
  it('law: never throws, and gives nothing that fails its checksum', () => {
    const broken = fc
      .tuple(
        printed,
        fc.nat(),
        fc.nat(6),
        fc.constantFrom('', '@1', '*1', '&1', '~a"', ',', '\n', '{'),
      )
      .map(([text, at, cut, insert]) => {
        const packed = pack(text, eager)
        const place = packed.indexOf('#') + 10 + (at % Math.max(1, packed.length - 20))
        return packed.slice(0, place) + insert + packed.slice(place + cut)
      })
    fc.assert(
      fc.property(broken, (packed) => {
        const unpacked = packJson.unpack(packed)
        if (unpacked !== undefined) expect(packJson.preserves(unpacked, packed)).toBe('bytes')
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    ['names in a circle', '[&1 *1,*1]'],
    ['names that grow', `[&1 1,1]${'[*1,*1,*1]'.repeat(50)}`],
    ['rows of no table', '@1[3]\n1\n2\n3'],
    ['too few rows', '@1: a\n@1[9]\n1'],
    ['too many rows', '@1: a\n@1[999999999]\n1'],
    [
      'rows too deep',
      `@1(@1): a,b\n@1[1]\n${Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}1,@1[]`).join('\n')}`,
    ],
    ['brackets without end', '['.repeat(200_000)],
    ['closings first', ']]}}'],
    ['an unknown prefix', '[~q"x"]'],
    ['nothing', ''],
  ])('refuses %s', (_, body) => {
    const packed = printPacked({ form: 'json', check: '00000000', legend: 'indent 2', body })
    expect(packJson.unpack(packed)).toBeUndefined()
  })

  it('refuses other forms, headers and layouts', () => {
    const packed = pack('{"a": [1, 2, 3]}')
    expect(packJson.unpack(packed)).toBe('{"a": [1, 2, 3]}')
    expect(pack('{"a":[1,2,3]}')).toBe('')
    expect(packJson.unpack(packed.replace('json#', 'log#'))).toBeUndefined()
    expect(packJson.unpack(packed.replace('compact', 'dense'))).toBeUndefined()
    expect(packJson.unpack(packed.slice(1))).toBeUndefined()
  })
})

describe('json/pack by example', () => {
  const users: Tree[] = Array.from({ length: 20 }, (_, id) => ({
    kind: 'object',
    members: [
      ['"id"', { kind: 'scalar', lexeme: String(id) }],
      ['"name"', { kind: 'scalar', lexeme: `"user number ${id}"` }],
      ['"plan"', { kind: 'scalar', lexeme: id % 3 === 0 ? '"free"' : '"paid"' }],
    ],
  }))

  it('writes keys once and a row for each object', () => {
    const text = JSON.stringify(
      JSON.parse(`{"users":${printTree({ kind: 'array', items: users }, styles[0] ?? fail())}}`),
      null,
      2,
    )
    const [header, head, open, first] = pack(text).split('\n')
    expect(header).toMatch(/^\[packed json#[0-9a-f]{8} indent 2; /)
    expect(head).toMatch(/^@1: id/)
    expect(open).toBe('{"users":@1[20]')
    expect(first?.length).toBeLessThan(30)
  })

  it('proves the bytes of no other text', () => {
    const rows = Array.from({ length: 20 }, (_, id) => ({
      id,
      name: `name ${id * 7}`,
      tags: ['a'],
    }))
    const text = `${JSON.stringify(rows, undefined, 2)}\n`
    const packed = pack(text)
    expect(packJson.preserves(text, packed)).toBe('bytes')
    for (const other of [`${text}\n`, text.slice(0, -1), ` ${text}`, text.replace(': 7', ':7')]) {
      expect(packJson.preserves(other, packed)).toBe('json-equal')
    }
    expect(packJson.preserves(text.replace('name 7"', 'name 8"'), packed)).toBeUndefined()
    const forged = packed.replace(/#[0-9a-f]{8}/, '#00000000')
    expect(packJson.preserves(text, forged)).toBeUndefined()
    const tampered = packed.replace(/\d(?=\D*$)/, (digit) => String(9 - Number(digit)))
    expect(tampered).not.toBe(packed)
    expect(packJson.preserves(text, tampered)).toBeUndefined()
  })

  it('keeps tables whose first column is cut to what begins with a space or a table name', () => {
    const starts = [' x', '@1 x', '@1', ' ']
    const rows = Array.from({ length: 100 }, (_, at) => ({
      title: `The same beginning of it all:${starts[at % 25] ?? 'No '}${at * 7919}`,
      other: at * 31,
    }))
    const text = JSON.stringify(rows)
    const packed = pack(text)
    expect(packed).toContain('@1[100]')
    expect(packed).toMatch(/^=The same beginning/m)
    expect(packJson.preserves(text, packed)).toBe('bytes')
  })

  it('says so where white space is lost, and keeps all else', () => {
    const text = '{"a": [1,2,\n 3],  "b":1.0, "b":{"c" :null}}'
    const packed = pack(text)
    expect(packed).toContain('white space not kept')
    expect(packJson.preserves(text, packed)).toBe('json-equal')
    expect(packJson.unpack(packed)).toBe('{"a":[1,2,3],"b":1.0,"b":{"c":null}}')
    expect(packJson.preserves(text.replace('1.0', '1'), packed)).toBeUndefined()
    expect(packJson.preserves(text.replace('"a"', '" a"'), packed)).toBeUndefined()
  })

  it('holds nesting of any depth', () => {
    const depth = 20_000
    for (const text of [
      `${'["a", '.repeat(depth)}1${']'.repeat(depth)}`,
      `${'{"a": '.repeat(depth)}1${'}'.repeat(depth)}`,
      `[${'[{"a": 1}, '.repeat(depth)}1${']'.repeat(depth)}]`,
    ]) {
      expect(packJson.unpack(pack(text))).toBe(text)
    }
  })

  it('tells absent from null, empty and zero', () => {
    const rows = [
      '{"a":null,"b":1}',
      '{"a":"","b":2}',
      '{"b":3}',
      '{"a":0,"b":4}',
      '{}',
      '{"a":"null","b":5}',
    ]
    const text = `[${[...rows, ...rows, ...rows].join(',')}]`
    expect(packJson.unpack(pack(text, eager))).toBe(text)
  })

  it('shows a table that recurs once, and goes on with the rows behind it', () => {
    const table = (from: number): object[] =>
      Array.from({ length: 8 }, (_, id) => ({
        id: from + id * id,
        name: `item ${(from + id) % 5}`,
      }))
    const text = JSON.stringify({
      a: table(1),
      b: table(50),
      c: table(1),
      d: table(90),
      e: table(50),
    })
    const packed = pack(text, eager)
    expect(packed).toContain('&1@1[8]')
    expect(packed).toContain('"c":*1')
    expect(packJson.unpack(packed)).toBe(text)
  })

  it('keeps rows whose keys stand in another order', () => {
    const rows = Array.from({ length: 12 }, (_, id) =>
      id % 5 === 4 ? `{"b":${id},"a":1}` : `{"a":1,"b":${id}}`,
    )
    const text = `[${rows.join(',')}]`
    expect(packJson.unpack(pack(text, eager))).toBe(text)
  })
})

function fail(): never {
  throw new Error('no style')
}
