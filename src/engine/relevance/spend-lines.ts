import type { LineStarts } from '../text/line-starts.ts'

/** Ranks of worth per token; sorting by rank is one pass. */
const RANKS = 4096
const SCALE = 64
/** What a gap line costs, about, in tokens. */
const GAP_COST = 26

/** However much was needed, the rest gets this part of the budget. */
const LEAST_REST = 4

export interface LineSpending {
  readonly lines: LineStarts
  readonly worth: Int32Array
  /** From this worth on a line is shown even beyond the budget, up to `most`. */
  readonly needed: number
  /** Lines worth less are not shown even where the budget would allow it. */
  readonly least: number
  /** Characters a token, times 100. */
  readonly density: number
  /** In tokens. */
  readonly budget: number
  /** In tokens, for needed lines. */
  readonly most: number
}

/**
 * Which lines to show, 1 for shown: what is needed first, by worth and then in its own order, so that
 * what belongs together stays together; then the rest by worth per token until the budget is spent.
 */
export function spendOnLines(spending: LineSpending): Uint8Array {
  const { worth, lines, budget, most, needed, least } = spending
  const shown = new Uint8Array(lines.count)
  const order = byRank(spending).filter((line) => (worth[line] ?? 0) >= least)
  const isNeeded = (line: number): boolean => (worth[line] ?? 0) >= needed
  const first = order.filter(isNeeded).sort((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || a - b)
  const spent = show(shown, first, { spending, limit: most })
  const rest = Math.max(budget - spent, Math.floor(budget / LEAST_REST))
  show(
    shown,
    order.filter((line) => !isNeeded(line)),
    { spending, limit: rest },
  )
  showNarrowGaps(shown, spending)
  return shown
}

/** Shows lines in their order as far as the limit allows; gives what they cost. */
function show(
  shown: Uint8Array,
  order: Int32Array,
  { spending, limit }: { readonly spending: LineSpending; readonly limit: number },
): number {
  let spent = 0
  for (const line of order) {
    const cost = costOf(line, shown, spending)
    if (spent + cost > limit) continue
    shown[line] = 1
    spent += cost
  }
  return spent
}

/** A line between two gaps parts them, and so costs a gap line more. */
function costOf(line: number, shown: Uint8Array, spending: LineSpending): number {
  const sides = (shown[line - 1] === 1 ? 0 : 1) + (shown[line + 1] === 1 ? 0 : 1)
  return Math.max(0, tokensOf(line, spending) + (sides - 1) * GAP_COST)
}

/** Tokens of a line, about. */
export function tokensOf(
  line: number,
  { lines, density }: Pick<LineSpending, 'lines' | 'density'>,
): number {
  const length = (lines.starts[line + 1] ?? 0) - (lines.starts[line] ?? 0)
  return 1 + Math.floor((length * 100) / density)
}

/** Lines in falling order of worth per token; those of equal rank in their own order. */
function byRank(spending: LineSpending): Int32Array {
  const { worth, lines } = spending
  const ranks = new Uint16Array(lines.count)
  const starts = new Int32Array(RANKS + 1)
  for (let line = 0; line < lines.count; line++) {
    const perToken = ((worth[line] ?? 0) * SCALE) / (tokensOf(line, spending) + GAP_COST / 2)
    const rank = RANKS - 1 - Math.min(RANKS - 1, Math.floor(perToken))
    ranks[line] = rank
    starts[rank + 1] = (starts[rank + 1] ?? 0) + 1
  }
  for (let rank = 0; rank < RANKS; rank++) {
    starts[rank + 1] = (starts[rank + 1] ?? 0) + (starts[rank] ?? 0)
  }
  const order = new Int32Array(lines.count)
  for (let line = 0; line < lines.count; line++) {
    const rank = ranks[line] ?? 0
    order[starts[rank] ?? 0] = line
    starts[rank] = (starts[rank] ?? 0) + 1
  }
  return order
}

/** A gap that hides less than its own line costs is no gain. */
function showNarrowGaps(shown: Uint8Array, spending: LineSpending): void {
  let start = 0
  let hidden = 0
  for (let line = 0; line <= shown.length; line++) {
    if (line < shown.length && shown[line] === 0) {
      hidden += tokensOf(line, spending)
      continue
    }
    if (hidden <= GAP_COST) shown.fill(1, start, line)
    start = line + 1
    hidden = 0
  }
}

/** Characters counted to know how many make a token. */
const WEIGHED = 8000

/** Characters a token in the middle of a text, times 100. */
export function densityOf(text: string, countTokens: (text: string) => number): number {
  const middle = Math.max(0, Math.floor((text.length - WEIGHED) / 2))
  const sample = text.slice(middle, middle + WEIGHED)
  return Math.max(100, Math.floor((sample.length * 100) / Math.max(1, countTokens(sample))))
}
