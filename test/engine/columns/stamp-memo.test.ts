import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStampPrinter, createStampReader } from '../../../src/engine/columns/stamp-memo.ts'
import { parseStamp, printStamp } from '../../../src/engine/columns/time-stamps.ts'

const number = (most: number, width: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(width, '0'))

/** Stamps of few days in several forms, some of them of no day or time at all. */
const stamps = fc
  .record({
    year: fc.constantFrom('0000', '0999', '1999', '2000', '2023', '2024', '9999'),
    month: number(13, 2),
    day: number(32, 2),
    joint: fc.constantFrom('T', ' ', 'T', 't'),
    dash: fc.constantFrom('-', '-', '/'),
    hour: number(24, 2),
    minute: number(60, 2),
    fraction: fc.constantFrom('', '.5', '.123', ',123'),
    zone: fc.constantFrom('', 'Z', 'Z', '+02:00'),
  })
  .map((at) => {
    const date = [at.year, at.month, at.day].join(at.dash)
    return `${date}${at.joint}${at.hour}:${at.minute}:07${at.fraction}${at.zone}`
  })

describe('stamps in a row', () => {
  it('law: are read as each would be alone', () => {
    fc.assert(
      fc.property(fc.array(stamps, { maxLength: 30 }), (texts) => {
        const read = createStampReader()
        for (const text of texts) expect(read(text)).toEqual(parseStamp(text))
      }),
      { numRuns: 300 },
    )
  })

  it('law: are printed as each would be alone, also further on', () => {
    const steps = fc.array(fc.integer({ min: -1e11, max: 1e11 }), { maxLength: 20 })
    fc.assert(
      fc.property(stamps, steps, (text, values) => {
        const stamp = parseStamp(text)
        if (stamp === undefined) return
        const print = createStampPrinter()
        let value = stamp.value
        for (const step of values) {
          value += step
          expect(print(stamp.form, value)).toBe(printStamp(stamp.form, value))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('knows a day that follows without reading its form anew', () => {
    const read = createStampReader()
    const first = read('2024-02-28T23:59:59Z')
    const next = read('2024-02-29T00:00:00Z')
    expect(next?.form).toBe(first?.form)
    expect((next?.value ?? 0) - (first?.value ?? 0)).toBe(1)
    expect(read('2023-02-29T00:00:00Z')).toBeUndefined()
  })
})
