import { countPhrases, type Found, findPhrases } from './find-phrases.ts'
import { PhraseIndex } from './phrase-index.ts'
import type { Stretch } from './stretch.ts'

/** Phrases looked at, by how much they may save; and those whose uses are counted twice. */
const MOST_WEIGHED = 192
const MOST_RECOUNTED = 72
/** A name stands for a phrase of at least this many tokens … */
const LEAST_TOKENS = 3
/** … and all its uses save at least this many, its definition paid. */
const LEAST_SAVED = 10
/** Tokens of a definition beside its phrase: name, `=` and line break. */
const DEFINITION_COST = 3
/** Where less than this share of a text is met again, in per cent, names save too little. */
const LEAST_COVERED = 24

export interface Choice {
  /** Names that are free. */
  readonly most: number
  countTokens(text: string): number
}

/** A stretch and the units of it where phrases that are known may begin. */
export interface Place {
  readonly stretch: Stretch
  readonly units: Int32Array
}

export interface Chosen {
  /** Best first. */
  readonly phrases: readonly string[]
  /** Of each stretch, where those phrases may begin. */
  readonly places: readonly Place[]
}

/** The phrases whose naming saves most in a text that these stretches are samples of. */
export function choosePhrases(stretches: readonly Stretch[], choice: Choice): Chosen {
  const found = candidatesIn(stretches)
  if (found === undefined) return NONE
  let known: readonly Weighed[] = found
    .slice(0, MOST_WEIGHED)
    .map((phrase) => ({ phrase, tokens: choice.countTokens(phrase), saved: 0 }))
    .filter(({ tokens }) => tokens >= LEAST_TOKENS)
  const index = new PhraseIndex(known.map(({ phrase }) => phrase))
  const places = stretches.map((stretch) => ({ stretch, units: index.unitsIn(stretch) }))
  for (const most of [MOST_RECOUNTED, choice.most]) {
    known = weighed(known, places).slice(0, most)
  }
  return { phrases: known.map(({ phrase }) => phrase), places }
}

const NONE: Chosen = { phrases: [], places: [] }

interface Weighed {
  readonly phrase: string
  readonly tokens: number
  readonly saved: number
}

/** `undefined` where too little repeats. */
function candidatesIn(stretches: readonly Stretch[]): readonly string[] | undefined {
  const all: Found[] = []
  let [covered, length] = [0, 0]
  for (const stretch of stretches) {
    const found = findPhrases(stretch)
    covered += found.covered
    length += stretch.text.length
    all.push(found)
  }
  if (covered * 100 < length * LEAST_COVERED) return undefined
  const times = new Map<string, number>()
  for (const found of all) countPhrases(found, times)
  return [...times]
    .map(([phrase, count]) => ({ phrase, saved: phrase.length * count }))
    .sort((a, b) => b.saved - a.saved || (a.phrase < b.phrase ? -1 : 1))
    .map(({ phrase }) => phrase)
}

/** Those that pay, counted as they would be used beside each other; best first. */
function weighed(known: readonly Weighed[], places: readonly Place[]): readonly Weighed[] {
  const uses = new Int32Array(known.length)
  const index = new PhraseIndex(known.map(({ phrase }) => phrase))
  for (const { stretch, units } of places) {
    index.forEachUse(
      stretch,
      (phrase) => {
        uses[phrase] = (uses[phrase] ?? 0) + 1
      },
      units,
    )
  }
  return known
    .map(({ phrase, tokens }, at) => {
      const saved = (uses[at] ?? 0) * (tokens - 1) - tokens - DEFINITION_COST
      return { phrase, tokens, saved }
    })
    .filter(({ saved }) => saved >= LEAST_SAVED)
    .sort((a, b) => b.saved - a.saved || (a.phrase < b.phrase ? -1 : 1))
}
