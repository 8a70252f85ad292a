import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recognizeJson as recognize } from '../../../src/engine/detect/json.ts'
import { sampleOf } from '../../../src/engine/detect/line-sample.ts'

function recognizeJson(text: string): number {
  return recognize(sampleOf(text))
}

describe('recognizeJson', () => {
  it('law: knows every object and array, in any layout', () => {
    const documents = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()))
    fc.assert(
      fc.property(documents, fc.constantFrom('', '  ', '\t'), (value, indent) => {
        expect(recognizeJson(JSON.stringify(value, null, indent))).toBe(100)
      }),
    )
  })

  it('knows sequences of documents', () => {
    expect(recognizeJson('{"a":1}\n{"a":2}\n')).toBe(95)
    expect(recognizeJson('{\n  "a": 1\n}\n{\n  "a": 2\n}')).toBe(95)
  })

  it('knows a document with some text around it', () => {
    const body = JSON.stringify({ items: ['one', 'two', 'three', 'four'] })
    expect(recognizeJson(`HTTP/1.1 200 OK\ncontent-type: json\n\n${body}`)).toBe(80)
    expect(recognizeJson(`${body}\n\nexit code 0`)).toBe(80)
  })

  it('knows a document behind words, on one of the first lines', () => {
    const rows = JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id, name: `user ${id}` })))
    expect(recognizeJson(`Output: ${rows}`)).toBe(95)
    expect(recognizeJson(`<untrusted>\nOutput: ${rows}\n</untrusted>`)).toBe(95)
    expect(recognizeJson(`a\nb\nc\nOutput: ${rows}`)).toBe(0)
  })

  it('looks on where a first line only quotes JSON', () => {
    const rows = JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id, name: `user ${id}` })))
    expect(recognizeJson(`called with {"page":1}\n${rows}`)).toBe(95)
  })

  it.each([
    ['a scalar', '12'],
    ['prose', 'See [1] and {x}.\n[2] More.'],
    ['a log', '[2024-01-15 10:00:00] started\n[2024-01-15 10:00:01] done\n'],
    ['cut off', '[{"a":1},{"a":2},{"a"'],
    ['NaN', '[{"a":NaN}]'],
    ['lines of JSON among others', '{"a":1}\nINFO ok\n{"a":2}\nINFO ok and done with all of it\n'],
    ['empty', ''],
    ['a long text that only begins like JSON', `[1,2,3\n${'word '.repeat(60_000)}`],
    ['a long broken text', `[{"a":1 ${'"x",'.repeat(60_000)}]`],
  ])('is honest about %s', (_, text) => {
    expect(recognizeJson(text)).toBe(0)
  })

  it('judges a long text by its ends and its first value', () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `row ${id}` }))
    expect(recognizeJson(JSON.stringify(rows))).toBe(95)
    expect(recognizeJson(JSON.stringify({ rows, more: 1 }, null, 2))).toBe(95)
    expect(recognizeJson(`{"a" ${JSON.stringify(rows)}}`)).toBe(0)
  })
})
