import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ColumnPart,
  refineColumn,
} from '../../../../src/engine/compressors/log/refine-column.ts'

/** Values as logs have them: a few words and numbers, joined by signs. */
const value = fc
  .array(
    fc.constantFrom('job', 'worker', '7', '42', 'a1', '12ms', '-', '/', ':', 'ünïcode', '0x1f'),
    { maxLength: 9 },
  )
  .map((parts) => parts.join(''))

const rowOf = (parts: readonly ColumnPart[], row: number): string =>
  parts.map((part) => ('text' in part ? part.text : part.values[row])).join('')

/** Common text as it is, what differs as `{}`. */
const shapeOf = (...values: readonly string[]): string =>
  refineColumn(values)
    .map((part) => ('text' in part ? part.text : '{}'))
    .join('')

describe('a column', () => {
  it('law: every value is what its parts are, one behind the other', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 16 }), (values) => {
        const parts = refineColumn(values)
        for (const [row, whole] of values.entries()) expect(rowOf(parts, row)).toBe(whole)
      }),
    )
  })

  it.each([
    ['what all begin and end with', ['job-17/done', 'job-4/done', 'job-230/done'], 'job-{}/done'],
    ['one that holds nothing more than the others', ['a-b', 'a-b-c'], 'a-b{}'],
    ['one that is the other twice', ['job-', 'job-job-'], '{}job-'],
    ['a longer stretch in the middle', ['x1/worker-y2', 'z3/worker-w4'], '{}/worker-{}'],
    ['no short one in the middle', ['x1-y2', 'z3-w4'], '{}'],
    ['letters before digits', ['worker7', 'worker12'], 'worker{}'],
    ['letters behind digits', ['12ms', '7ms'], '{}ms'],
    ['no word that changes twice', ['a1b2', 'a1c3'], '{}'],
    ['no part of a word beyond ASCII', ['größe7', 'größe12'], '{}'],
    ['not what numbers have in common by chance', ['1200', '1300'], '{}'],
  ])('is cut at %s', (_, values, shape) => {
    expect(shapeOf(...values)).toBe(shape)
  })
})
