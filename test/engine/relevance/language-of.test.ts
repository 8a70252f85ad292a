import { describe, expect, it } from 'vitest'
import { withLanguage } from '../../../src/engine/relevance/language-of.ts'

const read = (path: string) => ({
  tool: 'Read',
  callId: 'call_1',
  input: JSON.stringify({ file_path: path }),
})

describe('the language of code', () => {
  const cpp = { kind: 'code', language: 'cpp', confidence: 80 } as const

  it('is what the name of its file says', () => {
    expect(withLanguage(cpp, read('src/list.c'))).toEqual({ ...cpp, language: 'c' })
    expect(withLanguage(cpp, read('src/list.CC'))).toEqual(cpp)
    expect(withLanguage(cpp, read('a.b/main.tsx'))).toEqual({ ...cpp, language: 'tsx' })
  })

  it('is what the text looks like where no name says more', () => {
    for (const path of ['Makefile', 'list.unknown', 'c', '']) {
      expect(withLanguage(cpp, read(path))).toEqual(cpp)
    }
    expect(withLanguage(cpp, undefined)).toEqual(cpp)
  })

  it('is asked of code alone', () => {
    const prose = { kind: 'prose', confidence: 80 } as const
    expect(withLanguage(prose, read('a.py'))).toBe(prose)
  })
})
