import type { QueryTerms } from './query-terms.ts'
import { isWordAt, wordHash } from './words.ts'

/** Finds query words in passages by hash, then by letters, without making a string a word. */
export interface Lexicon {
  /** Terms: first the words of the query, then its pairs. */
  readonly terms: number
  /** False where no query word has that hash: most words end here. */
  mayKnow(hash: number): boolean
  /** Index of the query word spelled there, or -1. */
  wordAt(text: string, span: { readonly start: number; readonly end: number }, hash: number): number
  /** Index of the term for two words side by side, or -1. */
  pairOf(first: number, second: number): number
  /** False for words that count only in pairs. */
  standsAlone(term: number): boolean
}

export function createLexicon({ words, pairs }: QueryTerms): Lexicon {
  const forms = words.flatMap(({ forms: spelled }, term) => spelled.map((form) => ({ form, term })))
  const mask = (1 << (33 - Math.clz32(forms.length + 8))) * 2 - 1
  /** Slot → form + 1; 0 is empty. Linear probing, at most a quarter full. */
  const slots = new Int32Array(mask + 1)
  const hashes = new Int32Array(forms.length)
  for (const [index, { form }] of forms.entries()) {
    const hash = wordHash(form)
    let slot = hash & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = index + 1
    hashes[index] = hash
  }
  const pairTerms = new Map(
    pairs.map(([first, second], index) => [first * words.length + second, words.length + index]),
  )
  return {
    terms: words.length + pairs.length,
    mayKnow: (hash) => slots[hash & mask] !== 0,
    wordAt: (text, span, hash) => {
      for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const index = (slots[slot] ?? 1) - 1
        const known = hashes[index] === hash ? forms[index] : undefined
        if (known !== undefined && isWordAt(text, span, known.form)) return known.term
      }
      return -1
    },
    pairOf: (first, second) => pairTerms.get(first * words.length + second) ?? -1,
    standsAlone: (term) => words[term]?.standsAlone ?? true,
  }
}
