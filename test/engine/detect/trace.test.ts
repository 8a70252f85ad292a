import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/engine/detect/detect.ts'
import { JAVA, NODE, PYTHON, TRACES } from '../compressors/trace/traces.ts'

const log = (count: number): string =>
  Array.from({ length: count }, (_, n) => `2026-03-01 10:00:0${n % 10} INFO served ${n}\n`).join('')

describe('traces', () => {
  it.each([...TRACES])('of %s', (_, text) => expect(detect(text).kind).toBe('trace'))

  it.each([...TRACES])('of %s, with CRLF', (_, text) => {
    expect(detect(text.replaceAll('\n', '\r\n')).kind).toBe('trace')
  })

  it('one after the other, with a few lines between', () => {
    expect(detect(`${log(3)}${JAVA}${log(2)}${JAVA}`).kind).toBe('trace')
  })
})

describe('look-alikes', () => {
  it.each([
    ['a log with a trace', log(60) + JAVA],
    [
      'prose',
      'We met at noon.\nThen we left at the station.\nAt last we were at home.\n'.repeat(9),
    ],
    [
      'source',
      'export function at(order) {\n  const frame = read(order.stack)\n  return frame.line\n}\n  // at f (a.js:1:2)\n'.repeat(
        20,
      ),
    ],
    ['JSON', JSON.stringify({ stack: NODE })],
    ['one frame', '    at f (/srv/a.js:1:2)\n'],
    ['nothing', ''],
  ])('%s', (_, text) => expect(detect(text).kind).not.toBe('trace'))

  it('a test run that shows a trace is a build', () => {
    const run = `============ test session starts ============\ncollected 3 items\n${'test_a.py::test_b PASSED [ 50%]\n'.repeat(9)}${PYTHON}=== 1 failed, 9 passed in 0.1s ===\n`
    expect(detect(run).kind).toBe('build')
  })

  it('any text at all is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { confidence } = detect(text)
        expect(Number.isInteger(confidence)).toBe(true)
      }),
    )
  })
})
