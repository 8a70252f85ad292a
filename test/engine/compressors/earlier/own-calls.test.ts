import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { belowCalls, linesOf, packBelow, unpackBelow } from './above.ts'

const file = linesOf(40)
const content = `${file.join('\n')}\n`
const wrote = { path: 'a.ts', content }
const bodyOf = (packed: string | undefined): readonly string[] => packed?.split('\n').slice(1) ?? []

function numbered(lines: readonly string[], from = 1, mark = '\t', width = 6): string {
  return lines.map((line, at) => `${String(at + from).padStart(width)}${mark}${line}`).join('\n')
}

describe('what the model said in a call', () => {
  it('is named where it comes back', () => {
    const earlier = belowCalls(wrote, { command: 'npm test' })
    const packed = packBelow(content, earlier) ?? ''
    expect(bodyOf(packed)).toEqual([
      String.raw`[A: "content" of your call {"path":"a.ts","content":"  line1 = call(0, line)\n  line2 =…, 2 calls above]`,
      '[all of A]',
      '',
    ])
    expect(unpackBelow(packed, earlier)).toBe(content)
  })

  it('is named where it comes back with line numbers', () => {
    const earlier = belowCalls(wrote)
    const packed = packBelow(
      numbered(file.toSpliced(20, 1, 'another line', 'and one more')),
      earlier,
    )
    expect(bodyOf(packed).slice(1)).toEqual([
      '[lines 1-18 of A, numbered from "     1\\t"]',
      ...numbered(
        [...file.slice(18, 20), 'another line', 'and one more', ...file.slice(21, 23)],
        19,
      ).split('\n'),
      '[lines 24-40 of A, numbered from "    25\\t"]',
    ])
  })

  it('is found wherever it stands among the arguments', () => {
    const edits = [
      { old: 'x', new: 'y' },
      { old: 'x', new: content },
    ]
    const earlier = belowCalls({ path: 'a.ts', edits })
    const packed = packBelow(`Here it is:\n${numbered(file.slice(4, 30), 97, ':', 1)}`, earlier)
    expect(bodyOf(packed)[0]).toContain('"edits.1.new" of your call {')
    expect(bodyOf(packed).at(-1)).toBe('[lines 7-30 of A, numbered from "99:"]')
    expect(unpackBelow(packed ?? '', earlier)).toBe(
      `Here it is:\n${numbered(file.slice(4, 30), 97, ':', 1)}`,
    )
  })

  it('is not named where it is short, or not the same', () => {
    expect(packBelow(content, belowCalls({ content: file.slice(0, 3).join('\n') }))).toBeUndefined()
    expect(packBelow(numbered(file, 1, ')'), belowCalls(wrote))).toBeUndefined()
    expect(
      packBelow(numbered(file).replaceAll(/^ +\d+/gm, '     7'), belowCalls(wrote)),
    ).toBeUndefined()
  })

  it('leads nowhere where the call is another', () => {
    const packed = packBelow(content, belowCalls(wrote)) ?? ''
    expect(unpackBelow(packed, belowCalls({ path: 'a.ts', text: content }))).toBeUndefined()
    expect(unpackBelow(packed, belowCalls(wrote, wrote, { command: 'ls' }))).toBeUndefined()
    expect(
      unpackBelow(packed.replace('1 call above', '9 calls above'), belowCalls(wrote)),
    ).toBeUndefined()
  })

  it('comes back whatever the numbers look like', () => {
    const anyNumbers = fc.record({
      from: fc.integer({ min: 0, max: 100_010 }),
      width: fc.integer({ min: 1, max: 8 }),
      mark: fc.constantFrom('\t', '→', ':', '|', ': ', ' ', '-'),
      isShort: fc.boolean(),
    })
    fc.assert(
      fc.property(anyNumbers, ({ from, width, mark, isShort }) => {
        const text = numbered(isShort ? file.slice(3, 20) : file, from, mark, width)
        const earlier = belowCalls(wrote)
        const packed = packBelow(text, earlier)
        if (packed !== undefined) expect(unpackBelow(packed, earlier)).toBe(text)
        expect(packed !== undefined).toBe('\t→:|'.includes(mark))
      }),
    )
  })
})
