/** How many items two lists have in common from the start, the very same values. */
export function sharedBeginning<Item>(one: readonly Item[], other: readonly Item[]): number {
  const most = Math.min(one.length, other.length)
  let at = 0
  while (at < most && one[at] === other[at]) at++
  return at
}
