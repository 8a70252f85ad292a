import fc from 'fast-check'
import { expect, it } from 'vitest'
import { printDate, readDate } from '../../../src/engine/columns/dates.ts'

it('law: every date that is read prints back as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
      expect(readDate(printDate(days))).toBe(days)
    }),
  )
  expect(readDate('1970-01-01')).toBe(0)
  expect(readDate('2024-03-01')).toBe((readDate('2024-02-29') ?? 0) + 1)
})

it.each([
  '2024-02-30',
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-1-1',
  '2024/01/01',
  '',
  '24-01-01x',
])('takes %j for no date', (text) => {
  expect(readDate(text)).toBeUndefined()
})
