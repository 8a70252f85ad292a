import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findStamp } from '../../../../src/engine/compressors/log/find-stamp.ts'
import { LineStamps } from '../../../../src/engine/compressors/log/line-stamps.ts'
import { createLogStampPrinter } from '../../../../src/engine/compressors/log/log-stamps.ts'

const two = fc.nat(99).map((n) => String(n).padStart(2, '0'))
const clock = fc.tuple(two, two, two).map((parts) => parts.join(':'))
const day = fc.constantFrom('2026-03-01 ', '2026-03-02 ', '2026-02-30 ', '2026/03/01T', '')
const zone = fc.constantFrom('', 'Z', '+01:00', ' UTC', ',123', '.123456', '.1234567', '.5Z')
const stamp = fc.oneof(
  fc.tuple(day, clock, zone).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('Mar  1 ', 'Sun Mar  1 ', '01/Mar/2026:'), clock).map((p) => p.join('')),
  fc.constantFrom('1772359200', '1772359200.25', 'none'),
)
const line = fc
  .tuple(fc.constantFrom('', '[', 'host app '), stamp, fc.constantFrom('', ']', ' up', '0', 'x'))
  .map((parts) => parts.join(''))

it('law: every moment prints back as the stretch of the line that it stands for', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const stamps = new LineStamps(lines.length)
      const print = createLogStampPrinter()
      for (const [index, text] of lines.entries()) {
        const end = stamps.endOf(index, text)
        expect(stamps.endOf(index, text)).toBe(end)
        const form = stamps.forms[stamps.formOf[index] ?? 0]
        if (end === -1 || form === undefined) continue
        const stretch = text.slice(stamps.starts[index], end)
        expect(print(form, stamps.moments[index] ?? 0)).toBe(stretch)
      }
    }),
    { numRuns: 300 },
  )
})

it('tells stamps apart by the digits of their fraction', () => {
  const lines = ['2026-03-01 00:00:00.123456', '2026-03-01 00:00:00.5Z0']
  const stamps = new LineStamps(lines.length)
  for (const [index, text] of lines.entries()) stamps.endOf(index, text)
  expect(stamps.formOf[0]).not.toBe(stamps.formOf[1])
})

it('reads stamps of several forms and days in turn, and those past a day it knows', () => {
  const lines = [
    '2026-03-01 23:59:59 a',
    'Mar  1 23:59:59 host b',
    '2026-03-02 00:00:01 a',
    'Mar  2 00:00:02 host b',
    '2026-03-01 23:59:58 a',
    '2026-03-01 24:00:00 no time',
    'Mar  1 10:61:00 no time',
  ]
  const stamps = new LineStamps(lines.length)
  expect(lines.map((text, index) => stamps.endOf(index, text))).toEqual([
    19, 15, 19, 15, 19, -1, -1,
  ])
  expect(stamps.forms).toHaveLength(2)
  expect((stamps.moments[2] ?? 0) - (stamps.moments[0] ?? 0)).toBe(2)
  expect((stamps.moments[3] ?? 0) - (stamps.moments[1] ?? 0)).toBe(3)
  expect((stamps.moments[4] ?? 0) - (stamps.moments[0] ?? 0)).toBe(-1)
})

it.each([
  ['1772359200 started', 0, 10],
  ['[1772359200.25] started', 1, 14],
  ['a host 10:22:04 up', 7, 15],
  ['a host: 1772359200', undefined, undefined],
  ['a host 1772359200', undefined, undefined],
])(
  'finds a clock in any of the first words, a bare number only as the first: %s',
  (text, start, end) => {
    expect(findStamp(text)?.start).toBe(start)
    expect(findStamp(text)?.end).toBe(end)
  },
)
