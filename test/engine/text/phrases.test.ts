import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PhraseIndex } from '../../../src/engine/text/phrases/phrase-index.ts'
import { type Stretch, stretchOf } from '../../../src/engine/text/phrases/stretch.ts'

const phrase = fc
  .array(fc.constantFrom('error', 'request', 'from ', 'the ', 'client', '/api', '=42', ' - '), {
    minLength: 2,
    maxLength: 4,
  })
  .map((words) => words.join(''))
  .filter((text) => text.length >= 6)

function usesOf(index: PhraseIndex, stretch: Stretch, units?: Int32Array): readonly string[] {
  const uses: string[] = []
  index.forEachUse(stretch, (at, start, end) => uses.push(`${at} ${start}-${end}`), units)
  return uses
}

describe('uses of phrases', () => {
  it('law: where many phrases may begin is enough to find some of them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(phrase, { minLength: 2, maxLength: 12 }),
        fc.array(phrase, { maxLength: 60 }),
        fc.nat(),
        (phrases, text, some) => {
          const stretch = stretchOf(text.join(' | '))
          const units = new PhraseIndex(phrases).unitsIn(stretch)
          const fewer = new PhraseIndex(phrases.slice(0, 1 + (some % phrases.length)))
          expect(usesOf(fewer, stretch, units)).toEqual(usesOf(fewer, stretch))
        },
      ),
    )
  })

  it('the longest phrase that ends with a word is used, and none within another', () => {
    const stretch = stretchOf('request from client; request from clients; request from')
    const index = new PhraseIndex(['request from', 'request from client', 'from client'])
    expect(usesOf(index, stretch)).toEqual(['1 0-19', '0 21-33', '0 43-55'])
  })
})
