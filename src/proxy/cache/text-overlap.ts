/** How much two texts begin and end alike, in characters; no character counts twice. */
export interface Overlap {
  readonly start: number
  readonly end: number
}

/** What two texts begin with alike, and then what they end with alike. */
export function overlapOf(one: string, other: string): Overlap {
  const most = Math.min(one.length, other.length)
  let start = 0
  while (start < most && one.charCodeAt(start) === other.charCodeAt(start)) start++
  let end = 0
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++
  return { start, end }
}
