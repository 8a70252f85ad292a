import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleOf } from '../../../src/engine/detect/line-sample.ts'
import { recognizeLog as recognize } from '../../../src/engine/detect/log.ts'
import { jsonTexts } from '../laws/hostile-texts.ts'
import { serviceLogs } from '../laws/text-pool.ts'

function recognizeLog(text: string): number {
  return recognize(sampleOf(text))
}

const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('')
const words = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'of',
  'the',
  'river',
  'and',
  'stone',
  'were',
  'seen',
]
const prose = (n: number): string =>
  Array.from({ length: 7 + (n % 9) }, (_, at) => words[(n * 7 + at * at) % words.length]).join(' ')

const logs: Readonly<Record<string, string>> = {
  syslog: lines(20, (n) => `Jan  2 15:04:${10 + n} host sshd[${n}]: session opened for user u${n}`),
  'levels without stamps': lines(20, (n) => `${n % 5 ? 'INFO ' : 'ERROR'} invoice batch ${n} done`),
  'idents without stamps': lines(20, (n) => `srv sshd[${n}]: Invalid user from 10.0.0.${n}`),
  logfmt: lines(20, (n) => `level=info msg="request served" took=${n}ms`),
  klog: lines(20, (n) => `I0102 15:04:${10 + n}.123456    1 server.go:${n}] started`),
  'npm output': lines(20, (n) => `npm http fetch GET 200 https://registry.example/p${n} ${n}ms`),
  'compiler output': lines(
    9,
    (n) => `src/a.c:${n}:5: warning: unused variable\n  ${n} | int x;\n    | ^`,
  ),
  'test output': lines(20, (n) => `test_sums.py::test_add[${n}] PASSED    [ ${n % 10}%]`),
  'installer output': lines(
    12,
    (n) => `Selecting previously unselected package p${n}.\nUnpacking p${n} (1.${n}) ...`,
  ),
  'a stack after some lines': `${lines(9, (n) => `INFO  batch ${n}`)}ERROR batch failed\njava.lang.Exception: x\n${lines(12, (n) => `\tat com.acme.Main.run(Main.java:${n})`)}`,
  'colours and CRLF': lines(20, (n) => `\u001b[32mINFO\u001b[0m step ${n}\r`),
}

const others: Readonly<Record<string, string>> = {
  prose: lines(40, prose),
  markdown: lines(20, (n) => `## Part ${n}\n\n${prose(n)}\n\n- ${prose(n + 1)}`),
  typescript: lines(
    20,
    (n) => `export function f${n}(a: number): number {\n  return a * ${n}\n}\n`,
  ),
  python: lines(
    20,
    (n) =>
      `def f${n}(a):\n    if a > ${n}:\n        return a\n    raise ValueError("error ${n}")\n`,
  ),
  csv: `id,name,at,amount\n${lines(40, (n) => `${n},user ${n},2026-01-01 10:00:00,${n * 3}`)}`,
  'csv that begins with a stamp': lines(40, (n) => `2026-01-01 10:00:${10 + n},${n},${n * 3},EUR`),
  'search results': lines(40, (n) => `src/a-${n}.ts:${n}:  const error = new Error('x')`),
  diff: `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n${lines(30, (n) => `${n % 3 ? ' ' : '+'}line ${n}`)}`,
  listing: lines(30, (n) => `-rw-r--r-- 1 app app ${n} 2026-01-02 15:04:05.000 file-${n}.ts`),
  paths: lines(60, (n) => `./src/part-${n % 7}/file-${n}.ts`),
  html: `<html>\n${lines(30, (n) => `<li class="a">item ${n}</li>`)}</html>\n`,
  'JSON lines': lines(30, (n) => `{"ts":"2026-01-01T10:00:${10 + n}Z","level":"info","n":${n}}`),
  'identifiers only': lines(30, (n) => `${(n * 2654435761) >>> 0}`),
  'change log': lines(
    30,
    (n) =>
      `shop (1.${n}-1) unstable; urgency=medium\n\n  * New upstream release.\n  * ${prose(n)}\n\n -- Ada Example <ada@shop.test>  Tue, 05 Nov 2013 15:04:06 +0200\n`,
  ),
  nothing: '',
  'two lines': 'INFO one\nINFO two\n',
}

describe('a log is known by its lines', () => {
  it.each(Object.entries(logs))('%s', (_, text) =>
    expect(recognizeLog(text)).toBeGreaterThanOrEqual(60),
  )
  it.each([...serviceLogs].filter(([name]) => !/caddy|etcd/.test(name)))('%s', (_, text) =>
    expect(recognizeLog(text)).toBeGreaterThanOrEqual(70),
  )
})

describe('what cannot be proved is no log', () => {
  it.each(Object.entries(others))('%s', (_, text) => expect(recognizeLog(text)).toBeLessThan(50))
  it.each(Object.entries(jsonTexts))('%s', (_, text) => expect(recognizeLog(text)).toBeLessThan(50))
})

it('answers for any text, with a whole number from 0 to 100', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.nat({ max: 30 }),
      (text, times) => {
        const confidence = recognizeLog(text.repeat(times))
        expect(Number.isInteger(confidence) && confidence >= 0 && confidence <= 100).toBe(true)
      },
    ),
  )
})

it('looks at a bounded part of a large text', () => {
  const unbroken = 'x'.repeat(3_000_000)
  expect(recognizeLog(unbroken)).toBe(0)
  expect(recognizeLog(lines(60_000, (n) => `2026-01-01 10:00:00 INFO job ${n}`))).toBeGreaterThan(
    90,
  )
})
