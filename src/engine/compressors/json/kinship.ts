import { JSON_KIND } from '../../text/json-index.ts'
import { clusterShapes } from './clusters.ts'
import type { Names } from './names.ts'
import type { Place } from './place.ts'
import { isContainer, type Source } from './source.ts'

/**
 * Which containers are of a kind. A *label* says where a value stands: under which key, or as an
 * element of what stands under that key. Objects of one label with like keys form a *family*, and
 * families that share a sequence of keys are one, so `owner`, `user` and `sender` can be alike.
 */
export interface Kinship {
  /** Number of the family of an object; -1 when it has none. */
  familyOf(node: number): number
  /** True when keys of this object are data, and its values of a kind. */
  isMap(node: number): boolean
  /** True for an object whose fields make good columns of the row it stands in. */
  isRegular(node: number): boolean
  /** True when arrays in this place always have the same few elements. */
  isTuple(node: number): boolean
  /** Where a value stands; equal numbers for equal places. Of containers only. */
  labelOf(node: number): number
  readonly familyCount: number
  /** Objects of a family, empty ones apart. */
  sizeOf(family: number): number
}

const ELEMENT = 1
const MAP_ELEMENT = 2
const NESTED_ELEMENT = 3
/** Longer arrays are lists, not tuples. */
const LONGEST_TUPLE = 4

/** Three linear passes: places, maps among them, and families of like objects. */
export function findKinship(source: Source, names: Names): Kinship {
  const { kinds } = source.index
  const labels = new Int32Array(source.index.count).fill(-1)
  const first = survey({ source, names, labels, maps: new Set() })
  const maps = findMaps({ source, names, labels }, first)
  const places = maps.size === 0 ? first : survey({ source, names, labels, maps })
  for (const place of places.values()) place.isMap = maps.has(place.label)
  const clusters = clusterShapes(places, names)
  const placeOf = (node: number): Place | undefined => places.get(labels[node] ?? -1)
  const clusterOf = (node: number) => clusters.find(labels[node] ?? -1, names.shapeIds[node] ?? -1)
  return {
    familyCount: clusters.familyCount,
    sizeOf: clusters.sizeOf,
    labelOf: (node) => labels[node] ?? -1,
    familyOf: (node) => (kinds[node] === JSON_KIND.object ? (clusterOf(node)?.family ?? -1) : -1),
    isMap: (node) => kinds[node] === JSON_KIND.object && placeOf(node)?.isMap === true,
    isRegular: (node) => clusterOf(node)?.isRegular === true,
    isTuple: (node) => {
      const place = placeOf(node)
      if (place === undefined || place.arrays < 2 || kinds[node] !== JSON_KIND.array) return false
      return place.shortest === place.longest && place.longest <= LONGEST_TUPLE
    },
  }
}

interface Survey {
  readonly source: Source
  readonly names: Names
  readonly labels: Int32Array
  /** Labels whose objects are maps. */
  readonly maps: ReadonlySet<number>
}

/** Labels every container, parents before children, and counts what stands in each place. */
function survey(on: Survey): Map<number, Place> {
  const { kinds, count } = on.source.index
  const places = new Map<number, Place>()
  const parents = new Map<number, number>([[0, -1]])
  on.labels[0] = 0
  for (let node = 0; node < count; node++) {
    if (!isContainer(kinds[node])) continue
    const label = on.labels[node] ?? 0
    let place = places.get(label)
    if (place === undefined) {
      place = newPlace(label, parents.get(label) ?? -1)
      places.set(label, place)
    }
    const size = labelChildren(on, node, parents)
    if (kinds[node] === JSON_KIND.object) countObject(place, on.names.shapeIds[node] ?? -1, size)
    else countArray(place, size)
  }
  return places
}

function newPlace(label: number, parent: number): Place {
  return {
    label,
    parent,
    objects: 0,
    members: 0,
    shapes: new Map(),
    arrays: 0,
    shortest: 0x7fffffff,
    longest: 0,
    isMap: false,
  }
}

function countObject(place: Place, shape: number, size: number): void {
  place.objects++
  place.members += size
  place.shapes.set(shape, (place.shapes.get(shape) ?? 0) + 1)
}

function countArray(place: Place, size: number): void {
  place.arrays++
  place.shortest = Math.min(place.shortest, size)
  place.longest = Math.max(place.longest, size)
}

function labelChildren(
  { source, names, labels, maps }: Survey,
  node: number,
  parents: Map<number, number>,
): number {
  const { kinds, nexts } = source.index
  const label = labels[node] ?? 0
  const elements = elementLabel(kinds[node] ?? 0, label, maps.has(label))
  const end = nexts[node] ?? 0
  let size = 0
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    size++
    if (!isContainer(kinds[child])) continue
    const own = elements === -1 ? ((names.keyIds[child] ?? 0) + 1) * 4 : elements
    labels[child] = own
    if (!parents.has(own)) parents.set(own, label)
  }
  return size
}

/** The label of a container's elements; -1 where each member is labelled by its own key. */
function elementLabel(kind: number, label: number, isMap: boolean): number {
  const key = label - (label % 4)
  if (kind === JSON_KIND.object) return isMap ? key + MAP_ELEMENT : -1
  return key + (label % 4 === ELEMENT || label % 4 === NESTED_ELEMENT ? NESTED_ELEMENT : ELEMENT)
}

/** Fewer members make no map. */
const SMALLEST_MAP = 3
/** Members of a map must fill this share of a table of them, in per cent. */
const LEAST_FILL = 30
/** Keys that recur in this share of a place's objects are names of fields, not data; in per cent. */
const FIELD_SHARE = 50

interface MapSearch {
  readonly source: Source
  readonly names: Names
  readonly labels: Int32Array
}

/** What the values of a place's objects have in common. */
interface Values {
  values: number
  objects: number
  members: number
  readonly keys: Set<number>
}

/** Labels of objects whose keys are data (ids, names) and whose values are objects of a kind. */
function findMaps(search: MapSearch, places: ReadonlyMap<number, Place>): Set<number> {
  const { kinds, count } = search.source.index
  const candidates = candidatesFor(search, places)
  for (let node = 0; node < count; node++) {
    if (kinds[node] !== JSON_KIND.object) continue
    const values = candidates.get(search.labels[node] ?? -1)
    if (values !== undefined) addValues(search, values, node)
  }
  const alike = [...candidates].filter(([, values]) => isAlike(values))
  return new Set(alike.map(([label]) => label))
}

function candidatesFor(
  { names }: MapSearch,
  places: ReadonlyMap<number, Place>,
): Map<number, Values> {
  const candidates = new Map<number, Values>()
  for (const place of places.values()) {
    if (place.members < SMALLEST_MAP || hasFields(place, names)) continue
    candidates.set(place.label, { values: 0, objects: 0, members: 0, keys: new Set() })
  }
  return candidates
}

function addValues({ source, names }: MapSearch, values: Values, node: number): void {
  const { kinds, nexts } = source.index
  const end = nexts[node] ?? 0
  for (let child = node + 1; child < end; child = nexts[child] ?? end) {
    values.values++
    if (kinds[child] !== JSON_KIND.object) continue
    addValue(values, names.shapes[names.shapeIds[child] ?? -1])
  }
}

function addValue(values: Values, shape: Int32Array | undefined): void {
  values.objects++
  if (shape === undefined) return
  values.members += shape.length
  for (const key of shape) values.keys.add(key)
}

function isAlike({ values, objects, members, keys }: Values): boolean {
  if (objects < SMALLEST_MAP || objects * 10 < values * 9) return false
  return members * 100 >= objects * keys.size * LEAST_FILL && members > 0
}

/** True when the keys of a place's objects recur from object to object. */
function hasFields(place: Place, { shapes }: Names): boolean {
  if (place.objects < 2) return false
  const counts = new Map<number, number>()
  for (const [shape, times] of place.shapes) {
    for (const key of shapes[shape] ?? []) counts.set(key, (counts.get(key) ?? 0) + times)
  }
  let recurring = 0
  for (const times of counts.values()) recurring += times * times
  return recurring * 100 >= place.objects * place.members * FIELD_SHARE
}
