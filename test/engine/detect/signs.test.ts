import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KINDS, WEIGHTS } from '../../../src/engine/detect/learnt.ts'
import { likelyKinds } from '../../../src/engine/detect/likely-kinds.ts'
import { sampleOf } from '../../../src/engine/detect/line-sample.ts'
import { SIGN_COUNT, signsOf } from '../../../src/engine/detect/signs.ts'

it('has a weight for every sign and kind', () => {
  expect(WEIGHTS).toMatch(/^[A-Za-z]+$/)
  expect(WEIGHTS).toHaveLength(SIGN_COUNT * KINDS.length)
})

it('law: signs are whole numbers between nothing and all lines, whatever the text', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const signs = [...signsOf(sampleOf(text))]
      expect(signs).toHaveLength(SIGN_COUNT)
      expect(signs.every((sign) => Number.isInteger(sign) && sign >= 0 && sign <= 64)).toBe(true)
    }),
  ))

it('law: the same lines ten times over bear the same signs of characters', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{3,9} [A-Z]{2,5}: [0-9]{1,4}$/), (line) => {
      const twice = signsOf(sampleOf(`${line}\n`.repeat(8)))
      const often = signsOf(sampleOf(`${line}\n`.repeat(16)))
      expect([...often.slice(0, 100)]).toEqual([...twice.slice(0, 100)])
    }),
  ))

it('ranks every kind once, the likeliest first', () => {
  const found = likelyKinds(sampleOf('src/a.c:12:5: warning: unused variable\n'.repeat(12)))
  expect(new Set(found.map(({ kind }) => kind)).size).toBe(KINDS.length)
  const scores = found.map(({ score }) => score)
  expect(scores).toEqual([...scores].sort((one, other) => other - one))
  expect(found[0]?.kind).toBe('build')
})
