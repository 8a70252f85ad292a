/** Whether two runs of bytes are the same. */
export function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  const { length } = one
  if (length !== other.length) return false
  let at = 0
  while (at < length && one[at] === other[at]) at++
  return at === length
}
