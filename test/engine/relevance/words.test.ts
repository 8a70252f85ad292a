import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eachWord, isWordAt, lowerAscii, wordHash } from '../../../src/engine/relevance/words.ts'

function wordsOf(text: string, escaped = false): string[] {
  const words: string[] = []
  eachWord(text, { start: 0, end: text.length, escaped }, (start, end) => {
    words.push(lowerAscii(text.slice(start, end)))
  })
  return words
}

describe('words', () => {
  it.each([
    ['FormComponent52', ['form', 'component', '52', 'formcomponent52']],
    ['HTTPServer', ['http', 'server', 'httpserver']],
    ['jwt_handler.py', ['jwt', 'handler', 'py']],
    ['a1b2c3 9e7ad157', ['a1b2c3', '9e7ad157']],
    ['src/auth-v2', ['src', 'auth', 'v2']],
    ['ECONNREFUSED', ['econnrefused']],
    ['Ärger über Öl', ['Ärger', 'über', 'Öl']],
    ['日本語', ['日本', '本語']],
    ['木 and 木材', ['木', 'and', '木材']],
    ['ok…→ done', ['ok', 'done']],
  ])('splits %s where a reader would', (text, words) => {
    expect(wordsOf(text).sort()).toEqual([...words].sort())
  })

  it('takes backslash escapes for separators only where asked to', () => {
    expect(wordsOf('a\\nError\\u00e9b', true)).toEqual(['a', 'error', 'b'])
    expect(wordsOf('C:\\new', false)).toEqual(['c', 'new'])
  })

  it('law: every word is hashed as it is spelled, and lies inside the span', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(5), (text, start) => {
        const span = { start, end: Math.max(start, text.length), escaped: false }
        eachWord(text, span, (from, to, hash) => {
          const word = lowerAscii(text.slice(from, to))
          expect(from).toBeGreaterThanOrEqual(start)
          expect(to).toBeGreaterThan(from)
          expect(hash).toBe(wordHash(word))
          expect(isWordAt(text, { start: from, end: to }, word)).toBe(true)
        })
      }),
    )
  })
})
