import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { choosePhrases } from '../../text/phrases/choose-phrases.ts'
import { PhraseIndex } from '../../text/phrases/phrase-index.ts'
import { freeNames } from '../../text/phrases/phrase-names.ts'
import { type Stretch, stretchesOf, stretchOf } from '../../text/phrases/stretch.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { expandPhrases } from './expand-phrases.ts'

/** Phrases that recur within lines, written once and named by a letter; for texts of any kind. */
export const sharePhrases: Packer = {
  mode: 'pack',
  name: 'any/share-phrases',
  form: 'phrases',
  accepts: ['unknown'],
  pack: nameOnce,
  unpack: expandPhrases,
  preserves: (original, packed) => (expandPhrases(packed) === original ? 'bytes' : undefined),
}

const LEGEND = 'each letter defined above the --- stands for its phrase below it'
/** Shorter texts have nothing to share; with fewer names nothing is worth it. */
const SHORTEST = 200
const FEWEST_NAMES = 8

/** In a folded text each line must say what it says by itself. */
function nameOnce({ text, folded }: Passage, context: CompressContext): string | undefined {
  if (folded || text.length < SHORTEST || text.length > UNPACKING_LIMITS.units) return undefined
  const names = freeNames(text)
  if (names.length < FEWEST_NAMES) return undefined
  const { countTokens } = context
  const samples = samplesOf(text)
  const phrases = choosePhrases(samples, { most: names.length, countTokens })
  if (phrases.length === 0) return undefined
  const definitions = phrases.map((phrase, at) => `${names[at]}=${phrase}\n`)
  const whole = samples.length === 1 ? samples : stretchesOf(text)
  const body = `${definitions.join('')}---\n${written(whole, phrases, names)}`
  const packed = printPacked({ form: 'phrases', check: checksum(text), legend: LEGEND, body })
  return packed.length < text.length ? packed : undefined
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

function written(
  stretches: Iterable<Stretch>,
  phrases: readonly string[],
  names: readonly string[],
): string {
  const index = new PhraseIndex(phrases)
  let out = ''
  for (const stretch of stretches) {
    let done = 0
    index.forEachUse(stretch, (phrase, start, end) => {
      out += stretch.text.slice(done, start) + (names[phrase] ?? '')
      done = end
    })
    out += stretch.text.slice(done)
  }
  return out
}
