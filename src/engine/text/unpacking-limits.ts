/**
 * What unpacking may come to: a few hostile bytes could stand for gigabytes. Packers refuse texts
 * beyond these bounds, so nothing of ours is ever refused.
 */
export const UNPACKING_LIMITS = {
  /** UTF-16 units, half of the longest string of Node 20 (2^29 - 24) with room to spare. */
  units: 0x8000000,
  lines: 8_000_000,
} as const
