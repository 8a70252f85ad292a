import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStampPrinter, createStampReader } from '../../../src/engine/columns/stamp-memo.ts'
import { parseStamp, printStamp } from '../../../src/engine/columns/time-stamps.ts'

const STAMPS = [
  '2024-02-29T23:59:59Z',
  '2024-02-29 23:59:59,123',
  '2024-12-31T23:59:59.999999+05:30',
  '[2024/01/02 03:04:05]',
  '02/Jan/2006:15:04:05 +0000',
  '[10/Oct/2000:13:55:36 -0700]',
  'Jan  2 15:04:05',
  'Dec 31 23:59:59',
  '[Wed Oct 11 14:32:52.123456 2000]',
  '15:04:05.250',
  '0001-01-01T00:00:00Z',
]
const IRREGULAR = [
  '2023-02-29T00:00:00Z',
  '2024-13-01T00:00:00Z',
  '24:00:00',
  'Jab  2 15:04:05',
  '12:60:00',
  '1:02:03',
  '[Mon Oct 11 14:32:52 2000]',
  'Jan 02 15:04:05 x',
  '2024-01-01T00:00:60Z',
]

describe('time stamps', () => {
  it.each(STAMPS)('%s reads and prints back', (text) => {
    const stamp = parseStamp(text)
    expect(stamp).toBeDefined()
    if (stamp !== undefined) expect(printStamp(stamp.form, stamp.value)).toBe(text)
  })

  it.each(IRREGULAR)('%s is not regular', (text) => {
    expect(parseStamp(text)).toBeUndefined()
  })

  it('law: moving a stamp and reading it again gives the moved value, with and without memory', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...STAMPS.slice(0, 5)),
        fc.array(fc.integer({ min: -200_000, max: 200_000 })),
        (text, moves) => {
          const read = createStampReader()
          const print = createStampPrinter()
          let stamp = parseStamp(text)
          for (const move of moves) {
            if (stamp === undefined) return
            const value: number = stamp.value + move
            const moved = printStamp(stamp.form, value)
            expect(print(stamp.form, value)).toBe(moved)
            expect(read(moved)).toEqual(parseStamp(moved))
            expect(read(moved)?.value).toBe(value)
            stamp = { form: stamp.form, value }
          }
        },
      ),
    ))

  it('knows the epoch', () => {
    expect(parseStamp('1970-01-01T00:00:01Z')?.value).toBe(1)
    expect(parseStamp('2000-03-01T00:00:00.5Z')?.value).toBe(9_518_688_005)
  })
})
