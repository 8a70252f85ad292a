import { JSON_KIND } from '../../text/json-index.ts'
import type { Names } from './names.ts'
import { isContainer, type Source } from './source.ts'

/** Values that recur: shown in full where they come first, with a name, and by the name after. */
export interface Shares {
  /** What to do with `node`: nothing, show it with its name, or write the name; counts the use. */
  use(node: number): 'none' | 'first' | 'again'
  /** Number of the name of a value that is in use, from 1 in the order of first uses. */
  nameOf(node: number): number
  clearUses(): void
  /** Takes back names whose uses do not pay; true when there were none. */
  dropWeak(): boolean
}

/** Documents with more values are big for what is in their tables; searching them costs memory. */
const MOST_NODES = 500_000
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

/** Finds subtrees and long strings that recur anywhere, by hash and then by comparison. Linear. */
export function findShares(source: Source, names: Names): Shares {
  const byNode = new Map<number, Shared>()
  const all: Shared[] = []
  if (source.index.count <= MOST_NODES) {
    for (const places of new Repeats(source, names).find()) {
      const cost = costOf(source, places[0] ?? 0)
      if (!pays(cost, places.length)) continue
      const shared = { cost, uses: 0, name: 0, isOn: true }
      all.push(shared)
      for (const place of places) byNode.set(place, shared)
    }
  }
  let named = 0
  return {
    use: (node) => {
      const shared = byNode.get(node)
      if (shared?.isOn !== true) return 'none'
      if (shared.uses++ > 0) return 'again'
      shared.name = ++named
      return 'first'
    },
    nameOf: (node) => byNode.get(node)?.name ?? 0,
    clearUses: () => {
      named = 0
      for (const shared of all) shared.uses = 0
    },
    dropWeak: () => {
      const weak = all.filter(({ isOn, cost, uses }) => isOn && uses > 0 && !pays(cost, uses))
      for (const shared of weak) shared.isOn = false
      return weak.length === 0
    },
  }
}

function pays(cost: number, uses: number): boolean {
  return uses >= 2 && (uses - 1) * cost > uses * USE_COST + NAMING_COST
}

/** Characters a token holds, about, in keys and short values. */
const TOKEN_LENGTH = 4

function costOf({ index }: Source, root: number): number {
  const { kinds, starts, ends, nexts, keys } = index
  let cost = 0
  for (let node = root; node < (nexts[root] ?? 0); node++) {
    const start = starts[node] ?? 0
    const key = keys[node] ?? -1
    if (node !== root && key !== -1) cost += 1 + (start - key) / TOKEN_LENGTH
    cost += isContainer(kinds[node]) ? 1 : 1 + ((ends[node] ?? 0) - start) / TOKEN_LENGTH
  }
  return cost
}

/** Groups equal values, each group without what lies inside a repeat of a larger one. */
class Repeats {
  private readonly source: Source
  private readonly names: Names
  private readonly hashes: Int32Array

  constructor(source: Source, names: Names) {
    this.source = source
    this.names = names
    this.hashes = new Int32Array(source.index.count)
  }

  /** Places of each value that occurs more than once, in order. */
  find(): number[][] {
    const { kinds, count, nexts } = this.source.index
    for (let node = count - 1; node >= 0; node--) {
      this.hashes[node] = isContainer(kinds[node]) ? this.hashTree(node) : this.hashScalar(node)
    }
    const seen = new Map<number, number[][]>()
    for (let node = 1; node < count; ) {
      const isRepeat = this.mayShare(node) && this.note(seen, node)
      node = isRepeat ? (nexts[node] ?? count) : node + 1
    }
    const found: number[][] = []
    for (const groups of seen.values()) {
      for (const places of groups) if (places.length > 1) found.push(places)
    }
    return found
  }

  /** Adds a place to its group; true when the value was seen before. */
  private note(seen: Map<number, number[][]>, node: number): boolean {
    const hash = this.hashes[node] ?? 0
    const groups = seen.get(hash)
    if (groups === undefined) {
      seen.set(hash, [[node]])
      return false
    }
    for (const places of groups) {
      if (!this.isSame(places[0] ?? 0, node)) continue
      places.push(node)
      return true
    }
    if (groups.length < MOST_COLLISIONS) groups.push([node])
    return false
  }

  private mayShare(node: number): boolean {
    const { kinds, starts, ends, nexts } = this.source.index
    if (isContainer(kinds[node])) return (nexts[node] ?? 0) > node + 1
    const length = (ends[node] ?? 0) - (starts[node] ?? 0)
    return kinds[node] === JSON_KIND.string && length >= SHORTEST_TEXT
  }

  private hashTree(node: number): number {
    const { kinds, nexts } = this.source.index
    const end = nexts[node] ?? 0
    let hash = kinds[node] ?? 0
    for (let child = node + 1; child < end; child = nexts[child] ?? end) {
      const value = (this.hashes[child] ?? 0) + (this.names.keyIds[child] ?? 0)
      hash = Math.imul(hash ^ value, 0x01000193)
      hash ^= hash >>> 15
    }
    return hash
  }

  private hashScalar(node: number): number {
    const { text, index } = this.source
    const end = index.ends[node] ?? 0
    let hash = 0x811c9dc5
    for (let at = index.starts[node] ?? 0; at < end; at++) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    }
    return hash ^ (hash >>> 15)
  }

  private isSame(one: number, other: number): boolean {
    const { kinds, nexts } = this.source.index
    const size = (nexts[one] ?? 0) - one
    if ((nexts[other] ?? 0) - other !== size) return false
    const { keyIds } = this.names
    for (let at = 0; at < size; at++) {
      const [a, b] = [one + at, other + at]
      if (kinds[a] !== kinds[b] || (nexts[a] ?? 0) - a !== (nexts[b] ?? 0) - b) return false
      if (at > 0 && keyIds[a] !== keyIds[b]) return false
      if (kinds[a] === JSON_KIND.gap || !this.isSameLexeme(a, b)) return false
    }
    return true
  }

  private isSameLexeme(one: number, other: number): boolean {
    const { text, index } = this.source
    const { kinds, starts, ends } = index
    if (isContainer(kinds[one])) return true
    const lexeme = text.slice(starts[one], ends[one])
    const length = (ends[other] ?? 0) - (starts[other] ?? 0)
    return lexeme.length === length && text.startsWith(lexeme, starts[other])
  }
}

/** Different values of one hash are told apart so far. */
const MOST_COLLISIONS = 4
