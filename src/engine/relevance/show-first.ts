import type { LineSpending } from './spend-lines.ts'
import { tokensOf } from './spend-lines.ts'

/** Of less than a twentieth of a text a model tends to ask for the rest: a little above that is shown. */
const LEAST_SHOWN = 1 / 16
/** Tokens: of so long a text even a small share is much. */
const LONGEST_SHARED = 20_000

/** Shows the first of what is hidden too, where next to nothing of a text is worth showing. */
export function showFirst(
  shown: Uint8Array,
  spending: Pick<LineSpending, 'lines' | 'density'>,
): void {
  let whole = 0
  let spent = 0
  for (let line = 0; line < shown.length; line++) {
    const tokens = tokensOf(line, spending)
    whole += tokens
    spent += shown[line] === 1 ? tokens : 0
  }
  const least = whole > LONGEST_SHARED ? 0 : whole * LEAST_SHOWN
  for (let line = 0; line < shown.length && spent < least; line++) {
    if (shown[line] === 1) continue
    shown[line] = 1
    spent += tokensOf(line, spending)
  }
}
