import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packTrace } from '../../../../src/engine/compressors/trace/pack.ts'
import { applyFold } from '../../../../src/engine/recall/marker.ts'
import { JAVA, RUST, TRACES } from './traces.ts'

const words = (text: string): number => Math.ceil(text.length / 4)
const pack = (text: string, folded = false): string | undefined =>
  packTrace.pack(
    { text, content: { kind: 'trace', confidence: 99 }, folded },
    { query: '', targetTokens: 0, countTokens: words, signal: undefined },
  )

/** The packed text, checked. */
function packed(text: string, folded = false): string {
  const out = pack(text, folded) ?? ''
  expect(packTrace.unpack(out)).toBe(text)
  expect(packTrace.preserves(text, out)).toBe('bytes')
  return out
}

const hostileLine = fc.oneof(
  fc.constantFrom(
    '\tat shop.Cart.mid(Cart.java:4)',
    '\tat shop.Cart$Inner.mid(Cart.java:4)',
    '\tat shop.CartKt.mid(Cart.kt:4)',
    '\tat shop.Cart.mid(Cart.kt:4)',
    '\tat shop.Cart.mid(:4)',
    '|\tat shop.Cart.mid(:4)',
    '|',
    '[block A = the next 2 lines]',
    '[the line above 3 more times]',
    '\\[block A again]',
    '[… lines 4-40 (37) left out: 3 of 5 x.y(:12)]',
    '---',
    'α=β',
    '[packed trace#00000000]',
    'Cart.x(:1)Cart.y(Cart.java:2)',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
const hostile = fc
  .tuple(
    fc.array(fc.tuple(hostileLine, fc.constantFrom('\n', '\r\n')), { maxLength: 30 }),
    fc.boolean(),
  )
  .map(([lines, isDoubled]) => {
    const text = lines.map(([line, end]) => line + end).join('')
    return isDoubled ? text + text : text
  })

describe('bytes', () => {
  it.each([...TRACES])('%s comes back, with either kind of line end', (_, text) => {
    for (const whole of [text, text.replaceAll('\n', '\r\n'), text.trimEnd(), `\ufeff${text}`]) {
      const out = pack(whole + whole)
      expect(out).toBeDefined()
      expect(packTrace.unpack(out ?? '')).toBe(whole + whole)
    }
  })

  it('hostile texts come back or are left alone', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, folded) => {
        const out = pack(text, folded)
        if (out !== undefined) expect(packTrace.unpack(out)).toBe(text)
      }),
      { numRuns: 400 },
    )
  })

  it('nothing that is not ours is unpacked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (body) => {
        expect(packTrace.unpack(`[packed trace#12345678 x]\n${body}`)).toBeUndefined()
        expect(packTrace.unpack(body)).toBeUndefined()
      }),
    )
    expect(packTrace.unpack(packed(JAVA).replace('Cart', 'Card'))).toBeUndefined()
  })
})

describe('what is shared', () => {
  it('files that their class names', () => {
    const out = packed(JAVA)
    expect(out).toMatch(/^\[packed trace#[0-9a-f]{8} \(:12\) is line 12 of the class's own file/)
    expect(out).toContain('shop.Cart$Rates.find(:6)')
    expect(out.length).toBeLessThan(JAVA.length / 2)
  })

  it('cycles of recursion', () => {
    expect(packed(JAVA)).toContain('[the 2 lines above 19 more times]')
  })

  it('whole stacks, and long paths', () => {
    const many = RUST.repeat(20)
    expect(packed(many).length).toBeLessThan(RUST.length * 1.1)
  })

  it('Kotlin and Scala name their files', () => {
    const frames = '\tat shop.Cart.mid(Cart.kt:4)\n\tat shop.Rates$.find(Rates.scala:9)\n'
    const out = packed(frames.repeat(30))
    expect(out).toContain('shop.Cart.mid(.kt:4)')
    expect(out).toContain('shop.Rates$.find(.scala:9)')
  })

  it('of a folded text each frame stands alone, and gap lines stay', () => {
    const lines = JAVA.split('\n')
    const start = lines.slice(0, 20).join('\n').length + 1
    const end = lines.slice(0, 50).join('\n').length + 1
    const summary = '30 own frames'
    const kept = applyFold(JAVA, [{ start, end, unit: 'lines', from: 21, to: 50, summary }])
    const out = packed(kept, true)
    expect(out).toContain('\n[… lines 21-50 (30) left out: 30 own frames]\n')
    expect(out).not.toMatch(/\[the |\[block /)
  })
})
