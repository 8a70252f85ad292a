import { describe, expect, it } from 'vitest'
import { hasRegularLines } from '../../../src/engine/text/regular-lines.ts'

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

const PROSE = `The house was quiet, and nobody came for a long time.
When the rain stopped (it had rained since dawn) she went out;
the garden, as far as one could see, lay under water.
"What now?" he asked. There was no answer to that, or none
that she would have liked to give; so they stood, and looked.
Later, much later, a boat came: old, green, without oars.
They took it anyway. It was, after all, what there was.
`

const CODE = `export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}

/** Half of what lies between two numbers. */
export const middle = (one: number, other: number): number => (one + other) / 2
`

describe('lines built alike', () => {
  it.each([
    [
      'a table',
      lines(60, (at) => `E${at},All natural disasters,${1900 + at},${(at * 7919) % 5000}`),
    ],
    ['columns', lines(60, (at) => `pkg-${at}    1.${at}    admin     yes`)],
    ['a log', lines(60, (at) => `10:00:${10 + at} INFO [pool] took job ${at} after ${at * 3} ms`)],
  ])('are those of %s', (_, text) => {
    expect(hasRegularLines(text)).toBe(true)
  })

  it.each([
    ['prose', PROSE],
    ['code', CODE],
    ['nothing', ''],
    ['one long line', 'word and '.repeat(9000)],
    ['digests', lines(60, (at) => `${'0123456789abcdef'.repeat(4).slice(at % 9)}  dist/${at}.tgz`)],
  ])('are not those of %s', (_, text) => {
    expect(hasRegularLines(text)).toBe(false)
  })

  it('are found when they fill only some of a long text', () => {
    const table = lines(900, (at) => `row ${at} | ${at * 3} | open`)
    expect(hasRegularLines(`${PROSE.repeat(3)}${table}\n${PROSE.repeat(3)}`)).toBe(true)
    const prose = lines(300, (at) =>
      at.toString(2).replaceAll('0', 'so, ').replaceAll('1', 'it is. '),
    )
    expect(hasRegularLines(`${prose}\n${lines(9, (at) => `row ${at}`)}`)).toBe(false)
  })

  it('may be asked to fill less of a text', () => {
    const text = `${PROSE.repeat(2)}\n${lines(12, (at) => `row ${at} | ${at * 3} | open`)}`
    expect(hasRegularLines(text)).toBe(false)
    expect(hasRegularLines(text, 1)).toBe(true)
  })
})
