import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  indexJson,
  indexJsonSequence,
  JSON_KIND,
  type JsonIndex,
  keyEnd,
} from '../../../src/engine/text/json-index.ts'

/** Builds the value again from the index's spans alone: a wrong span gives a wrong value. */
function valueAt(text: string, index: JsonIndex, node: number): unknown {
  const { kinds, starts, ends, nexts } = index
  const kind = kinds[node]
  if (kind !== JSON_KIND.object && kind !== JSON_KIND.array) {
    return JSON.parse(text.slice(starts[node], ends[node]))
  }
  const members: [string, unknown][] = []
  for (let child = node + 1; child < (nexts[node] ?? 0); child = nexts[child] ?? 0) {
    const key = index.keys[child] ?? -1
    const name = key === -1 ? '""' : text.slice(key, keyEnd(text, index, child))
    members.push([JSON.parse(name), valueAt(text, index, child)])
  }
  return kind === JSON_KIND.array ? members.map(([, value]) => value) : Object.fromEntries(members)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function accepts(text: string): boolean {
  const index = indexJson(text)
  return index !== undefined && /^[ \t\r\n]*$/.test(text.slice(index.ends[0]))
}

const indent = fc.constantFrom('', ' ', '  ', '\t')
const printed = fc
  .tuple(fc.jsonValue({ maxDepth: 5 }), indent)
  .map(([value, gap]) => JSON.stringify(value, null, gap))

describe('indexJson', () => {
  it('law: spans give back the value JSON.parse gives', () => {
    fc.assert(
      fc.property(printed, (text) => {
        const index = indexJson(text)
        expect(index?.ends[0]).toBe(text.length)
        if (index !== undefined) expect(valueAt(text, index, 0)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('law: accepts exactly what JSON.parse accepts', () => {
    const noise = fc.constantFrom(
      ...['"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.', 'e', '+', '1', ' ', '\n'],
      ...['\\u00', 'true', 'nul', '\u0001', '\ud800', '\ufeff', '[… rows 1-2 (2) left out]', "'"],
    )
    const mutated = fc
      .tuple(printed, fc.array(fc.tuple(fc.nat(), fc.nat(2), noise), { maxLength: 3 }))
      .map(([text, edits]) =>
        edits.reduce((result, [at, cut, insert]) => {
          const place = at % (result.length + 1)
          return result.slice(0, place) + insert + result.slice(place + cut)
        }, text),
      )
    fc.assert(
      fc.property(mutated, (text) => {
        expect(accepts(text)).toBe(isJson(text))
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        expect(accepts(text)).toBe(isJson(text))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('indexJson by example', () => {
  it.each([
    [
      '',
      '01',
      '-',
      '1.',
      '.5',
      '1e',
      '+1',
      'NaN',
      'Infinity',
      '[1,]',
      '{"a":1,}',
      '{"a"}',
      '{a:1}',
    ],
    [
      '"\\x"',
      '"\\u12g4"',
      '"\t"',
      '"a',
      "'a'",
      '[',
      '{',
      '[1 2]',
      '{"a" 1}',
      'tru',
      'nulL',
      '\ufeff1',
    ],
  ])('refuses what is not JSON', (...texts) => {
    for (const text of texts) expect(accepts(text)).toBe(false)
  })

  it('keeps lexemes, duplicate keys and order as they are written', () => {
    const text = ' {"b": 1.0, "a" : -0,"b":1e400, "\\u0061": "\\/\\ud800"} tail'
    const index = indexJson(text)
    expect(index?.ends[0]).toBe(text.length - 5)
    if (index === undefined) return
    const members = [1, 2, 3, 4].map((node) => [
      text.slice(index.keys[node], keyEnd(text, index, node)),
      text.slice(index.starts[node], index.ends[node]),
    ])
    expect(members).toEqual([
      ['"b"', '1.0'],
      ['"a"', '-0'],
      ['"b"', '1e400'],
      ['"\\u0061"', '"\\/\\ud800"'],
    ])
  })
})

describe('indexJson at its edges', () => {
  it('holds a million levels', () => {
    const depth = 1_000_000
    const index = indexJson('['.repeat(depth) + ']'.repeat(depth))
    expect(index?.count).toBe(depth)
    expect(index?.nexts[depth - 1]).toBe(depth)
    expect(indexJson('{"a":'.repeat(depth))).toBeUndefined()
  })

  it('starts where it is told and says where the value ends', () => {
    const index = indexJson('x: [1] y', 2)
    expect([index?.starts[0], index?.ends[0], index?.count]).toEqual([3, 6, 2])
  })

  it('reads gap lines as rows only when asked', () => {
    const gap = '[… rows 2-9 (8) left out]'
    for (const text of [
      `[1,\n${gap}\n2]`,
      `[\n${gap}\n1]`,
      `[1,\n${gap}\n]`,
      `{"a":1,\n${gap}\n}`,
    ]) {
      expect(indexJson(text)).toBeUndefined()
      const kinds = [...(indexJson(text, 0, { gaps: true })?.kinds ?? [])]
      expect(kinds.filter((kind) => kind === JSON_KIND.gap)).toHaveLength(1)
    }
    for (const text of [
      `[1,${gap}\n2]`,
      `[1\n${gap}\n2]`,
      `[1,\n${gap}\n,2]`,
      `{"a":\n${gap}\n}`,
    ]) {
      expect(indexJson(text, 0, { gaps: true })).toBeUndefined()
    }
  })
})

describe('indexJsonSequence', () => {
  it('law: reads lines of JSON as the elements of one array', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const text = values.map((value) => `${JSON.stringify(value)}\n`).join('')
        const index = indexJsonSequence(text, { start: 0, end: text.length })
        expect(index && valueAt(text, index, 0)).toEqual(JSON.parse(JSON.stringify(values)))
      }),
    )
  })

  it('refuses text among the values', () => {
    expect(indexJsonSequence('1\n,2', { start: 0, end: 4 })).toBeUndefined()
    expect(indexJsonSequence('{}\nx', { start: 0, end: 4 })).toBeUndefined()
    expect(indexJsonSequence('[1,2]', { start: 0, end: 3 })).toBeUndefined()
  })
})
