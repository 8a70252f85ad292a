/**
 * What the engine changed in a value: another value in its place, or changes further in. Only this comes
 * back from a worker, so that the caller's own objects stay those that nothing was changed in.
 */
export type Patch =
  | { readonly whole: unknown }
  | { readonly within: readonly (readonly [key: string, patch: Patch])[] }

/** How `after` differs from `before`, of which it shares all that is the same; `undefined` where it does not. */
export function patchBetween(before: unknown, after: unknown): Patch | undefined {
  if (Object.is(before, after)) return undefined
  const [old, now] = [membersOf(before), membersOf(after)]
  if (old === undefined || now === undefined || !haveSameKeys(old, now)) return { whole: after }
  const within: [string, Patch][] = []
  for (const [key, value] of Object.entries(now)) {
    const patch = patchBetween(old[key], value)
    if (patch !== undefined) within.push([key, patch])
  }
  return within.length === 0 ? undefined : { within }
}

/** The value with its changes; never changes its argument. */
export function withPatch(before: unknown, patch: Patch | undefined): unknown {
  if (patch === undefined) return before
  if ('whole' in patch) return patch.whole
  const copy = Array.isArray(before) ? before.slice() : { ...(before as object) }
  for (const [key, inner] of patch.within) {
    Reflect.set(copy, key, withPatch(Reflect.get(copy, key), inner))
  }
  return copy
}

type Members = Readonly<Record<string, unknown>>

function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null ? (value as Members) : undefined
}

function haveSameKeys(one: Members, other: Members): boolean {
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key))
}
