import type { Source } from './source.ts'

/** Values that recur and are shown once, by name. */
export interface Shares {
  /** The first places of the values that have names, in order of their names. */
  definitions(): readonly number[]
  /** True when `node` is to be written by a name; counts the use. */
  use(node: number): boolean
  isShared(node: number): boolean
  /** Number of the name under which `node` is shown, from 1. */
  nameOf(node: number): number
  clearUses(): void
  /** Takes back names that were used less than twice; true when there were none. */
  dropUnused(): boolean
}

export const NO_SHARES: Shares = {
  definitions: () => [],
  use: () => false,
  isShared: () => false,
  nameOf: () => 0,
  clearUses: () => undefined,
  dropUnused: () => true,
}

export function findShares(_source: Source): Shares {
  return NO_SHARES
}
