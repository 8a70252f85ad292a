import { beforeAll, describe, expect, it } from 'vitest'
import type { SyntaxParser } from '../../../../src/engine/contracts/abilities.ts'
import type { Platform } from '../../../../src/engine/contracts/platform.ts'
import { detect } from '../../../../src/engine/detect/detect.ts'
import { parsersOn } from '../../../../src/engine/parsers.ts'
import { parseGap } from '../../../../src/engine/text/gap-line.ts'
import { testPlatform } from '../../platform.ts'
import {
  errorsIn,
  expectHonest,
  outlineOf,
  parserOn,
  signaturesIn,
  withoutGaps,
} from './outline.ts'
import { SAMPLES } from './samples.ts'

/** Languages that every runtime has a grammar for. */
const EVERYWHERE = new Set([
  'python',
  'javascript',
  'jsx',
  'typescript',
  'tsx',
  'go',
  'rust',
  'java',
  'c',
  'cpp',
])

let platform: Platform

beforeAll(async () => {
  const host = await testPlatform()
  platform = { ...host, openParser: parsersOn(host) }
})

describe.each(SAMPLES)('$language', ({ language, source, shown, hidden, parsed = [] }) => {
  it('is told from the text alone', () => {
    expect(detect(source)).toMatchObject({ kind: 'code', language })
  })

  it('has a parser where it must', async () => {
    const isThere = (await platform.openParser?.(language)) !== undefined
    expect(isThere).toBe(EVERYWHERE.has(language) || platform.name !== 'worker')
  })

  it('shows what there is and leaves out what it does', async () => {
    const parser = await platform.openParser?.(language)
    const outline = outlineOf(source, { language, parser })
    expectHonest(source, outline)
    const lines = outline.split('\n')
    if (language === 'css' && parser === undefined) return
    const absent = parser === undefined ? hidden : [...hidden, ...parsed]
    for (const line of shown) expect(lines).toContain(line)
    for (const word of absent) expect(outline).not.toContain(word)
  })

  it('reads again without new errors', async () => {
    const parser = await platform.openParser?.(language)
    if (parser === undefined) return
    const rest = withoutGaps(source, outlineOf(source, { language, parser }), { language, parser })
    expect(rest).not.toBe(source)
    expect(errorsIn(parser, source)).toBe(0)
    expect(errorsIn(parser, rest)).toBe(0)
    const signatures = signaturesIn(source, { language, parser })
    expect(signatures.length).toBeGreaterThan(0)
    expect(signaturesIn(rest, { language, parser })).toEqual(signatures)
  })

  it('leaves the same out of a numbered view', async () => {
    const parser = await platform.openParser?.(language)
    const plain = outlineOf(source, { language, parser })
    const gaps = (text: string) => text.split('\n').flatMap((line) => parseGap(line) ?? [])
    const views: readonly ((line: string, at: number) => string)[] = [
      (line, at) => `${String(at + 1).padStart(6)}\t${line}`,
      (line, at) => `${String(at + 1).padStart(6)}→${line}`,
      (line, at) => `${at + 1}:${line}`,
      (line, at) => `${at + 1}: ${line}`,
    ]
    for (const view of views) {
      const numbered = source.split('\n').map(view).join('\n')
      const outline = outlineOf(numbered, { language, parser })
      expectHonest(numbered, outline)
      expect(gaps(outline).map(({ from, to }) => [from, to])).toEqual(
        gaps(plain).map(({ from, to }) => [from, to]),
      )
    }
  })

  it('takes other line ends, byte order marks and signs beyond the first plane', async () => {
    const parser = await platform.openParser?.(language)
    const plain = outlineOf(source, { language, parser })
    for (const change of [
      (text: string) => text.replaceAll('\n', '\r\n'),
      (text: string) => (language === 'php' || language === 'bash' ? text : `\ufeff${text}`),
      (text: string) => text.replaceAll('What', '🛒𝔚'),
    ]) {
      const changed = change(source)
      const outline = outlineOf(changed, { language, parser })
      expectHonest(changed, outline)
      expect(outline.split('\n').length).toBe(plain.split('\n').length)
    }
  })
})

describe('what a query points at', () => {
  const python = SAMPLES[0]?.source ?? ''
  let parser: SyntaxParser

  beforeAll(async () => {
    parser = await parserOn(platform, 'python')
  })

  const outline = (query: string, targetTokens = 0): string =>
    outlineOf(python, { language: 'python', parser, query, targetTokens })

  it('a function by name stays whole, with what documents it', () => {
    const shown = outline('Why does `price` round?')
    expect(shown).toContain('hidden_price_4')
    expect(shown).toContain('rates that apply')
    expect(shown).not.toContain('hidden_step')
  })

  it('a line in an error frame keeps its function', () => {
    const line = python.split('\n').findIndex((text) => text.includes('hidden_step_3')) + 1
    expect(outline(`orders.py:${line}: KeyError`)).toContain('hidden_step_3')
    expect(outline(`File "orders.py", line ${line}, in ship`)).toContain('hidden_step_8')
    expect(outline('orders.py:1: KeyError')).not.toContain('hidden_step')
  })

  it('the target is spent on what has to do with it', () => {
    const size = outline('').length / 4
    const shown = outline('which awaits depend on self.total, hidden_step?', size + 150)
    expect(shown).toContain('hidden_step_3')
    expect(shown).not.toContain('hidden_price')
  })

  it('without one, small bodies are shown first', () => {
    const roomy = outline('', 10_000)
    expect(roomy).toBe(python)
  })
})

describe('broken source', () => {
  it('is cut only where it was read whole', async () => {
    const parser = await parserOn(platform, 'javascript')
    const source = SAMPLES[1]?.source ?? ''
    const broken = source.replace(
      'export const total = (orders) => {',
      'export const total = (orders => {',
    )
    const outline = outlineOf(broken, { language: 'javascript', parser })
    expectHonest(broken, outline)
    expect(outline).not.toContain('hiddenAdd')
    expect(
      errorsIn(parser, withoutGaps(broken, outline, { language: 'javascript', parser })),
    ).toBeLessThanOrEqual(errorsIn(parser, broken))
  })

  it('and a half of a file, too', async () => {
    const parser = await parserOn(platform, 'python')
    const source = SAMPLES[0]?.source ?? ''
    const part = source.slice(source.indexOf('hidden_price_3'))
    const outline = outlineOf(part, { language: 'python', parser })
    expectHonest(part, outline)
    expect(outline).toContain('    async def ship(')
  })
})

describe('what wraps everything', () => {
  it('stays open', async () => {
    const parser = await parserOn(platform, 'javascript')
    const inner = (SAMPLES[1]?.source ?? '')
      .replace(/^(import|export|module).*\n/gm, '')
      .replace(/^(?=.)/gm, '  ')
    const source = `(function (root) {\n${inner}})(this)\n`
    const outline = outlineOf(source, { language: 'javascript', parser })
    expectHonest(source, outline)
    expect(outline).toContain('class Basket extends Base {')
    expect(outline).toContain('add(item) {')
    expect(outline).not.toContain('hiddenAdd')
  })
})
