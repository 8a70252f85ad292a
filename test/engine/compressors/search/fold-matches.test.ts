import { describe, expect, it } from 'vitest'
import { foldMatches } from '../../../../src/engine/compressors/search/fold-matches.ts'
import { packSearch } from '../../../../src/engine/compressors/search/pack.ts'
import type { CompressContext } from '../../../../src/engine/contracts/compressor.ts'
import { applyFold } from '../../../../src/engine/recall/marker.ts'
import { countWords } from '../log/generate-logs.ts'

const content = { kind: 'search', confidence: 95 } as const
const contextOf = (query: string, targetTokens: number): CompressContext => ({
  query,
  targetTokens,
  countTokens: countWords,
  signal: undefined,
})
const fold = (text: string, { query = '', input = '', target = 600 } = {}) =>
  foldMatches.fold(
    { text, content, folded: false, origin: { tool: 'bash', callId: '1', input } },
    contextOf(query, target),
  )
const kept = (text: string, options = {}): string =>
  applyFold(text, fold(text, options)?.omissions ?? [])

/** 40 files of 12 matches. */
const results = Array.from({ length: 480 }, (_, n) => {
  const file = Math.floor(n / 12)
  const found =
    n === 333
      ? 'export function loadConfig(path: string): Config {'
      : `  const c${n} = loadConfig(p${n})`
  return `src/area-${file % 5}/part-${file}.ts:${(n % 12) * 9 + 3}:${found}`
})
const text = `${results.join('\n')}\n`

describe('search/fold-matches', () => {
  it('counts exactly what it leaves out of each file', () => {
    const omissions = fold(text)?.omissions ?? []
    expect(omissions.length).toBeGreaterThan(0)
    for (const { from, to, summary } of omissions) {
      const hidden = results.slice(from - 1, to)
      for (const [, name = '', count, total = count] of summary.matchAll(
        /(part-\d+\.ts) (\d+)(?: of (\d+))?/g,
      )) {
        expect(hidden.filter((line) => line.includes(`/${name}:`)).length).toBe(Number(count))
        expect(Number(total)).toBe(12)
      }
      const more = /; (\d+) more files (\d+)$/.exec(summary)
      const named = [...summary.matchAll(/part-\d+\.ts (\d+)/g)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      )
      expect(named + Number(more?.[2] ?? 0)).toBe(to - from + 1)
    }
  })

  it('shows the definition of what was looked for', () => {
    expect(kept(text, { input: '{"command":"rg -n loadConfig src"}' })).toContain(
      'export function loadConfig',
    )
  })

  it('shows what the question names', () => {
    expect(kept(text, { query: 'What is passed in src/area-2/part-37.ts line 66?' })).toContain(
      'part-37.ts:66:',
    )
  })

  it('keeps lines that are no match', () => {
    const shown = kept(`${text}rg: ./locked: Permission denied (os error 13)\n`)
    expect(shown).toContain('Permission denied')
  })

  it('keeps a path above its lines, and parts no stretch from its mark', () => {
    const headed = Array.from({ length: 40 }, (_, file) =>
      [
        `src/part-${file}.ts`,
        ...Array.from({ length: 12 }, (_, n) => `${n * 9 + 3}:  use(${file}, ${n})`),
      ].join('\n'),
    ).join('\n\n')
    const lines = kept(headed).split('\n')
    for (const [at, line] of lines.entries()) {
      if (!/^\d+:/.test(line)) continue
      const above = lines.slice(0, at).findLast((other) => !/^\d+:/.test(other))
      expect(above).toMatch(/^src\/part-\d+\.ts$|^\[… /)
    }
    expect(lines.filter((line) => line.startsWith('src/')).length).toBeGreaterThan(3)
  })

  it('what is kept packs under the same proof', () => {
    const shown = kept(text)
    const packed = packSearch.pack({ text: shown, content, folded: true }, contextOf('', 0))
    expect(packSearch.unpack(packed ?? '')).toBe(shown)
    for (const line of shown.split('\n')) if (line.startsWith('[… ')) expect(packed).toContain(line)
  })
})
