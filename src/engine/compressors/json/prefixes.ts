import type { Source } from './source.ts'

/** Beginnings that many strings share, each under a name. */
export interface Prefixes {
  /** As they stand between quotes, by name, in the order of the names. */
  readonly texts: ReadonlyMap<string, string>
  /** By string node: the name of its beginning. */
  readonly names: ReadonlyMap<number, string>
}

export const NO_PREFIXES: Prefixes = { texts: new Map(), names: new Map() }

/** Shorter beginnings cost no more than a name. */
const SHORTEST_PREFIX = 10
/** Characters a token of a path holds, about. */
const TOKEN_LENGTH = 4
/** Tokens a name costs where it is used, and where it is defined besides the text. */
const USE_COST = 2
const DEFINITION_COST = 4
/** Fewer strings make no prefix. */
const FEWEST_USES = 3
/** Strings looked at, and places in each where it may be cut. */
const MOST_STRINGS = 20_000
const MOST_CUTS = 12
const MOST_PREFIXES = 40

interface Candidate {
  readonly text: string
  /** Strings that begin so, of them longer ones, and those that no longer candidate serves. */
  strings: number
  longer: number
  uses: number
}

/**
 * Finds beginnings worth a name among the given strings. They end only where a path, a query, a
 * word or a scheme does, so that no number, id or version is ever cut in two.
 */
export function findPrefixes(source: Source, strings: readonly number[]): Prefixes {
  const looked = strings
    .slice(0, MOST_STRINGS)
    .map((node) => ({ node, cuts: cutsOf(source, node) }))
  const candidates = candidatesIn(looked)
  for (const { cuts } of looked) {
    const best = longest(cuts, candidates)
    if (best !== undefined) best.uses++
  }
  dropWeak(candidates)
  return nameAll(looked, candidates)
}

/** Beginnings that would pay if they served every string that begins so. */
function candidatesIn(looked: readonly Looked[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>()
  for (const { cuts } of looked) {
    for (let at = 0; at < cuts.length; at++) {
      const text = cuts[at] ?? ''
      const known = candidates.get(text) ?? { text, strings: 0, longer: 0, uses: 0 }
      known.strings++
      if (at < cuts.length - 1) known.longer++
      candidates.set(text, known)
    }
  }
  for (const { text, strings, longer } of candidates.values()) {
    if (longer === 0 || !pays(text.length, strings)) candidates.delete(text)
  }
  return candidates
}

interface Looked {
  readonly node: number
  /** Longest last. */
  readonly cuts: readonly string[]
}

function pays(length: number, uses: number): boolean {
  if (uses < FEWEST_USES) return false
  return (uses - 1) * (length / TOKEN_LENGTH) > uses * USE_COST + DEFINITION_COST
}

function longest(
  cuts: readonly string[],
  candidates: ReadonlyMap<string, Candidate>,
): Candidate | undefined {
  for (let at = cuts.length - 1; at >= 0; at--) {
    const candidate = candidates.get(cuts[at] ?? '')
    if (candidate !== undefined) return candidate
  }
  return undefined
}

/** Longest first, drops what does not pay over the next shorter beginning, which then serves. */
function dropWeak(candidates: Map<string, Candidate>): void {
  const longestFirst = [...candidates.values()].sort(
    (one, other) => other.text.length - one.text.length,
  )
  for (const { text, uses } of longestFirst) {
    const shorter = longest(cutsIn(text).slice(0, -1), candidates)
    const saved = text.length - (shorter?.text.length ?? 0)
    const cost = text.length / TOKEN_LENGTH + DEFINITION_COST
    const perUse = saved / TOKEN_LENGTH - (shorter === undefined ? USE_COST : 0)
    if (uses >= FEWEST_USES && uses * perUse > cost) continue
    candidates.delete(text)
    if (shorter !== undefined) shorter.uses += uses
  }
}

function nameAll(looked: readonly Looked[], candidates: ReadonlyMap<string, Candidate>): Prefixes {
  const best = [...candidates.values()]
    .sort((one, other) => other.uses * other.text.length - one.uses * one.text.length)
    .slice(0, MOST_PREFIXES)
  const byText = new Map(best.map((candidate, at) => [candidate.text, letters(at)]))
  const names = new Map<number, string>()
  for (const { node, cuts } of looked) {
    for (let at = cuts.length - 1; at >= 0; at--) {
      const name = byText.get(cuts[at] ?? '')
      if (name === undefined) continue
      names.set(node, name)
      break
    }
  }
  return { texts: new Map([...byText].map(([text, name]) => [name, text])), names }
}

/** a … z, aa, ab, … */
function letters(index: number): string {
  const letter = String.fromCharCode(0x61 + (index % 26))
  return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter
}

function cutsOf({ text, index }: Source, node: number): string[] {
  return cutsIn(text.slice((index.starts[node] ?? 0) + 1, (index.ends[node] ?? 0) - 1))
}

/** The beginnings of a string's body that end where it may be cut, shortest first. */
function cutsIn(body: string): string[] {
  const cuts: string[] = []
  for (let at = SHORTEST_PREFIX; at <= body.length && cuts.length < MOST_CUTS; at++) {
    if (at === body.length || mayCut(body, at)) cuts.push(body.slice(0, at))
  }
  return cuts
}

function mayCut(body: string, at: number): boolean {
  const before = body.charAt(at - 1)
  const after = body.charAt(at)
  if (before === '\\') return false
  if ('/?=&# '.includes(before)) return true
  if (before === ':') return after < '0' || after > '9'
  return '/?#{'.includes(after)
}
