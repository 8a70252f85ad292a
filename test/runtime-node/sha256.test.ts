import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryStore } from '../../src/engine/index.ts'
import { sha256 } from '../../src/engine/text/sha256.ts'
import { nodePlatform } from '../../src/runtime-node/platform.ts'

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

it('is what the host gives where it gives one: of all texts but those with a lone surrogate', () => {
  const platform = nodePlatform({ openStore: async () => memoryStore() })
  const units = fc.constantFrom('a', 'é', '\ufffd', '\u{1f600}', '\ud800', '\udc00')
  fc.assert(
    fc.property(fc.array(units, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      const isWellFormed = new TextDecoder().decode(new TextEncoder().encode(text)) === text
      expect(platform.sha256?.(text)).toBe(isWellFormed ? sha256(text) : undefined)
    }),
    { numRuns: 300 },
  )
})
