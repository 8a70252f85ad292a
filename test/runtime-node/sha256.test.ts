import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256 } from '../../src/engine/text/sha256.ts'

const reference = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

it('is what node:crypto says of the UTF-8 bytes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(1, 7, 63, 64, 65, 700),
      (text, times) => {
        const longer = text.repeat(times)
        expect(sha256(longer)).toBe(reference(longer))
      },
    ),
    { numRuns: 300 },
  )
})

it('pads every length right', () => {
  for (let length = 0; length < 200; length++) {
    expect(sha256('é'.repeat(length))).toBe(reference('é'.repeat(length)))
    expect(sha256('x'.repeat(length))).toBe(reference('x'.repeat(length)))
  }
  for (const length of [4000, 4095, 4096, 4097, 8191, 8192, 12_289]) {
    expect(sha256('\u{1f600}'.repeat(length))).toBe(reference('\u{1f600}'.repeat(length)))
  }
})
