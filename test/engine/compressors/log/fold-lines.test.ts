import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldLines } from '../../../../src/engine/compressors/log/fold-lines.ts'
import type { Fold } from '../../../../src/engine/contracts/compressor.ts'
import { judge, SEVERITY } from '../../../../src/engine/text/severity.ts'
import { serviceLogs } from '../../laws/text-pool.ts'
import { anyLog, countWords } from './generate-logs.ts'

const fold = (text: string, targetTokens = 400, query = ''): Fold | undefined =>
  foldLines.fold(
    { text, content: { kind: 'log', confidence: 90 }, folded: false },
    { query, targetTokens, countTokens: countWords, signal: undefined },
  )

/** What is left in sight, with the summaries where something was left out. */
function shownOf(text: string, folded: Fold | undefined): string {
  let at = 0
  let shown = ''
  for (const { start, end, summary } of folded?.omissions ?? []) {
    shown += `${text.slice(at, start)}[${summary}]\n`
    at = end
  }
  return shown + text.slice(at)
}
const shown = (text: string, targetTokens?: number, query?: string): string =>
  shownOf(text, fold(text, targetTokens, query))
const log = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('')
const clock = (second: number): string =>
  [10 + Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
    .map((n) => String(n).padStart(2, '0'))
    .join(':')
const routine = (n: number): string => `${clock(n)} INFO served /item/${n} in ${n % 40} ms`

describe('laws', () => {
  it('omissions are whole lines, in order, not touching, and say where they are', () => {
    fc.assert(
      fc.property(anyLog, fc.nat({ max: 600 }), (text, targetTokens) => {
        const folded = fold(text, targetTokens)
        if (folded === undefined) return
        const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
        let last = -1
        for (const { start, end, from, to, unit, summary } of folded.omissions) {
          expect(start).toBeGreaterThan(last)
          expect(unit).toBe('lines')
          expect(start).toBe(starts[from - 1])
          expect(end).toBe(starts[to] ?? text.length)
          expect(summary).not.toMatch(/[\n\r]/)
          last = end
        }
        expect(folded.total).toBe(text.endsWith('\n') ? starts.length - 1 : starts.length)
      }),
      { numRuns: 100 },
    )
  })

  it('is the same every time', () => {
    for (const text of serviceLogs.values()) expect(fold(text)).toEqual(fold(text))
  })

  it('comes down to about the budget', () => {
    for (const text of serviceLogs.values()) {
      const tokens = countWords(shown(text, 1500))
      expect(tokens).toBeLessThan(2600)
      expect(tokens).toBeGreaterThan(700)
    }
  })
})

describe('what stays', () => {
  it('errors and warnings, wherever they are', () => {
    const text = log(600, (n) => {
      if (n === 133) return `${clock(n)} ERROR payment 7731 failed: connection reset`
      return n === 411 ? `${clock(n)} WARN pool nearly exhausted` : routine(n)
    })
    expect(shown(text, 300)).toContain('ERROR payment 7731 failed: connection reset\n')
    expect(shown(text, 300)).toContain('WARN pool nearly exhausted\n')
  })

  it('the only error, however small the budget and whatever else stands out', () => {
    const long = 'with many words that say little about what came of it '.repeat(3)
    const text = log(400, (n) => {
      if (n === 207) return `${clock(n)} ERROR payment 7731 failed: connection reset ${long}`
      if (n < 4 || n > 395) return `step ${'abcdefgh'.charAt(n % 8)} of the start, done ${n}`
      return n % 50 === 9 ? `${clock(n)} INFO order-12345 seen` : routine(n)
    })
    for (const query of ['', 'where is order-12345']) {
      expect(shown(text, 0, query)).toContain('ERROR payment 7731 failed: connection reset')
    }
  })

  it('every error, where the budget allows it', () => {
    const text = log(900, (n) => (n % 30 === 7 ? `${clock(n)} ERROR order ${n} lost` : routine(n)))
    const kept = shown(text, 2000).match(/ERROR order \d+ lost\n/g)
    expect(kept).toHaveLength(30)
  })

  it('what stands beside an error', () => {
    const text = log(400, (n) => (n === 200 ? `${clock(n)} FATAL out of memory` : routine(n)))
    expect(shown(text, 400)).toContain(
      `${routine(199)}\n${clock(200)} FATAL out of memory\n${routine(201)}\n`,
    )
  })

  it('each different stack once', () => {
    const stack = (frame: string): string =>
      `java.lang.IllegalStateException: x\n\tat a.B.c(B.java:1)\n\tat ${frame}(D.java:2)\n`
    const text = Array.from(
      { length: 60 },
      (_, n) =>
        `${log(9, (m) => routine(n * 9 + m))}ERROR batch ${n} failed\n${stack(n === 40 ? 'd.Rare.run' : 'd.Usual.run')}`,
    ).join('')
    const kept = shown(text, 900)
    expect(kept).toContain('d.Rare.run')
    expect(kept.match(/d\.Usual\.run\(/g)?.length).toBeLessThan(8)
  })

  it('the first and the last lines, and how the run ended', () => {
    const text = `starting build 17\n${log(500, routine)}Tests: 3 failed, 211 passed\n${log(20, (n) => routine(n))}exit code 1\n`
    const kept = shown(text, 300)
    expect(kept).toMatch(/^starting build 17\n/)
    expect(kept).toContain('Tests: 3 failed, 211 passed\n')
    expect(kept).toMatch(/exit code 1\n$/)
  })

  it('both sides of a gap in time', () => {
    const text = log(500, (n) =>
      n < 250 ? routine(n) : routine(n).replace(clock(n), clock(n + 4000)),
    )
    const kept = shown(text, 300)
    expect(kept).toContain(`${clock(249)} INFO`)
    expect(kept).toContain(`${clock(4250)} INFO`)
  })

  it('a line unlike all others', () => {
    const text = log(500, (n) =>
      n === 321 ? `${clock(n)} INFO certificate for shop.test renewed` : routine(n),
    )
    expect(shown(text, 250)).toContain('certificate for shop.test renewed')
  })

  it('what the query names', () => {
    expect(shown(log(500, routine), 250, 'how long did /item/377 take?')).toContain('/item/377 in')
  })
})

describe('what goes', () => {
  it('by kind, with exact counts over all', () => {
    const text = log(300, (n) => `${clock(n)} ${n % 10 === 0 ? 'DEBUG tick' : 'INFO served'} ${n}`)
    const folded = fold(text, 200)
    const hidden = (word: string): number =>
      (folded?.omissions ?? []).reduce(
        (sum, { start, end }) => sum + text.slice(start, end).split(word).length - 1,
        0,
      )
    const named = (word: string): number =>
      (folded?.omissions ?? []).reduce(
        (sum, { summary }) => sum + Number(new RegExp(`${word} (\\d+) of`).exec(summary)?.[1] ?? 0),
        0,
      )
    expect(named('INFO')).toBe(hidden('INFO'))
    expect(named('DEBUG')).toBe(hidden('DEBUG'))
    expect(folded?.omissions[0]?.summary).toMatch(/INFO \d+ of 270/)
  })

  it('a log of nothing but errors still shrinks, with one of each kind in sight', () => {
    const text = log(
      800,
      (n) =>
        `${clock(n)} ERROR ${['disk full on', 'no route to', 'bad checksum at'][n % 3]} node${n % 50}`,
    )
    const kept = shown(text, 400)
    expect(kept.length).toBeLessThan(text.length / 6)
    for (const kind of ['disk full on', 'no route to', 'bad checksum at'])
      expect(kept).toContain(kind)
    expect(kept).toContain(`${clock(0)} ERROR`)
    expect(kept).toContain(`${clock(799)} ERROR`)
  })

  it('blank lines without a word, which nobody would miss', () => {
    const text = log(600, (n) => (n % 2 ? '' : routine(n)))
    const summaries = (fold(text, 250)?.omissions ?? []).map(({ summary }) => summary)
    expect(summaries.join()).toMatch(/INFO \d+ of 300/)
    expect(summaries.join()).not.toContain('like ""')
  })

  it('nothing, where the log is short', () => {
    expect(fold(log(8, routine))).toBeUndefined()
    expect(fold('')).toBeUndefined()
  })
})

describe('severity', () => {
  it.each([
    'Found 0 errors.',
    '214 passed, 0 failed',
    'errors=0 warnings=0',
    '"errors": 0, "failed": false',
    'no error occurred',
    'completed without errors',
    'loading src/error.js',
    'GET /errors/list 200',
    'rendering ErrorBoundary',
    'compiled on_error handler',
    'failed: 0',
    '10:00:00 INFO all good',
  ])('%s is no error', (line) => expect(judge(line).severity).toBeLessThan(SEVERITY.warning))

  it.each([
    'ERROR boom',
    '[error] 12#12: open() failed',
    '1 failed, 213 passed',
    'Found 3 errors.',
    'TypeError: x is not a function',
    "KeyError: 'SKU-9999'",
    'java.lang.IllegalStateException: batch aborted',
    'level=error msg="x"',
    'npm error code ERESOLVE',
    'main.c:3:5: error: unknown type',
    '2026-11-22 03:00:00 エラー 接続プールが枯渇しました',
    'Failed password for root from 10.0.0.1',
    'Traceback (most recent call last):',
  ])('%s is an error', (line) =>
    expect(judge(line).severity).toBeGreaterThanOrEqual(SEVERITY.error),
  )

  it.each([
    'WARN disk at 91 %',
    'x.c:3:1: warning: unused',
    '10:00:00 INFO data loss on shard 4',
    'heartbeat MISSED for 47s',
  ])('%s is a warning', (line) => expect(judge(line).severity).toBe(SEVERITY.warning))
})
