import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sampleOf } from '../../../src/engine/detect/line-sample.ts'

const anyLine = fc.string({ maxLength: 60 }).map((line) => line.replaceAll(/[^ -~]/g, ' '))

it('law: a short text is seen whole, in order', () =>
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 20 }), (lines) => {
      const text = lines.join('\n')
      const expected = text.endsWith('\n') ? lines.slice(0, -1) : lines
      const { lines: seen } = sampleOf(text)
      expect(seen).toEqual(text === '' ? [] : expected)
    }),
  ))

it('a long text is seen at both ends and between, in bounded space', () => {
  const text = Array.from({ length: 90_000 }, (_, n) => `line ${n}`).join('\r\n')
  const { lines, written } = sampleOf(text)
  expect(written).toHaveLength(26)
  expect(lines.filter((line) => line === '')).toHaveLength(2)
  expect([lines[0], lines.at(-1)]).toEqual(['line 0', 'line 89999'])
  const numbers = written.map((line) => Number(line.slice(5)))
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
})

it('lines are cut in their middle and lose their colours', () => {
  const { lines } = sampleOf(`${'a'.repeat(9000)}z\n\u001b[31mred\u001b[0m\n`)
  expect(lines[0]).toHaveLength(320)
  expect(lines[0]?.endsWith('z')).toBe(true)
  expect(lines[1]).toBe('red')
})
