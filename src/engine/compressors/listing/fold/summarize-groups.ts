import type { Piece } from '../../../relevance/spend-budget.ts'
import type { Groups } from './groups.ts'

/** Groups named in one gap; those behind them are counted. */
const MOST_GROUPS = 24

/** Exact counts a gap: `src/a/ 12 of 40, src/b/ 7; 3 more groups 21`. */
export function createGroupSummary({ names, groupOf, counts }: Groups): (run: Piece) => string {
  return ({ from, to }) => {
    const hidden = new Map<number, number>()
    for (const group of groupOf.subarray(from, to)) {
      if (group !== -1) hidden.set(group, (hidden.get(group) ?? 0) + 1)
    }
    const largest = [...hidden].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    const parts = largest.slice(0, MOST_GROUPS).map(([group, count]) => {
      const total = counts[group] ?? count
      return `${names[group] ?? ''} ${count === total ? count : `${count} of ${total}`}`
    })
    const rest = largest.slice(MOST_GROUPS)
    const others = rest.reduce((sum, [, count]) => sum + count, 0)
    const more = rest.length === 0 ? '' : `; ${rest.length} more groups ${others}`
    return (parts.join(', ') + more).replace(UNSHOWN, ' ')
  }
}

/** Control characters and halves of surrogate pairs have no place in a summary. */
const UNSHOWN = new RegExp(
  [String.raw`[\u0000-\u001f\u007f]`, String.raw`[\u2028\u2029\ud800-\udfff]`].join('|'),
  'g',
)
