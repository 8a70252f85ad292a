import { RANK, type Unit } from './units.ts'

/** What a gap line costs, about, in tokens. */
const GAP_COST = 15

export interface Hiding {
  readonly units: readonly Unit[]
  /** Tokens of each unit. */
  readonly costs: Int32Array
  /** What to come down to. */
  readonly target: number
  /** Changes are left out only while more tokens than this are shown. */
  readonly targetOfChanges: number
}

/** Which units to leave out: the lowest ranks first, until the target is met. 1 for hidden ones. */
export function hide(hiding: Hiding): Uint8Array {
  const { units, costs, target, targetOfChanges } = hiding
  const hidden = new Uint8Array(units.length)
  let shown = costs.reduce((sum, cost) => sum + cost, 0)
  for (const index of byRank(units)) {
    const rank = units[index]?.rank ?? RANK.kept
    const least = rank < RANK.entry ? target : targetOfChanges
    if (rank >= RANK.kept || shown <= least) break
    const joined = (hidden[index - 1] ?? 0) + (hidden[index + 1] ?? 0)
    hidden[index] = 1
    shown += (1 - joined) * GAP_COST - (costs[index] ?? 0)
  }
  showNarrowGaps(hidden, costs)
  return hidden
}

function byRank(units: readonly Unit[]): readonly number[] {
  return [...units.entries()]
    .sort(([one, a], [other, b]) => a.rank - b.rank || a.score - b.score || one - other)
    .map(([index]) => index)
}

/** A gap that hides less than its own line costs is no gain. */
function showNarrowGaps(hidden: Uint8Array, costs: Int32Array): void {
  let start = 0
  let tokens = 0
  for (let at = 0; at <= hidden.length; at++) {
    if (at < hidden.length && hidden[at] === 1) {
      tokens += costs[at] ?? 0
      continue
    }
    if (tokens <= GAP_COST) hidden.fill(0, start, at)
    start = at + 1
    tokens = 0
  }
}
