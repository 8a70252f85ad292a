import type { CompressContext } from '../../contracts/compressor.ts'
import { choosePhrases } from '../../text/phrases/choose-phrases.ts'
import { PhraseIndex } from '../../text/phrases/phrase-index.ts'
import { freeNames } from '../../text/phrases/phrase-names.ts'
import { stretchOf } from '../../text/phrases/stretch.ts'
import type { Written } from './write-lines.ts'

/** With fewer letters that are free, nothing is worth it. */
const FEWEST_NAMES = 8
/** UTF-16 units from which phrases are learnt, in pieces from all over the text. */
const LEARNT_FROM = 0x10000
const PIECES = 4

/** Every line as it is: of a folded text, where each must be readable by itself. */
export function asWritten(written: readonly Written[]): string {
  return written.map(({ text }) => text).join('\n')
}

/** Phrases that recur in the found text are named by a letter each; paths and gap lines stay whole. `undefined` where none pays. */
export function shortenFound(
  written: readonly Written[],
  text: string,
  { countTokens }: CompressContext,
): string | undefined {
  const names = freeNames(text)
  if (names.length < FEWEST_NAMES) return undefined
  const found = written.filter(({ isFixed }) => !isFixed).map((part) => part.text)
  const samples = samplesOf(found.join('\n')).map(stretchOf)
  const { phrases } = choosePhrases(samples, { most: names.length, countTokens })
  if (phrases.length === 0) return undefined
  const definitions = phrases.map((phrase, at) => `${names[at]}=${phrase}\n`).join('')
  const index = new PhraseIndex(phrases)
  const parts = written.map((part) => (part.isFixed ? part.text : named(part.text, index, names)))
  return `${definitions}---\n${parts.join('\n')}`
}

function samplesOf(found: string): readonly string[] {
  if (found.length <= LEARNT_FROM) return [found]
  const length = LEARNT_FROM / PIECES
  return Array.from({ length: PIECES }, (_, piece) => {
    const from = Math.floor((piece * (found.length - length)) / (PIECES - 1))
    return found.slice(from, from + length)
  })
}

function named(part: string, index: PhraseIndex, names: readonly string[]): string {
  let out = ''
  let done = 0
  index.forEachUse(stretchOf(part), (phrase, start, end) => {
    out += part.slice(done, start) + (names[phrase] ?? '')
    done = end
  })
  return out + part.slice(done)
}
