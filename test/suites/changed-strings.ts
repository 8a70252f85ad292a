/** A string that became another. */
export interface ChangedString {
  readonly before: string
  readonly after: string
}

/**
 * The strings in which two JSON values differ, keys and order included. Throws where they differ in
 * anything else. Written without the engine's own reader.
 */
export function changedStrings(before: unknown, after: unknown): readonly ChangedString[] {
  if (before === after) return []
  if (typeof before === 'string' && typeof after === 'string') return [{ before, after }]
  const [one, other] = [membersOf(before), membersOf(after)]
  const keys = one.map(([key]) => key)
  if (JSON.stringify(keys) !== JSON.stringify(other.map(([key]) => key))) {
    throw new Error(`${JSON.stringify(before)} became ${JSON.stringify(after)}`)
  }
  return one.flatMap(([, value], at) => changedStrings(value, other[at]?.[1]))
}

function membersOf(value: unknown): readonly (readonly [key: string, value: unknown])[] {
  if (typeof value === 'object' && value !== null) return Object.entries(value)
  return [[JSON.stringify(value) ?? '', undefined]]
}
