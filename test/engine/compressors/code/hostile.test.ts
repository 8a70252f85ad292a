import { beforeAll, describe, expect, it } from 'vitest'
import type { SyntaxParser } from '../../../../src/engine/contracts/abilities.ts'
import type { Platform } from '../../../../src/engine/contracts/platform.ts'
import { parsersOn } from '../../../../src/engine/parsers.ts'
import { testPlatform } from '../../platform.ts'
import { errorsIn, expectHonest, outlineOf, parserOn } from './outline.ts'
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

  it('leaves no trace in the scanner of Swift', async () => {
    const parser = await platform.openParser?.('swift')
    if (parser === undefined) return
    const text = `let raw = #"x"#\n#if DEBUG\n${sample('swift')}\n#endif\n`
    const before = outlineOf(text, { language: 'swift', parser })
    expect(errorsIn(parser, text)).toBe(0)
    for (const open of ['let raw = #"x', 'let raw = ##"x \\##(', 'func f() { g(#"x\\#(y']) {
      expect(errorsIn(parser, open)).toBeGreaterThan(0)
      expect(errorsIn(parser, text)).toBe(0)
      expect(outlineOf(text, { language: 'swift', parser })).toBe(before)
    }
  })

  it.each(['javascript', 'python', 'cpp', 'java', 'go', 'rust', 'kotlin', 'swift'])(
    '%s without end',
    async (language) => {
      const parser = await platform.openParser?.(language)
      for (const piece of [
        '(',
        '{\n',
        'f("",',
        '[\n',
        'if (a) {\n',
        '() => {\n',
        '"',
        '/*',
        '/* ',
        '`${',
      ]) {
        const text = `${sample(language)}\n${piece.repeat(3000)}\n${sample(language)}`
        expectHonest(text, outlineOf(text, { language, parser }))
      }
    },
  )
})

describe('comments that nothing closes', () => {
  const unread: SyntaxParser = {
    captures: () => {
      throw new Error('was read')
    },
  }

  it('are not read again and again', () => {
    for (const piece of ['/* ', '/*', '/*/ ', '/* /* */ ']) {
      const text = `${sample('java')}${piece.repeat(6000)}\n`
      const outline = outlineOf(text, { language: 'java', parser: unread })
      expect(outline).toBe(outlineOf(text, { language: 'java' }))
    }
  })

  it('may be some, and closed ones many', () => {
    const read = [`${'/* a */ '.repeat(6000)}/* b`, "'src/**/*.ts' ".repeat(400)]
    for (const piece of read) {
      const text = `${sample('java')}${piece}\n`
      expect(() => outlineOf(text, { language: 'java', parser: unread })).toThrow('was read')
    }
  })
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
