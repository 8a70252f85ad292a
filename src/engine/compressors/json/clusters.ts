import type { Names } from './names.ts'
import type { Place } from './place.ts'

/** Like objects of one place. */
export interface Cluster {
  /** Number of the family it belongs to, with clusters of other places. */
  readonly family: number
  /** Its objects are most of their place, and their keys mostly the same. */
  readonly isRegular: boolean
}

export interface Clusters {
  readonly familyCount: number
  /** Objects of a family, in all places. */
  sizeOf(family: number): number
  find(label: number, shape: number): Cluster | undefined
}

/** More kinds of object than this in one place, and the rest count as unlike. */
const MOST_IN_PLACE = 8
/** Two objects are alike when they share this much of the smaller one's keys, in per cent. */
const LEAST_OVERLAP = 50
/** Objects with fewer keys say too little to tell families of different places alike. */
const FEWEST_TELLING_KEYS = 3
/** A regular cluster fills this share of a table of its objects, in per cent. */
const REGULAR_FILL = 35
const REGULAR_SHARE = 40

interface Draft {
  readonly keys: Set<number>
  readonly shapes: Set<number>
  objects: number
  members: number
  family: number
}

/** Groups the shapes of each place, then joins groups of different places that share a shape. */
export function clusterShapes(places: ReadonlyMap<number, Place>, names: Names): Clusters {
  const byPlace = new Map<number, Map<number, Draft>>()
  for (const place of places.values()) byPlace.set(place.label, draftsOf(place, names.shapes))
  const joins = joinFamilies([...byPlace.values()], names)
  const finished = new Map<number, ReadonlyMap<number, Cluster>>()
  for (const place of places.values()) {
    const around = places.get(place.parent)?.objects ?? 0
    const drafts = byPlace.get(place.label) ?? new Map<number, Draft>()
    finished.set(place.label, finish(place, drafts, { joins, around }))
  }
  const sizes = new Int32Array(joins.count)
  for (const drafts of byPlace.values()) {
    for (const { family, objects } of new Set(drafts.values())) {
      const root = joins.root(family)
      sizes[root] = (sizes[root] ?? 0) + objects
    }
  }
  return {
    familyCount: joins.count,
    sizeOf: (family) => sizes[family] ?? 0,
    find: (label, shape) => finished.get(label)?.get(shape),
  }
}

/** Gives every draft a family, the same to those of different places that share a shape. */
function joinFamilies(all: readonly ReadonlyMap<number, Draft>[], { shapes }: Names): Families {
  const ofShape = new Map<number, Draft>()
  const joins = new Families()
  for (const drafts of all) {
    for (const [shape, draft] of drafts) {
      if (draft.family === -1) draft.family = joins.add()
      if ((shapes[shape]?.length ?? 0) < FEWEST_TELLING_KEYS) continue
      const other = ofShape.get(shape) ?? draft
      ofShape.set(shape, other)
      joins.join(other.family, draft.family)
    }
  }
  return joins
}

function finish(
  place: Place,
  drafts: ReadonlyMap<number, Draft>,
  { joins, around }: { readonly joins: Families; readonly around: number },
): Map<number, Cluster> {
  const done = new Map<Draft, Cluster>()
  const result = new Map<number, Cluster>()
  for (const [shape, draft] of drafts) {
    let cluster = done.get(draft)
    if (cluster === undefined) {
      const fills = draft.members * 100 >= draft.objects * draft.keys.size * REGULAR_FILL
      const isMost = draft.objects * 100 >= Math.max(place.objects, around) * REGULAR_SHARE
      cluster = { family: joins.root(draft.family), isRegular: fills && isMost && !place.isMap }
      done.set(draft, cluster)
    }
    result.set(shape, cluster)
  }
  return result
}

function draftsOf(place: Place, shapes: readonly Int32Array[]): Map<number, Draft> {
  const drafts: Draft[] = []
  const result = new Map<number, Draft>()
  for (const [shape, times] of place.shapes) {
    const keys = shapes[shape]
    if (keys === undefined || keys.length === 0) continue
    let draft = drafts.find((candidate) => isAlike(candidate, keys))
    if (draft === undefined) {
      if (drafts.length === MOST_IN_PLACE) continue
      draft = { keys: new Set(), shapes: new Set(), objects: 0, members: 0, family: -1 }
      drafts.push(draft)
    }
    for (const key of keys) draft.keys.add(key)
    draft.objects += times
    draft.members += times * keys.length
    result.set(shape, draft)
  }
  return result
}

function isAlike({ keys }: Draft, shape: Int32Array): boolean {
  let shared = 0
  for (const key of shape) if (keys.has(key)) shared++
  return shared * 100 >= Math.min(keys.size, shape.length) * LEAST_OVERLAP
}

/** Union-find over family numbers. */
class Families {
  private readonly parents: number[] = []

  get count(): number {
    return this.parents.length
  }

  add(): number {
    this.parents.push(this.parents.length)
    return this.parents.length - 1
  }

  root(family: number): number {
    let at = family
    while (this.parents[at] !== at) {
      const up = this.parents[at] ?? at
      this.parents[at] = this.parents[up] ?? up
      at = this.parents[at] ?? up
    }
    return at
  }

  join(one: number, other: number): void {
    const [a, b] = [this.root(one), this.root(other)]
    this.parents[Math.max(a, b)] = Math.min(a, b)
  }
}
