import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rawAt } from '../../../src/proxy/json/json-spans.ts'

const blanks = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 3 })

const valueText = fc.oneof(
  fc.json(),
  fc.constantFrom('1.0', '-0', '1e+5', '12345678901234567890', '{ "a" : 1.10 }', '"\\u0041\\"]}"'),
)

const member = fc.record({ name: fc.string(), value: valueText, blanks })

it('law: gives the value as it was written', () => {
  fc.assert(
    fc.property(fc.array(member), valueText, fc.array(member), (before, value, after) => {
      const others = [before, after].map((list) => list.filter(({ name }) => name !== 'wanted'))
      const [first = [], last = []] = others
      const members = [...first, { name: 'wanted', value, blanks: ' ' }, ...last]
      const texts = members.map((one) => {
        const name = JSON.stringify(one.name)
        return `${one.blanks}${name}${one.blanks}:${one.blanks}${one.value}${one.blanks}`
      })
      expect(rawAt(` {${texts.join(',')}}`, ['wanted'])).toBe(value)
    }),
  )
})

it('takes the last of equal names, however they are escaped', () => {
  expect(rawAt('{"a":1,"\\u0061": 2.0 ,"b":{"a":3}}', ['a'])).toBe('2.0')
})

it('answers undefined for a name that is not there', () => {
  expect(rawAt('{}', ['a'])).toBeUndefined()
  expect(rawAt(' { "b" : { "a" : 1 } } ', ['a'])).toBeUndefined()
})
