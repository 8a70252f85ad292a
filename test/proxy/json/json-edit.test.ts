import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withItems, withoutValue, withValue } from '../../../src/proxy/json/json-edit.ts'
import { rawAt, rawItemsAt } from '../../../src/proxy/json/json-spans.ts'

const blank = fc.constantFrom('', ' ', '\n', '\t ')
const scalar = fc.constantFrom(
  '1.0',
  '-0',
  '1e5',
  'null',
  'true',
  '"a\\"]}"',
  '"\\\\"',
  '"é\\u00e9"',
)
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc
      .array(fc.tuple(blank, tie('value'), blank), { maxLength: 3 })
      .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
    fc
      .array(fc.tuple(blank, fc.constantFrom('a', 'b', '\\"'), blank, tie('value')), {
        maxLength: 3,
      })
      .map((list) => `{${list.map(([x, key, y, z]) => `${x}"${key}"${y}:${x}${z}`).join(',')}}`),
  ),
})).value

const list = fc.array(fc.tuple(blank, value, blank), { maxLength: 4 })
const listText = (items: readonly (readonly string[])[]): string =>
  ` {"x":{}, "list" : [${items.map((item) => item.join('')).join(',')}] , "y":[]}\n`

describe('editing JSON text', () => {
  it('law: values come as they are written', () => {
    fc.assert(
      fc.property(list, (items) => {
        const json = listText(items)
        expect(rawItemsAt(json, ['list'])).toEqual(items.map(([, raw]) => raw))
        for (const [at, [, raw]] of items.entries()) expect(rawAt(json, ['list', at])).toBe(raw)
        expect(rawAt(json, ['list', items.length])).toBeUndefined()
      }),
    )
  })

  it('law: what is replaced, taken out or put in is that, and no other byte', () => {
    fc.assert(
      fc.property(list, value, fc.nat(4), (items, fresh, at) => {
        const json = listText(items)
        const raws = items.map(([, raw]) => raw)
        const replaced = withValue(json, ['list', at], fresh)
        expect(rawItemsAt(replaced, ['list'])).toEqual(
          raws.map((raw, position) => (position === at ? fresh : raw)),
        )
        if (at < items.length)
          expect(replaced.length).toBe(json.length + fresh.length - (raws[at]?.length ?? 0))
        expect(
          rawItemsAt(withItems(json, ['list'], { items: [fresh, '0'], position: at }), ['list']),
        ).toEqual(raws.toSpliced(at, 0, fresh, '0'))
        const without = withoutValue(json, ['list', at])
        expect(rawItemsAt(without, ['list'])).toEqual(raws.toSpliced(at, 1))
        for (const text of [replaced, without]) {
          expect(text.startsWith(' {"x":{}, "list" : [')).toBe(true)
          expect(text.endsWith('] , "y":[]}\n')).toBe(true)
          JSON.parse(text)
        }
      }),
    )
  })

  it('adds a member that is missing, and changes nothing where the path leads nowhere', () => {
    expect(withValue('{ }', ['a'], '1')).toBe('{"a":1 }')
    expect(withValue('{"b":[] }', ['a'], '1')).toBe('{"b":[],"a":1 }')
    expect(withValue('{"b":1}', ['a', 'c'], '1')).toBe('{"b":1}')
    expect(withItems('{"b":1}', ['b'], { items: ['1'] })).toBe('{"b":1}')
    expect(withItems('{"b":[ ]}', ['b'], { items: ['1'] })).toBe('{"b":[1 ]}')
  })

  it('takes the last of equal names, however they are escaped', () => {
    expect(rawAt('{"a":1,"\\u0061":2.0}', ['a'])).toBe('2.0')
    expect(withoutValue('{"a":1, "b":2 }', ['b'])).toBe('{"a":1 }')
    expect(withoutValue('{ "a":1, "b":2 }', ['a'])).toBe('{ "b":2 }')
    expect(withoutValue('{ "a":1 }', ['a'])).toBe('{  }')
  })

  it('reads a deep value without a deep stack', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    expect(rawAt(`{"a":${deep},"b":1}`, ['b'])).toBe('1')
  })
})
