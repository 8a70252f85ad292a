/** Ranks of worth per token; sorting by rank is one pass. */
const RANKS = 4096
const SCALE = 64

/** Indexes in falling order of worth per token; those of equal rank in their own order. */
export function rankOrder(worth: ArrayLike<number>, cost: ArrayLike<number>): Int32Array {
  const ranks = new Uint16Array(worth.length)
  const starts = new Int32Array(RANKS + 1)
  for (let at = 0; at < worth.length; at++) {
    const perToken = Math.floor(((worth[at] ?? 0) * SCALE) / Math.max(1, cost[at] ?? 1))
    const rank = RANKS - 1 - Math.min(RANKS - 1, perToken)
    ranks[at] = rank
    starts[rank + 1] = (starts[rank + 1] ?? 0) + 1
  }
  for (let rank = 0; rank < RANKS; rank++) {
    starts[rank + 1] = (starts[rank + 1] ?? 0) + (starts[rank] ?? 0)
  }
  const order = new Int32Array(worth.length)
  for (let at = 0; at < worth.length; at++) {
    const rank = ranks[at] ?? 0
    order[starts[rank] ?? 0] = at
    starts[rank] = (starts[rank] ?? 0) + 1
  }
  return order
}
