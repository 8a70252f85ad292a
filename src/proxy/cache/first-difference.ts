import { describeTextChange } from './describe-change.ts'
import type { PrefixGroup } from './prefix-groups.ts'

/** Where a request parts from an earlier one, in places and kinds; never in words of it. */
export interface Difference {
  /** The path in the body, e.g. `system[1].text`. */
  readonly place: string
  /** Characters into the text there; absent where it is no text that changed. */
  readonly offset?: number
  /** E.g. `a date`, `keys in another order`. */
  readonly what: string
  /** The share of the later request, by characters, that stands behind it: estimated. */
  readonly shareBehind: number
}

type Found = Omit<Difference, 'shareBehind'> | undefined

/**
 * The first place where a later request does not go on as an earlier one began; `undefined` where it
 * only adds to it. What follows that place no cache can give.
 */
export function firstDifference(
  before: readonly PrefixGroup[],
  after: readonly PrefixGroup[],
): Difference | undefined {
  let passed = 0
  for (const [at, group] of after.entries()) {
    const earlier = before[at]
    const same = earlier === undefined ? 0 : sameItems(earlier, group)
    const found = earlier === undefined ? undefined : differenceIn(earlier, group, same)
    passed += sizeOf(group.items.slice(0, same))
    if (found === undefined) {
      passed += sizeOf(group.items.slice(same))
      continue
    }
    const whole = after.reduce((sum, { items }) => sum + sizeOf(items), 0)
    const behind = whole - passed - (found.offset ?? 0)
    return { ...found, shareBehind: whole === 0 ? 0 : Math.max(0, behind / whole) }
  }
  return undefined
}

function sizeOf(items: readonly unknown[]): number {
  return items.reduce((sum: number, item) => sum + (JSON.stringify(item) ?? '').length, 0)
}

function sameItems(before: PrefixGroup, after: PrefixGroup): number {
  const most = Math.min(before.items.length, after.items.length)
  for (let at = 0; at < most; at++) {
    if (JSON.stringify(before.items[at]) !== JSON.stringify(after.items[at])) return at
  }
  return most
}

function differenceIn(before: PrefixGroup, after: PrefixGroup, same: number): Found {
  const { name, isSingle, from } = after
  const place = isSingle ? name : `${name}[${from + same}]`
  const isWhole = same === before.items.length
  if (isWhole && (after.grows || same === after.items.length)) return undefined
  if (name === 'tools') {
    const changed = listChange(before.items, after.items)
    if (changed !== undefined) return { place, what: changed }
  }
  if (same === after.items.length) return { place, what: `fewer ${name} than before` }
  if (isWhole) return { place, what: `more ${name} than before` }
  const found = below(place, before.items[same], after.items[same])
  if (found === undefined) return { place, what: 'another value' }
  // A text that stands alone has no member of that name.
  return isSingle ? { ...found, place: found.place.replace(/\.text$/, '') } : found
}

/** How a list of tools is another; `undefined` where only what they say is. */
function listChange(before: readonly unknown[], after: readonly unknown[]): string | undefined {
  const [one, other] = [before.map(nameOf), after.map(nameOf)]
  const added = other.filter((name) => !one.includes(name)).length
  const gone = one.filter((name) => !other.includes(name)).length
  if (added + gone > 0) return `tools: ${added} came, ${gone} went`
  return one.join('\n') === other.join('\n') ? undefined : 'tools in another order'
}

/** Whatever names a tool; of one without a name, all of it. */
function nameOf(tool: unknown): string {
  if (typeof tool !== 'object' || tool === null) return String(tool)
  const { name, function: inner, type } = tool as Readonly<Record<string, unknown>>
  const named = typeof inner === 'object' && inner !== null && 'name' in inner ? inner.name : name
  return typeof named === 'string' ? named : `${String(type)} ${JSON.stringify(tool)}`
}

/** As deep as values are told apart. */
const DEEPEST = 64

function below(place: string, before: unknown, after: unknown): Found {
  let at: Step | undefined = { place, before, after }
  for (let depth = 0; at !== undefined && depth < DEEPEST; depth++) {
    const { place: here, before: one, after: other } = at
    if (typeof one === 'string' && typeof other === 'string') {
      return { place: here, ...describeTextChange(one, other) }
    }
    if (hasOtherOrder(one, other)) return { place: here, what: 'keys in another order' }
    const next: Step | undefined = stepInto(here, one, other)
    if (next === undefined) return { place: here, what: 'another value' }
    at = next
  }
  return undefined
}

interface Step {
  readonly place: string
  readonly before: unknown
  readonly after: unknown
}

/** The first member in which two objects or lists differ; `undefined` for what has no members. */
function stepInto(place: string, before: unknown, after: unknown): Step | undefined {
  if (!isNested(before) || !isNested(after)) return undefined
  if (Array.isArray(before) !== Array.isArray(after)) return undefined
  const [one, other] = [membersOf(before), membersOf(after)]
  for (const key of Object.keys(other)) {
    if (JSON.stringify(one[key]) === JSON.stringify(other[key])) continue
    const inner = Array.isArray(after) ? `${place}[${key}]` : `${place}.${key}`
    return { place: inner, before: one[key], after: other[key] }
  }
  return undefined
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function membersOf(value: object): Readonly<Record<string, unknown>> {
  return value as Readonly<Record<string, unknown>>
}

/** True for objects of the same members, each as it was, that only stand in another order. */
function hasOtherOrder(before: unknown, after: unknown): boolean {
  if (!isNested(before) || !isNested(after) || Array.isArray(before) || Array.isArray(after)) {
    return false
  }
  const [one, other] = [membersOf(before), membersOf(after)]
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.join('\n') !== Object.keys(other).join('\n') &&
    keys.every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]))
  )
}
