import { choosePhrases, type Place } from './choose-phrases.ts'
import { findPhrases } from './find-phrases.ts'
import { PhraseIndex } from './phrase-index.ts'
import { freeNames } from './phrase-names.ts'
import { type Stretch, stretchesOf, stretchOf } from './stretch.ts'

/** With fewer letters that are free, nothing is worth it. */
const FEWEST_NAMES = 8

/**
 * The text with each phrase that recurs named by a letter: definitions, a rule, the rest, as
 * `expandBody` reads it. `undefined` where nothing is worth a name.
 */
export function namePhrases(
  text: string,
  countTokens: (text: string) => number,
): string | undefined {
  const names = freeNames(text)
  if (names.length < FEWEST_NAMES || !mayShare(text)) return undefined
  const samples = samplesOf(text)
  const { phrases, places } = choosePhrases(samples, { most: names.length, countTokens })
  if (phrases.length === 0) return undefined
  const index = new PhraseIndex(phrases)
  const definitions = phrases.map((phrase, at) => `${names[at]}=${phrase}\n`)
  const whole = samples.length === 1 ? places : placesIn(text, index)
  return `${definitions.join('')}---\n${written(whole, index, names)}`
}

/** A long text is tasted at both ends, which must repeat this share of themselves, in per cent. */
const TASTE = 0x1000
const LONG = 4 * TASTE
const LEAST_REPEATED = 15

function mayShare(text: string): boolean {
  if (text.length < LONG) return true
  const taste = stretchOf(text.slice(0, TASTE) + text.slice(-TASTE))
  return findPhrases(taste).covered * 100 >= 2 * TASTE * LEAST_REPEATED
}

/** Phrases are learnt from this much of a text, in stretches from all over it. */
const SAMPLES = 4
const SAMPLE_LENGTH = 0x8000

function samplesOf(text: string): readonly Stretch[] {
  if (text.length <= SAMPLES * SAMPLE_LENGTH) return [stretchOf(text)]
  return Array.from({ length: SAMPLES }, (_, at) => {
    const from = Math.floor((at * (text.length - SAMPLE_LENGTH)) / (SAMPLES - 1))
    return stretchOf(text.slice(from, from + SAMPLE_LENGTH))
  })
}

/** The whole text, a stretch at a time. */
function* placesIn(text: string, index: PhraseIndex): Generator<Place> {
  for (const stretch of stretchesOf(text)) yield { stretch, units: index.unitsIn(stretch) }
}

function written(places: Iterable<Place>, index: PhraseIndex, names: readonly string[]): string {
  let out = ''
  for (const { stretch, units } of places) {
    let done = 0
    index.forEachUse(
      stretch,
      (phrase, start, end) => {
        out += stretch.text.slice(done, start) + (names[phrase] ?? '')
        done = end
      },
      units,
    )
    out += stretch.text.slice(done)
  }
  return out
}
