import { describe, expect, it } from 'vitest'
import { showFirst } from '../../../src/engine/relevance/show-first.ts'
import { lineStartsOf } from '../../../src/engine/text/line-starts.ts'

const shownOf = (count: number, ...shown: readonly number[]): Uint8Array => {
  const lines = lineStartsOf(`${'test passes and says so at length\n'.repeat(count)}`)
  const marks = new Uint8Array(lines.count)
  for (const at of shown) marks[at] = 1
  showFirst(marks, { lines, density: 400 })
  return marks
}

describe('where next to nothing is worth showing', () => {
  it('the first of it is shown, a twentieth of the whole and little more', () => {
    const shown = shownOf(400, 399)
    const count = shown.reduce((sum, mark) => sum + mark, 0)
    expect(count).toBeGreaterThan(400 / 20)
    expect(count).toBeLessThan(400 / 14)
    expect([...shown.subarray(0, count - 1)].every((mark) => mark === 1)).toBe(true)
    expect(shown[399]).toBe(1)
  })

  it('nothing is added to what is enough, or to what is long', () => {
    const enough = Array.from({ length: 40 }, (_, at) => 100 + at)
    expect(shownOf(400, ...enough)[0]).toBe(0)
    expect(shownOf(4000, 5)[0]).toBe(0)
  })
})
