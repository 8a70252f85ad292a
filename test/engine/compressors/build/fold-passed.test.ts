import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldPassed } from '../../../../src/engine/compressors/build/fold-passed.ts'
import type { Fold } from '../../../../src/engine/contracts/compressor.ts'
import { CARGO, ESLINT, GO_TEST, MAKE, MAVEN, OUTPUTS, PIP, PYTEST, VITEST } from './outputs.ts'

const fold = (text: string, targetTokens = 1500, query = ''): Fold | undefined =>
  foldPassed.fold(
    { text, content: { kind: 'build', confidence: 99 }, folded: false },
    {
      query,
      targetTokens,
      countTokens: (counted) => Math.ceil(counted.length / 4),
      signal: undefined,
    },
  )

/** What is left in sight, with the summaries where something was left out. */
function shown(text: string, targetTokens?: number, query?: string): string {
  let at = 0
  let left = ''
  for (const { start, end, summary } of fold(text, targetTokens, query)?.omissions ?? []) {
    left += `${text.slice(at, start)}[${summary}]\n`
    at = end
  }
  return left + text.slice(at)
}

const anyRun = fc
  .array(
    fc.oneof(
      fc.constantFrom(...OUTPUTS.values()).map((text) => text.slice(0, 900)),
      fc.constantFrom(
        'FAIL src/a.test.ts\n',
        'ok 1 - fine\r\n',
        '\u001b[32m✓\u001b[0m adds\n',
        '    at Object.<anonymous> (node_modules/x/y.js:1:2)\n',
        '\n',
        'error: x',
        'npm warn deprecated x\n',
      ),
      fc.string({ maxLength: 60 }).map((line) => `${line}\n`),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('laws', () => {
  it('omissions are whole lines, in order, not touching, and say where they are', () => {
    fc.assert(
      fc.property(anyRun, fc.nat({ max: 400 }), (text, targetTokens) => {
        const folded = fold(text, targetTokens)
        if (folded === undefined) return
        const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
        let last = -1
        for (const { start, end, from, to, unit, summary } of folded.omissions) {
          expect(start).toBeGreaterThan(last)
          expect(unit).toBe('lines')
          expect(start).toBe(starts[from - 1])
          expect(end).toBe(starts[to] ?? text.length)
          expect(summary).not.toMatch(/[\n\r\u2028\u2029]/)
          last = end
        }
        expect(folded.total).toBe(text.endsWith('\n') ? starts.length - 1 : starts.length)
      }),
      { numRuns: 150 },
    )
  })

  it('is the same every time', () => {
    for (const text of OUTPUTS.values()) expect(fold(text)).toEqual(fold(text))
  })

  it.each([...OUTPUTS])('%s keeps its first and last lines', (_, text) => {
    const lines = text.split('\n')
    const kept = shown(text, 300)
    expect(kept.startsWith(`${lines[0]}\n`)).toBe(true)
    expect(kept.endsWith(lines.slice(-4).join('\n'))).toBe(true)
  })
})

describe('what stays', () => {
  it('pytest: failures with source, assertion, difference and output', () => {
    const kept = shown(PYTEST)
    const failure = PYTEST.slice(PYTEST.indexOf('=== FAILURES'), PYTEST.indexOf('=== warnings'))
    expect(kept).toContain(failure)
    expect(kept).toContain('test_shop.py::test_price[3] FAILED')
    expect(kept).toContain('DeprecationWarning: old api')
    expect(kept).toContain('=== 1 failed, 151 passed, 1 skipped, 1 warning in 0.11s ====')
  })

  it('go test: what a failed test said before it failed', () => {
    expect(shown(GO_TEST)).toContain(
      '    x_test.go:8: Add(1, 2) = 3; want 4\n--- FAIL: TestBad (0.00s)\n',
    )
  })

  it('go test: though every test says something alike', () => {
    const test = (n: number, end: string): string =>
      `=== RUN   TestValue${n}\n    x_test.go:8: value ${n} of the table\n    x_test.go:9: row ${n}\n--- ${end}: TestValue${n} (0.00s)\n`
    const run = Array.from({ length: 120 }, (_, n) => test(n, n === 71 ? 'FAIL' : 'PASS')).join('')
    const kept = shown(`${run}FAIL\nFAIL\texample.com/shop/b\t0.005s\nFAIL\nexit status 1\n`, 200)
    expect(kept).toContain(
      '    x_test.go:8: value 71 of the table\n    x_test.go:9: row 71\n--- FAIL: TestValue71 (0.00s)\n',
    )
    expect(kept).not.toContain('value 70 of')
  })

  it('cargo: panic and assertion, the warning with its excerpt, the result', () => {
    const kept = shown(CARGO)
    expect(kept).toContain(CARGO.slice(CARGO.indexOf('failures:')))
    expect(kept).toContain(
      CARGO.slice(CARGO.indexOf('warning: unused'), CARGO.indexOf('\nwarning: `shop`')),
    )
  })

  it('vitest: the difference and the place', () => {
    expect(shown(VITEST)).toContain(VITEST.slice(VITEST.indexOf(' ❯ src/bad.test.js (2')))
  })

  it('gcc: every error with its excerpt and note; one warning of each kind', () => {
    const kept = shown(MAKE)
    expect(kept).toContain(MAKE.slice(MAKE.indexOf('main.c: In function')))
    expect(kept).toContain('m1.c:4:36: warning: conversion from')
    expect(kept).toContain('m1.c:3:12: warning: ‘unused’ defined but not used')
    expect(kept).not.toContain('m9.c:4:36: warning')
  })

  it('maven: own frames and the message', () => {
    const kept = shown(MAVEN)
    expect(kept).toContain('AssertionFailedError: sum ==> expected: <4> but was: <5>')
    expect(kept).toContain('at BTest.bad(BTest.java:2)')
    expect(kept).toContain('[INFO] BUILD FAILURE')
  })

  it('what the query names', () => {
    expect(shown(PYTEST, 1500, 'how did test_square[41] go?')).toContain('test_square[41] PASSED')
  })
})

describe('what goes', () => {
  it('passes, with exact counts of all', () => {
    expect(shown(PYTEST)).toContain('of 81 PASSED')
    expect(shown(VITEST)).toMatch(/\[2\d of 24 ✓\]/)
    expect(shown(GO_TEST)).toMatch(/\d+ of 32 --- PASS/)
    expect(shown(CARGO)).toMatch(/\[40 of 41 ok\]|\[39 of 41 ok\]/)
  })

  it('counts add up to what is hidden', () => {
    const hidden = (fold(PYTEST)?.omissions ?? []).reduce(
      (sum, { start, end }) => sum + PYTEST.slice(start, end).split(' PASSED ').length - 1,
      0,
    )
    const named = (fold(PYTEST)?.omissions ?? []).reduce(
      (sum, { summary }) => sum + Number(/(\d+) of 81 PASSED/.exec(summary)?.[1] ?? 0),
      0,
    )
    expect(named).toBe(hidden)
  })

  it('warnings of a kind already shown, with their places', () => {
    expect(shown(MAKE)).toMatch(/\d+ of 12 -Wconversion at m\d\.c:4, m/)
    const kept = shown(ESLINT, 200)
    expect(kept).toMatch(/of 60 no-unused-vars at \/srv\/shop\/src\/m\d{1,2}\.test\.js:3/)
    expect(kept.match(/Missing semicolon/g)?.length).toBeGreaterThanOrEqual(30)
  })

  it('downloads and progress bars', () => {
    expect(shown(PIP, 100)).toMatch(/of 5 Downloading/)
    expect(shown(MAVEN)).toMatch(/of 20 Downloading/)
  })
})

describe('what only looks like a failure', () => {
  it('passing tests named after errors, and counts of none', () => {
    const run = `${'✓ error handling: reports failures (2 ms)\nFound 0 errors\n0 failed\n'.repeat(60)}Tests:       180 passed, 180 total\n`
    expect(shown(run, 200).length).toBeLessThan(run.length / 4)
  })

  it('a failure among ten thousand passes', () => {
    const passes = 'ok 12 - adds\n'.repeat(5000)
    const kept = shown(
      `${passes}not ok 13 - subtracts\n  ---\n  expected: 3\n  ...\n${passes}# pass 10000\n# fail 1\n`,
    )
    expect(kept).toContain('not ok 13 - subtracts\n  ---\n  expected: 3\n  ...\n')
    expect(kept.length).toBeLessThan(1000)
  })

  it('a flood of failures stays within bounds, one of each rule whole', () => {
    const flood = Array.from(
      { length: 4000 },
      (_, n) =>
        `src/f${n}.c:${n}:1: error: unknown type name ‘t${n}’\n   ${n} | t${n} x;\n      | ^\n`,
    ).join('')
    const kept = shown(
      `${flood}src/z.c:9:1: error: expected ‘;’ before ‘}’\nmake: *** [all] Error 1\n`,
      2000,
    )
    expect(kept.length).toBeLessThan(40_000)
    expect(kept).toContain('error: expected ‘;’ before ‘}’')
    expect(kept).toContain('src/f0.c:0:1: error: unknown type name ‘t0’\n   0 | t0 x;\n      | ^\n')
  })
})

describe('places', () => {
  it('eslint: a finding in sight has its file above it', () => {
    for (const target of [200, 800, 2000]) {
      const headed = shown(ESLINT, target).matchAll(
        /\/m(\d+)\.test\.js\n(?:(?!\/srv).*\n)*? {2}(\d+):46 /g,
      )
      const pairs = Array.from(headed, ([, file, line]) => [Number(file) + 1, Number(line)])
      expect(pairs.length).toBeGreaterThan(10)
      for (const [file, line] of pairs) expect(file).toBe(line)
    }
  })

  it('rustc: a warning in sight has its place below it', () => {
    const warning = (n: number): string =>
      `warning: unused variable: \`v${n}\`\n --> src/f${n}.rs:${n}:9\n  |\n${n} |     let v${n} = 3;\n  |         ^^ help: prefix it\n\n`
    const run = `   Compiling shop v0.1.0 (/srv/shop)\n${Array.from({ length: 80 }, (_, n) => warning(n)).join('')}    Finished \`dev\` profile [unoptimized] target(s) in 0.31s\n`
    const kept = shown(run, 600, 'where is v41 unused?')
    expect(kept).toContain('warning: unused variable: `v41`\n --> src/f41.rs:41:9\n')
  })
})

describe('what terminals and machines do to outputs', () => {
  const coloured = (text: string): string =>
    text.replace(/PASSED|FAILED|✓|×|error|warning/g, (word) => `\u001b[1;32m${word}\u001b[0m`)
  const omitted = (text: string): readonly string[] =>
    (fold(text)?.omissions ?? []).map(({ from, to, summary }) => `${from}-${to} ${summary}`)

  it.each([...OUTPUTS])('%s: colours and CRLF change nothing but the bytes', (_, text) => {
    expect(omitted(text.replaceAll('\n', '\r\n'))).toEqual(omitted(text))
    const plain = shown(coloured(text), 9000).replace(
      new RegExp(`${'\\u001b'}\\[[0-9;]*m`, 'g'),
      '',
    )
    for (const line of ['FAILED', 'error', '--- FAIL', 'FAIL ']) {
      expect(plain.split(line).length).toBeGreaterThanOrEqual(
        shown(text, 9000).split(line).length - 1,
      )
    }
  })

  it('a progress bar counts as what it ended with', () => {
    const bar = 'fetching\r 10%\r 50%\rDownloading x.whl (3 kB)\n  Downloading x.whl (3 kB)\n'
    const run = `${bar.repeat(40)}fetching\r 10%\rERROR: disk full\n${bar.repeat(40)}Successfully installed x-1\n`
    expect(shown(run, 200)).toContain('\rERROR: disk full\n')
    const named = (fold(run, 200)?.omissions ?? []).map(
      ({ summary }) => /of (\d+) Downloading/.exec(summary)?.[1],
    )
    expect(new Set(named)).toEqual(new Set(['160']))
    expect(shown(run, 200).length).toBeLessThan(run.length / 4)
  })

  it('runs that print at once', () => {
    const one = (n: number): string =>
      `[gw${n % 4}] [ ${10 + (n % 90)}%] PASSED test_a.py::test_${n} \n`
    const passes = (from: number): string =>
      Array.from({ length: 90 }, (_, n) => one(from + n)).join('')
    const run = `${passes(0)}[gw2] [ 50%] FAILED test_a.py::test_x \n${passes(90)}=== 1 failed, 180 passed in 2.11s ===\n`
    const kept = shown(run, 200)
    expect(kept).toContain('[gw2] [ 50%] FAILED test_a.py::test_x')
    expect(kept).toMatch(/of 180 PASSED/)
  })

  it('outputs that were cut say so', () => {
    const run = `${GO_TEST.slice(0, 600)}\n... [4211 lines omitted] ...\n${GO_TEST.slice(900)}`
    expect(shown(run, 200)).toContain('... [4211 lines omitted] ...\n')
    expect(() => fold(PYTEST.slice(0, 3001))).not.toThrow()
  })

  it('a passing test that prints a trace is no failure', () => {
    const noise =
      'Traceback (most recent call last):\n  File "x.py", line 1, in f\n    g()\nValueError: fine\n'
    const run = Array.from(
      { length: 60 },
      (_, n) => `${noise}test_a.py::test_${n} PASSED [ 50%]\n`,
    ).join('')
    expect(shown(`${run}=== 60 passed in 0.1s ===\n`, 200).length).toBeLessThan(run.length / 3)
  })
})
