import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/engine/detect/detect.ts'

const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n')

describe('recognises', () => {
  it.each([
    ['rg -n --no-heading', lines(9, (n) => `src/a.ts:${n + 3}:  const x${n} = 1`)],
    ['grep -rn, files without directory', lines(6, (n) => `Makefile:${n + 1}:all${n}: build`)],
    [
      'grep -rn of logs',
      lines(9, (n) => `app.log:${n + 3}:2026-01-05 10:00:0${n} ERROR job failed`),
    ],
    [
      'rg -C2',
      lines(
        30,
        (n) => `src/a-12-b.ts${n % 5 === 2 ? ':' : '-'}${n + 1}${n % 5 === 2 ? ':' : '-'}  x`,
      ),
    ],
    ['rg --heading', lines(6, (n) => `src/f${n}.ts\n${n + 1}:const a\n${n + 5}:const b\n`)],
    ['grep -n on one file', lines(8, (n) => `${n * 7 + 2}:def f${n}(self):`)],
    ['rg -c', lines(9, (n) => `lib/m${n}/a.py:${n}`)],
    ['grep -r', lines(9, (n) => `lib/m${n}/a.py:import os`)],
    ['rg --vimgrep', lines(9, (n) => `lib/a.js:${n + 1}:9:  this.run()`)],
    ['Windows', lines(9, (n) => `C:\\work\\a.ts:${n + 1}:const x${n} = 1`)],
    ['git grep -n', lines(9, (n) => `src/a.ts:${n + 3}:export const x${n}`)],
  ])('%s', (_, text) => {
    expect(detect(text).kind).toBe('search')
  })
})

describe('knows look-alikes', () => {
  it.each([
    ['gcc', lines(9, (n) => `src/a.c:${n + 3}:5: warning: unused variable 'x' [-Wunused]`)],
    ['tsc', lines(9, (n) => `src/a.ts(${n + 3},5): error TS2304: Cannot find name 'x'.`)],
    [
      'eslint --format unix',
      lines(9, (n) => `/srv/a.js:${n + 3}:5: Unexpected var. [Error/no-var]`),
    ],
    ['mypy', lines(9, (n) => `src/a.py:${n + 3}: error: Incompatible types`)],
    ['a log', lines(9, (n) => `2026-01-05T10:00:0${n} INFO worker:12:started`)],
    ['clock times', lines(9, (n) => `1${n}:00:0${n} tick`)],
    ['/etc/passwd', lines(9, (n) => `user${n}:x:${1000 + n}:1000::/home/user${n}:/bin/sh`)],
    ['Redis', lines(9, (n) => `2413:C 22 Nov 2026 23:05:2${n} # starting`)],
    ['URLs', lines(9, (n) => `https://example.test:8080/path/${n}`)],
    ['YAML', lines(9, (n) => `key${n}: value`)],
    ['file types', lines(9, (n) => `/usr/bin/tool${n}: ELF 64-bit LSB executable`)],
    ['test ids', lines(9, (n) => `test_cart.py::test_discount[${n}-0]`)],
    ['Ruby frames', lines(9, (n) => `/srv/app/a.rb:${n + 10}:in 'run'`)],
    ['prose', 'Note: at 10:30 we meet.\nThen: lunch.\nLast: home.'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(detect(text).kind).not.toBe('search')
  })
})

it('is linear: a hostile line costs no more than its length', () => {
  fc.assert(
    fc.property(fc.constantFrom(':', '-', '1:', '-1', 'a/', ' '), (part) => {
      expect(detect(part.repeat(100_000)).confidence).toBeLessThan(101)
    }),
  )
})
