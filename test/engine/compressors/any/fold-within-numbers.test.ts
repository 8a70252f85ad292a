import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldWithinNumbers } from '../../../../src/engine/compressors/any/fold-within-numbers.ts'
import type { Fold } from '../../../../src/engine/contracts/compressor.ts'
import { detect } from '../../../../src/engine/detect/detect.ts'
import { context } from '../mixed/whole-pipeline.ts'

const fold = (text: string, targetTokens = 400): Fold | undefined =>
  foldWithinNumbers.fold(
    { text, content: detect(text), folded: false },
    { ...context, targetTokens },
  )

const arrow = (lines: readonly string[], first = 1): string =>
  lines.map((line, at) => `${String(at + first).padStart(6)}→${line}`).join('\n')
const logOf = (count: number, failing: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => {
    const stamp = `2026-03-04T10:${10 + (Math.floor(n / 50) % 50)}:${10 + (n % 50)}Z`
    return n === failing
      ? `${stamp} ERROR payment 7731 failed: connection reset`
      : `${stamp} INFO served /item/${n} in ${n % 40} ms`
  })

function shownOf(text: string, folded: Fold | undefined): string {
  let at = 0
  let shown = ''
  for (const { start, end } of folded?.omissions ?? []) {
    shown += text.slice(at, start)
    at = end
  }
  return shown + text.slice(at)
}

describe('laws', () => {
  it('omissions are whole lines, in order, not touching, and say where they are', () => {
    const anyText = fc
      .record({
        count: fc.integer({ min: 20, max: 300 }),
        first: fc.constantFrom(1, 90, 1201),
        above: fc.constantFrom('', '/srv/app.log\n\n'),
        below: fc.constantFrom('', '\n', '\n\n<note>more</note>'),
      })
      .map(({ count, first, above, below }) => above + arrow(logOf(count, 7), first) + below)
    let folds = 0
    fc.assert(
      fc.property(anyText, fc.nat({ max: 600 }), (text, targetTokens) => {
        const folded = fold(text, targetTokens)
        if (folded === undefined) return
        folds++
        const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
        let last = -1
        for (const { start, end, from, to } of folded.omissions) {
          expect(start).toBeGreaterThan(last)
          expect(start).toBe(starts[from - 1])
          expect(end).toBe(starts[to] ?? text.length)
          last = end
        }
        expect(folded.total).toBe(text.endsWith('\n') ? starts.length - 1 : starts.length)
      }),
      { numRuns: 60 },
    )
    expect(folds).toBeGreaterThan(20)
  })
})

it('shows what the log itself would show, with its numbers', () => {
  const text = `/srv/app.log\n${arrow(logOf(500, 260), 101)}\n`
  const shown = shownOf(text, fold(text))
  expect(shown.length).toBeLessThan(text.length / 3)
  expect(shown).toMatch(/^ {3}361→.* ERROR payment 7731 failed/m)
  expect(shown.startsWith('/srv/app.log\n   101→')).toBe(true)
})

it('leaves source alone', () => {
  const code = Array.from({ length: 200 }, (_, n) => `  const value${n} = read(${n})`)
  expect(fold(arrow(code))).toBeUndefined()
})
