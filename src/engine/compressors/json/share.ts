import { JSON_KIND } from '../../text/json-index.ts'
import type { Kinship } from './kinship.ts'
import type { Names } from './names.ts'
import { isContainer, type Source } from './source.ts'
import { numberValues } from './value-ids.ts'

/** Values that recur: shown in full where they come first, with a name, and by the name after. */
export interface Shares {
  /** What to do with `node`: nothing, show it with its name, or write the name; counts the use. */
  use(node: number): 'none' | 'first' | 'again'
  /** True for an object in a row that is better shown once, with a name, than as columns. */
  prefersName(node: number): boolean
  /** Number of the name of a value that is in use, from 1 in the order of first uses. */
  nameOf(node: number): number
  clearUses(): void
  /** Takes back names whose uses do not pay; true when there were none. */
  dropWeak(): boolean
}

/** Shorter strings cost about as much as a name. */
const SHORTEST_TEXT = 16
/** Tokens a name costs where it is used, and where it is given. */
const USE_COST = 3
const NAMING_COST = 5

interface Shared {
  /** Tokens of the value, about. */
  readonly cost: number
  uses: number
  name: number
  isOn: boolean
}

/** Finds subtrees and long strings that recur anywhere. Linear. */
export function findShares(source: Source, names: Names, kinship: Kinship): Shares {
  const ids = numberValues(source, names)
  const costs = costsOf(source)
  const byValue = recurring(source, ids, costs)
  const all = [...byValue.values()]
  const preferred = preferredPlaces({ source, ids, costs }, kinship)
  const sharedAt = (node: number): Shared | undefined => byValue.get(ids[node] ?? -1)
  let named = 0
  return {
    use: (node) => {
      const shared = sharedAt(node)
      if (shared?.isOn !== true) return 'none'
      if (shared.uses++ > 0) return 'again'
      shared.name = ++named
      return 'first'
    },
    prefersName: (node) => preferred.has(kinship.labelOf(node)) && sharedAt(node)?.isOn === true,
    nameOf: (node) => sharedAt(node)?.name ?? 0,
    clearUses: () => {
      named = 0
      for (const shared of all) shared.uses = 0
    },
    dropWeak: () => {
      const used = all.filter(({ isOn, uses }) => isOn && uses > 0)
      const strong = used.filter(({ cost, uses }) => pays(cost, uses)).sort(bySaving)
      const kept = new Set(strong.slice(0, MOST_NAMES))
      const weak = used.filter((shared) => !kept.has(shared))
      for (const shared of weak) shared.isOn = false
      return weak.length === 0
    },
  }
}

/** More names than this are no help to a reader. */
const MOST_NAMES = 100

function bySaving(one: Shared, other: Shared): number {
  return (other.uses - 1) * other.cost - (one.uses - 1) * one.cost
}

function pays(cost: number, uses: number): boolean {
  return uses >= 2 && (uses - 1) * cost > uses * USE_COST + NAMING_COST
}

/** Characters a token holds, about, in keys and short values. */
const TOKEN_LENGTH = 4

/** Tokens of each value, about, without its own key; children before parents. */
function costsOf(source: Source): Int32Array {
  const { kinds, starts, ends, count } = source.index
  const costs = new Int32Array(count)
  for (let node = count - 1; node >= 0; node--) {
    const length = (ends[node] ?? 0) - (starts[node] ?? 0)
    const isTree = isContainer(kinds[node])
    costs[node] = isTree ? costOfTree(source, node, costs) : 1 + Math.ceil(length / TOKEN_LENGTH)
  }
  return costs
}

function costOfTree({ index }: Source, node: number, costs: Int32Array): number {
  const { starts, nexts, keys } = index
  const end = nexts[node] ?? 0
  let cost = 1
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    const key = keys[child] ?? -1
    cost += costs[child] ?? 0
    if (key !== -1) cost += 1 + Math.floor(((starts[child] ?? 0) - key) / TOKEN_LENGTH)
  }
  return cost
}

/** By value number: values that occur often enough, and are long enough, for a name to pay. */
function recurring(source: Source, ids: Int32Array, costs: Int32Array): Map<number, Shared> {
  const { times, costOf } = countValues(source, ids, costs)
  const found = new Map<number, Shared>()
  for (const id of ids) {
    const uses = times[id] ?? 0
    if (uses < 2) continue
    times[id] = 0
    const cost = costOf[id] ?? 0
    if (pays(cost, uses)) found.set(id, { cost, uses: 0, name: 0, isOn: true })
  }
  return found
}

/** How often each value that may have a name occurs, by its number, and what it costs. */
function countValues(
  source: Source,
  ids: Int32Array,
  costs: Int32Array,
): { readonly times: Int32Array; readonly costOf: Int32Array } {
  const { count } = source.index
  const times = new Int32Array(count)
  const costOf = new Int32Array(count)
  for (let node = 1; node < count; node++) {
    if (!mayShare(source, node)) continue
    const id = ids[node] ?? 0
    times[id] = (times[id] ?? 0) + 1
    costOf[id] = costs[node] ?? 0
  }
  return { times, costOf }
}

function mayShare({ index }: Source, node: number): boolean {
  const { kinds, starts, ends, nexts } = index
  if (isContainer(kinds[node])) return (nexts[node] ?? 0) > node + 1
  const length = (ends[node] ?? 0) - (starts[node] ?? 0)
  return kinds[node] === JSON_KIND.string && length >= SHORTEST_TEXT
}

interface Measured {
  readonly source: Source
  readonly ids: Int32Array
  readonly costs: Int32Array
}

/** Places whose objects are so often the same that names cost less than columns. */
function preferredPlaces({ source, ids, costs }: Measured, kinship: Kinship): Set<number> {
  const { kinds, count, nexts } = source.index
  const places = new Map<number, Sameness>()
  for (let node = 0; node < count; node++) {
    if (kinds[node] !== JSON_KIND.object || nexts[node] === node + 1) continue
    const label = kinship.labelOf(node)
    let place = places.get(label)
    if (place === undefined) {
      place = { objects: 0, values: 0, cost: 0, different: new Set() }
      places.set(label, place)
    }
    place.objects++
    place.values += (nexts[node] ?? 0) - node - 1
    const id = ids[node] ?? 0
    if (place.different.has(id)) continue
    place.different.add(id)
    place.cost += costs[node] ?? 0
  }
  return new Set([...places].filter(([, place]) => isMostlySame(place)).map(([label]) => label))
}

/** How alike the objects of one place are. */
interface Sameness {
  objects: number
  /** Values inside them, all together. */
  values: number
  /** Tokens of the different ones, once each. */
  cost: number
  readonly different: Set<number>
}

/**
 * Compares showing each different object once, and its name elsewhere, with columns: one head, a
 * third longer than an object for its paths, and half a token a cell.
 */
function isMostlySame({ objects, values, cost, different }: Sameness): boolean {
  if (objects < 2 || different.size === objects) return false
  const head = (cost / different.size) * 1.3
  return cost + objects * (USE_COST - 1) < head + values / 2
}

/** Where nothing is named. */
export const NO_SHARES: Shares = {
  use: () => 'none',
  prefersName: () => false,
  nameOf: () => 0,
  clearUses: () => undefined,
  dropWeak: () => true,
}
