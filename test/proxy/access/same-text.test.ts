import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sameText } from '../../../src/proxy/access/same-text.ts'

it('law: is true for the same text alone', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('a', 'aa', 'token', 'tokentoken', ''))
  fc.assert(
    fc.property(text, text, (given, secret) => {
      expect(sameText(given, secret)).toBe(given === secret)
      expect(sameText(given, given)).toBe(true)
    }),
  )
})

/** A text that counts how often it is looked into. */
function counting(text: string): { readonly text: string; readonly looks: () => number } {
  let looks = 0
  const charCodeAt = (at: number): number => {
    looks++
    return text.charCodeAt(at)
  }
  return {
    text: { length: text.length, charCodeAt } as unknown as string,
    looks: () => looks,
  }
}

it('looks at every character, wherever the first wrong one is, however long the secret is', () => {
  const looks = ['right', 'wrong', 'righT', 'Right'].flatMap((given) =>
    ['right', 'r', 'right and longer'].map((secret) => {
      const counted = counting(given)
      sameText(counted.text, secret)
      return counted.looks()
    }),
  )
  expect(new Set(looks)).toEqual(new Set([5]))
})
