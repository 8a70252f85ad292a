import { describe, expect, it } from 'vitest'
import { foldNames } from '../../../../src/engine/compressors/listing/fold-names.ts'
import { applyFold } from '../../../../src/engine/recall/marker.ts'
import { parseGap } from '../../../../src/engine/text/gap-line.ts'
import { countWords } from '../log/generate-logs.ts'

const fold = (
  text: string,
  options: { query?: string; target?: number; kind?: 'listing' | 'search' } = {},
) => {
  const { query = '', target = 300, kind = 'listing' } = options
  const context = { query, targetTokens: target, countTokens: countWords, signal: undefined }
  return foldNames.fold({ text, content: { kind, confidence: 90 }, folded: false }, context)
}
const kept = (text: string, options = {}): string =>
  applyFold(text, fold(text, options)?.omissions ?? [])

const paths = Array.from({ length: 600 }, (_, n) => `src/part-${Math.floor(n / 40)}/file-${n}.ts`)
// As `dpkg-query -W -f '${Package}\t${Version}\t${Installed-Size}\t${Section}\n'` prints.
const packages = Array.from(
  { length: 400 },
  (_, n) =>
    `lib${n}-dev\t1.${n}.0-2\t${n === 217 ? 99_999 : 100 + ((n * 37) % 900)}\t${['admin', 'libs', 'misc', 'net'][n % 4]}`,
)

describe('listing/fold-names', () => {
  it('says exactly how many names of each directory it leaves out', () => {
    const text = paths.join('\n')
    const omissions = fold(text)?.omissions ?? []
    let hidden = 0
    for (const { from, to, summary } of omissions) {
      const named = [...summary.matchAll(/(src\/part-\d+\/) (\d+)(?: of (\d+))?/g)]
      for (const [, directory = '', count, total = count] of named) {
        const lines = paths.slice(from - 1, to).filter((path) => path.startsWith(directory))
        expect(lines.length).toBe(Number(count))
        expect(paths.filter((path) => path.startsWith(directory)).length).toBe(Number(total))
      }
      hidden += named.reduce((sum, [, , count]) => sum + Number(count), 0)
    }
    expect(hidden).toBe(omissions.reduce((sum, { from, to }) => sum + to - from + 1, 0))
    expect(hidden).toBeGreaterThan(300)
  })

  it('keeps what the query names, both ends, and the largest number', () => {
    const text = `${packages.join('\n')}\n`
    const shown = kept(text, { query: 'Which version has lib311-dev?', target: 500 })
    expect(shown).toContain(packages[311])
    expect(shown).toContain(packages[0])
    expect(shown).toContain(packages[399])
    expect(shown).toContain(packages[217])
    expect(shown.length).toBeLessThan(text.length * 0.6)
  })

  it('counts the values of a column where there are no directories', () => {
    const gaps = kept(packages.join('\n'), { target: 500 }).split('\n').map(parseGap)
    const first = gaps.find((gap) => gap !== undefined)
    expect(first?.summary).toMatch(/admin \d+ of 100/)
  })

  it('counts no branches of a tree', () => {
    // As `npm ls --all` draws.
    const text = Array.from(
      { length: 300 },
      (_, n) => `${n % 30 ? `│ ${n % 3 ? '├──' : '└──'}` : '├─┬'} lib${n}@1.${n}.0`,
    ).join('\n')
    const summaries = (fold(text)?.omissions ?? []).map(({ summary }) => summary)
    expect(summaries.length).toBeGreaterThan(0)
    expect(summaries.join()).not.toMatch(/[│├└─┬]/)
  })

  it('takes counts by file for a list, and leaves other search results alone', () => {
    const counts = paths.map((path, n) => `${path}:${n % 7}`).join('\n')
    expect(fold(counts, { kind: 'search' })?.omissions.length).toBeGreaterThan(0)
    const found = paths.map((path, n) => `${path}:${n + 1}:text`).join('\n')
    expect(fold(found, { kind: 'search' })).toBeUndefined()
  })

  it('leaves short lists whole', () => {
    expect(fold(paths.slice(0, 20).join('\n'), { target: 10 })).toBeUndefined()
  })
})
