import type { Piece } from '../../../relevance/spend-budget.ts'
import { directoryOf } from '../../../text/search/directory.ts'
import { ROLE, type SearchLines } from '../../../text/search/draft.ts'

/** Files named in one gap; those behind them are counted. */
const MOST_FILES = 24

/** Exact counts a gap: `src/ a.ts 12 matches, b.ts 3 of 5; test/ c.ts 1`. */
export function createGapSummary(lines: SearchLines): (run: Piece) => string {
  const totals = countsIn(lines, { from: 0, to: lines.count })
  return (run) => {
    const counts = [...countsIn(lines, run)]
    const named = counts.slice(0, MOST_FILES)
    let directory: string | undefined
    const parts: string[] = []
    for (const [path, count] of named) {
      const whole = lines.paths[path] ?? ''
      const own = directoryOf(whole)
      const total = totals.get(path) ?? count
      const part = `${whole.slice(own.length)} ${count === total ? count : `${count} of ${total}`}`
      parts.push(joined(part.trimStart(), own, directory))
      directory = own
    }
    const rest = restOf(counts.slice(MOST_FILES))
    return (parts.join('') + rest).replace(/(\d)(?=[,;]|$)/, '$1 matches').replace(UNSHOWN, ' ')
  }
}

/** A directory is named once for the files that follow below it. */
function joined(part: string, own: string, above: string | undefined): string {
  if (own === above) return `, ${part}`
  return `${above === undefined ? '' : '; '}${own}${own === '' ? '' : ' '}${part}`
}

function restOf(counts: readonly (readonly [path: number, count: number])[]): string {
  if (counts.length === 0) return ''
  const matches = counts.reduce((sum, [, count]) => sum + count, 0)
  return `; ${counts.length} more files ${matches}`
}

/** Matches by file, in order of appearance. */
function countsIn(
  { roles, pathOf }: SearchLines,
  { from, to }: Piece,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (let line = from; line < to; line++) {
    if (roles[line] !== ROLE.match) continue
    const path = pathOf[line] ?? -1
    counts.set(path, (counts.get(path) ?? 0) + 1)
  }
  return counts
}

/** Control characters and halves of surrogate pairs have no place in a summary. */
const UNSHOWN = new RegExp(
  [String.raw`[\u0000-\u001f\u007f]`, String.raw`[\u2028\u2029\ud800-\udfff]`].join('|'),
  'g',
)
