import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksum } from '../../../src/engine/text/checksum.ts'

describe('checksum', () => {
  it('stays what it is: packed texts in old conversations carry it', () => {
    const texts = ['', 'a', 'log', 'four', 'fives', 'GET /health 200 3ms\n', '\u{1f600}é\ud800']
    expect(texts.map(checksum)).toMatchInlineSnapshot(`
      [
        "ac083bed",
        "47074491",
        "4addac8d",
        "2fcbdac7",
        "4e9ca106",
        "ab50f14e",
        "87d1de97",
      ]
    `)
  })

  it('law: one unit changed, added, dropped or moved changes it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.nat(39),
        fc.nat(0xffff),
        (text, place, code) => {
          const at = Math.min(place, text.length)
          const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
          const added = text.slice(0, at) + String.fromCharCode(code) + text.slice(at)
          const moved = text.slice(at) + text.slice(0, at)
          for (const other of [changed, added, moved]) {
            expect(checksum(other) === checksum(text)).toBe(other === text)
          }
        },
      ),
    )
  })

  it('spreads: texts that differ little share no half of it more often than chance', () => {
    const all = Array.from({ length: 4096 }, (_, n) => checksum(`${'x'.repeat(n % 9)}row ${n}`))
    expect(new Set(all).size).toBe(4096)
    for (const half of [all.map((hex) => hex.slice(0, 4)), all.map((hex) => hex.slice(4))]) {
      // 4096 draws out of 65,536 give 3,970 different ones on the mean.
      expect(new Set(half).size).toBeGreaterThan(3900)
    }
  })
})
