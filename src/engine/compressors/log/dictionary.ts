import { nameOf } from './names.ts'
import type { WrittenRows } from './row-writer.ts'
import type { LineSample } from './sample-lines.ts'

/** Values worth a name are longer than this. */
const SHORTEST = 6
const MOST_VALUES = 40_000
const MOST_NAMES = 702
/** A definition's name, equals sign and line break; a name in a row. */
const DEFINITION_COST = 3
const NAME_COST = 1

/** A value in fewer rows is sooner read in place. */
const FEWEST = 3
/** Tokens a name must save, lest a reader look things up for nothing. */
const LEAST_SAVED = 5

/** Names for values that stand in many rows: value → name, in the order of what they save. */
export function chooseDictionary(
  rows: WrittenRows,
  { sample, scale }: LineSample,
  countTokens: (text: string) => number,
): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  const taken = new Set<string>()
  rows.eachValue(sample, (value) => {
    if (value.length < SHORTEST) {
      if (value.length < 3 && isName(value)) taken.add(value)
      return
    }
    const count = counts.get(value)
    if (count !== undefined || counts.size < MOST_VALUES) counts.set(value, (count ?? 0) + 1)
  })
  return named(worthNaming(counts, scale, countTokens), taken)
}

function isName(value: string): boolean {
  return value >= 'A' && value < '[' && value === value.toUpperCase()
}

function worthNaming(
  counts: ReadonlyMap<string, number>,
  scale: number,
  countTokens: (text: string) => number,
): readonly string[] {
  const worth: { readonly value: string; readonly saved: number }[] = []
  for (const [value, count] of counts) {
    if (count < FEWEST) continue
    const tokens = countTokens(value)
    const saved = Math.floor(count * scale) * (tokens - NAME_COST) - tokens - DEFINITION_COST
    if (saved >= LEAST_SAVED) worth.push({ value, saved })
  }
  worth.sort((a, b) => b.saved - a.saved)
  return worth.slice(0, MOST_NAMES).map(({ value }) => value)
}

function named(values: readonly string[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const dictionary = new Map<string, string>()
  let next = 0
  for (const value of values) {
    let name = nameOf(next++, 'A')
    while (taken.has(name)) name = nameOf(next++, 'A')
    dictionary.set(value, name)
  }
  return dictionary
}
