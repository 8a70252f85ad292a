import type { LineTable } from '../line-table.ts'

/** What a gap line costs, about, in tokens. */
const GAP_COST = 26
/** Ranks of worth per token; sorting by rank is one pass. */
const RANKS = 4096
const SCALE = 64

export interface Spending {
  readonly lines: LineTable
  readonly worth: Int32Array
  /** Characters a token, times 100. */
  readonly density: number
  readonly budget: number
}

/** Which lines to show: by worth per token, until the budget is spent. 1 for shown lines. */
export function spend(spending: Spending): Uint8Array {
  const { worth, lines, budget } = spending
  const shown = new Uint8Array(lines.count)
  let left = budget
  for (const line of byRank(spending)) {
    if (left <= 0) break
    const sides = (shown[line - 1] === 1 ? 0 : 1) + (shown[line + 1] === 1 ? 0 : 1)
    const cost = tokensOf(line, spending) + (sides - 1) * GAP_COST
    if (cost > left && (worth[line] ?? 0) > 0 && left < budget) continue
    shown[line] = 1
    left -= cost
  }
  showNarrowGaps(shown, spending)
  return shown
}

function tokensOf(line: number, { lines, density }: Spending): number {
  const length = (lines.starts[line + 1] ?? 0) - (lines.starts[line] ?? 0)
  return 1 + Math.floor((length * 100) / density)
}

/** Lines in falling order of worth per token; those of equal rank in their own order. */
function byRank(spending: Spending): Int32Array {
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
function showNarrowGaps(shown: Uint8Array, spending: Spending): void {
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
