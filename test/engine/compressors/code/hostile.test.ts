import { beforeAll, describe, expect, it } from 'vitest'
import type { Platform } from '../../../../src/engine/contracts/platform.ts'
import { parsersOn } from '../../../../src/engine/parsers.ts'
import { testPlatform } from '../../platform.ts'
import { expectHonest, outlineOf, parserOn } from './outline.ts'
import { SAMPLES } from './samples.ts'

let platform: Platform

beforeAll(async () => {
  const host = await testPlatform()
  platform = { ...host, openParser: parsersOn(host) }
})

const sample = (language: string): string =>
  SAMPLES.find((candidate) => candidate.language === language)?.source ?? ''

describe('source made to be hard', () => {
  it('is given up by the parser, which reads the next as if nothing had been', async () => {
    const parser = await parserOn(platform, 'java')
    const java = sample('java')
    const before = outlineOf(java, { language: 'java', parser })
    expect(parser.captures('a<'.repeat(20_000), '(ERROR) @error')).toBeUndefined()
    expect(parser.captures(`${java}${'a<'.repeat(20_000)}`, '(ERROR) @error')).toBeUndefined()
    expect(outlineOf(java, { language: 'java', parser })).toBe(before)
  })

  it('goes by indentation then', async () => {
    const parser = await parserOn(platform, 'java')
    const text = `${sample('java')}// ${'\n'}${'a<'.repeat(20_000)}\n`
    const outline = outlineOf(text, { language: 'java', parser })
    expectHonest(text, outline)
    expect(outline).not.toContain('hiddenItems')
    expect(outline).toContain('public <T extends Priced> List<T> items')
  })

  it.each(['javascript', 'python', 'cpp', 'java', 'go', 'rust'])(
    '%s without end',
    async (language) => {
      const parser = await parserOn(platform, language)
      for (const piece of [
        '(',
        '{\n',
        'f("",',
        '[\n',
        'if (a) {\n',
        '() => {\n',
        '"',
        '/*',
        '`${',
      ]) {
        const text = `${sample(language)}\n${piece.repeat(3000)}\n${sample(language)}`
        expectHonest(text, outlineOf(text, { language, parser }))
      }
    },
  )
})

describe('very long source', () => {
  it('goes by indentation beyond the parser’s bound', async () => {
    const parser = await parserOn(platform, 'python')
    const text = sample('python').repeat(700)
    expect(text.length).toBeGreaterThan(500_000)
    const outline = outlineOf(text, { language: 'python', parser })
    expectHonest(text, outline)
    expect(outline).not.toContain('hidden_price')
    expect(outline).toContain('def price(self, rate=1):')
  })

  it('on one line has nothing to cut along', async () => {
    const parser = await parserOn(platform, 'javascript')
    const text = 'function f(a){return a+1}'.repeat(10_000)
    expect(outlineOf(text, { language: 'javascript', parser })).toBe(text)
    expect(outlineOf(text, { language: 'javascript' })).toBe(text)
  })
})

describe('without a parser', () => {
  it.each(SAMPLES.filter(({ language }) => language !== 'css'))(
    '$language',
    ({ source, shown }) => {
      const outline = outlineOf(source, { language: 'unheard of' })
      expectHonest(source, outline)
      expect(outline.length).toBeLessThan((source.length * 4) / 5)
      const lines = outline.split('\n')
      for (const line of shown) expect(lines).toContain(line)
    },
  )
})
