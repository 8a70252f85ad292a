import type { Scope, Store } from '../engine/index.ts'

/** Whose originals are looked at. */
export interface Shelf {
  readonly store: Store
  readonly scope: string
}

/** The refs of originals that a reader of the shelf can have, in no order, some perhaps twice; of so many names at most. */
export async function* keptRefs(
  { store, scope }: Shelf,
  mostNames: number = Infinity,
): AsyncGenerator<string> {
  let looked = 0
  for await (const { name } of store.list(scope as Scope)) {
    if (++looked > mostNames) return
    const [kind, ref] = name.split('.')
    if (kind === 'original' && ref !== undefined) yield ref
  }
}

/** Names that are looked at, notes among them; refs that are told; and digits that stand out of chance. */
const MOST_LOOKED_AT = 5000
const MOST_TOLD = 3
const TELLING = 6
/** Digits that may be wrong, missing or too many. */
const FARTHEST = 3
/** No ref is longer. */
const LONGEST = 66

/** Refs of the shelf that a mistyped, cut or half remembered one may mean, the likeliest first; mostly none. */
export async function refsLike(given: string, shelf: Shelf): Promise<readonly string[]> {
  const word = digitsIn(given)
  if (word === undefined) return []
  const near = new Map<string, number>()
  for await (const ref of keptRefs(shelf, MOST_LOOKED_AT)) {
    if (ref === given.trim()) continue
    const distance = distanceOf(word, ref)
    const isNear = distance <= FARTHEST || word.slice(0, TELLING) === ref.slice(0, TELLING)
    if (isNear) near.set(ref, distance)
  }
  const nearest = [...near].sort(([ref, one], [other, two]) => one - two || (ref < other ? -1 : 1))
  return nearest.slice(0, MOST_TOLD).map(([ref]) => ref)
}

/** The longest run of digits: around it may stand quotes, an address, or the whole marker. */
function digitsIn(given: string): string | undefined {
  const runs =
    given
      .slice(0, 10 * LONGEST)
      .toLowerCase()
      .match(/[0-9a-f]+/g) ?? []
  const [longest = ''] = runs.sort((one, other) => other.length - one.length)
  return longest.length < TELLING ? undefined : longest.slice(0, LONGEST)
}

/** Levenshtein's; beyond `FARTHEST` for texts whose lengths alone are farther apart. */
function distanceOf(one: string, other: string): number {
  const apart = Math.abs(one.length - other.length)
  if (apart > FARTHEST) return apart
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let from = 1; from <= one.length; from++) {
    const next = [from]
    for (let to = 1; to <= other.length; to++) {
      const same = one[from - 1] === other[to - 1] ? 0 : 1
      next.push(Math.min((next[to - 1] ?? 0) + 1, (row[to] ?? 0) + 1, (row[to - 1] ?? 0) + same))
    }
    row = next
  }
  return row[other.length] ?? 0
}
