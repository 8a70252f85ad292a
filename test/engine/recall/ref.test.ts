import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRef, refOf, refsOf } from '../../../src/engine/recall/ref.ts'
import { sha256 } from '../../../src/engine/text/sha256.ts'

const anyText = fc.string({ unit: 'binary' })

it('law: a ref is read as itself, also with white space around it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const ref = refOf(text)
      expect(ref).toMatch(/^[0-9a-f]{14}$/)
      expect(parseRef(ref)).toBe(ref)
      expect(parseRef(` ${ref}\r\n`)).toBe(ref)
    }),
  )
})

it('has longer refs for a clash, all of which are read', () => {
  const refs = refsOf(sha256('text'))
  expect(refs.map((ref) => ref.length)).toEqual([14, 26, 66])
  expect(refs.map((ref) => parseRef(ref))).toEqual(refs)
  expect(refs[2]).toContain(sha256('text'))
})

it('pins the refs, which stand in saved conversations', () => {
  expect(refOf('')).toBe('e3b0c44298fc95')
})

it('sees nearly every mistyped digit', () => {
  const ref = refOf('any text')
  const mistyped = [...ref].flatMap((_, at) =>
    [...'0123456789abcdef'].map((digit) => ref.slice(0, at) + digit + ref.slice(at + 1)),
  )
  const slipped = mistyped.filter((text) => text !== ref && parseRef(text) !== undefined)
  expect(slipped.length).toBeLessThanOrEqual(3)
})

it.each([
  '',
  'deadbeefdead',
  refOf('a').toUpperCase(),
  `${refOf('a')} ${refOf('b')}`,
  `"${refOf('a')}"`,
  '../..',
  "'; DROP TABLE originals; --",
  `${refOf('a')}\u0000`,
  ' '.repeat(90) + refOf('a'),
  '0'.repeat(101),
])('refuses %j', (text) => {
  expect(parseRef(text)).toBeUndefined()
})
