import { RARITY_UNIT, rarity, SATURATION_UNIT, saturation } from './bm25.ts'
import { createLexicon, type Lexicon } from './lexicon.ts'
import type { Passages } from './passages.ts'
import { passagesWith } from './phrases.ts'
import { LARGEST_STEP, type QueryTerms, termsOf } from './query-terms.ts'
import { eachWord } from './words.ts'

export interface Ranking {
  /**
   * One score a passage, at least 0: the information in the query's words found there, in 32nds of
   * a bit by the frequencies within these passages. 0 when nothing of the query is there.
   */
  readonly scores: Int32Array
  /** 1 where something of the query occurs that hardly any other passage has. */
  readonly exact: Uint8Array
  /** 1 where that is something the query spells out: a phrase in quotes, an id, a path, a number. */
  readonly spelled: Uint8Array
}

export interface Ranker {
  /** True when the query holds nothing to look for; every score is then 0. */
  readonly isEmpty: boolean
  /** What is looked for, e.g. to find columns the query names. */
  readonly terms: QueryTerms
  /** Linear in the text; holds 10 bytes a passage and 3 a word that is found. */
  rank(passages: Passages): Ranking
}

/** Ranks passages by what the query says: user text before the block and the call's arguments. */
export function createRanker(query: string): Ranker {
  const terms = termsOf(query)
  const lexicon = createLexicon(terms)
  return {
    isEmpty: terms.words.length === 0 && terms.phrases.length === 0,
    terms,
    rank: (passages) => rankPassages(passages, terms, lexicon),
  }
}

function rankPassages(passages: Passages, terms: QueryTerms, lexicon: Lexicon): Ranking {
  const count = passages.starts.length
  const ranking = {
    scores: new Int32Array(count),
    exact: new Uint8Array(count),
    spelled: new Uint8Array(count),
  }
  if (terms.words.length > 0) addWords(ranking, passages, lexicon)
  for (const phrase of terms.phrases) addPhrase(ranking, passages, phrase)
  return ranking
}

/** A word or pair of words in at most this share of passages singles one out … */
const RARE_WORD_SHARE = 1 / 64
/** … if there are enough of them for a share to mean something. */
const FEWEST_FOR_WORDS = 8
/** A phrase was written down on purpose, so it may be more common. */
const RARE_PHRASE_SHARE = 1 / 16
const RARE_PHRASE_LEAST = 3

function addWords(ranking: Ranking, passages: Passages, lexicon: Lexicon): void {
  const postings = postingsOf(passages, lexicon)
  const count = ranking.scores.length
  const rare = count < FEWEST_FOR_WORDS ? 0 : Math.max(1, Math.floor(count * RARE_WORD_SHARE))
  const weights = Array.from(postings.holding, (holding) => rarity(count, holding))
  const average = averageLength(passages)
  for (let passage = 0; passage < count; passage++) {
    const length = number(passages.ends, passage) - number(passages.starts, passage)
    const end = number(postings.offsets, passage + 1)
    for (let at = number(postings.offsets, passage); at < end; at++) {
      const term = number(postings.terms, at)
      if (!lexicon.standsAlone(term)) continue
      const factor = saturation(number(postings.times, at), length, average)
      ranking.scores[passage] =
        number(ranking.scores, passage) +
        Math.floor((number(weights, term) * factor) / SATURATION_UNIT)
      if (number(postings.holding, term) <= rare) ranking.exact[passage] = 1
    }
  }
}

/** An element that is there: indexes here never leave their array. */
function number(array: ArrayLike<number>, at: number): number {
  return array[at] ?? 0
}

function averageLength({ starts, ends }: Passages): number {
  let sum = 0
  for (let at = 0; at < starts.length; at++) sum += (ends[at] ?? 0) - (starts[at] ?? 0)
  return Math.floor(sum / Math.max(1, starts.length))
}

/** Which terms each passage holds, how often, and how many passages hold each term. */
interface Postings {
  /** Passage → its first posting; one more than there are passages. */
  readonly offsets: Uint32Array
  readonly terms: Uint16Array
  /** At most 15: more of the same says nothing more. */
  readonly times: Uint8Array
  readonly holding: Uint32Array
}

const MOST_TIMES = 15

function postingsOf({ text, starts, ends, escaped }: Passages, lexicon: Lexicon): Postings {
  const tally = new Tally(lexicon.terms)
  const offsets = new Uint32Array(starts.length + 1)
  let last = -1
  let lastEnd = -1
  const visit = (start: number, end: number, hash: number): void => {
    if (!lexicon.mayKnow(hash)) return
    const term = lexicon.wordAt(text, { start, end }, hash)
    if (term === -1) return
    tally.add(term)
    if (last !== -1 && start >= lastEnd && start - lastEnd <= LARGEST_STEP) {
      const pair = lexicon.pairOf(last, term)
      if (pair !== -1) tally.add(pair)
    }
    last = term
    lastEnd = end
  }
  for (let passage = 0; passage < starts.length; passage++) {
    last = -1
    eachWord(text, { start: starts[passage] ?? 0, end: ends[passage] ?? 0, escaped }, visit)
    offsets[passage + 1] = tally.endPassage()
  }
  return { offsets, terms: tally.terms, times: tally.times, holding: tally.holding }
}

/** Postings as they grow, one passage at a time. */
class Tally {
  terms: Uint16Array = new Uint16Array(1024)
  times: Uint8Array = new Uint8Array(1024)
  readonly holding: Uint32Array
  private readonly now: Uint8Array
  private readonly touched: number[] = []
  private size = 0

  constructor(terms: number) {
    this.holding = new Uint32Array(terms)
    this.now = new Uint8Array(terms)
  }

  add(term: number): void {
    const times = this.now[term] ?? 0
    if (times === 0) this.touched.push(term)
    if (times < MOST_TIMES) this.now[term] = times + 1
  }

  /** Writes down the passage that ends here; gives the number of postings so far. */
  endPassage(): number {
    if (this.size + this.touched.length > this.terms.length) this.grow()
    for (const term of this.touched) {
      this.terms[this.size] = term
      this.times[this.size++] = this.now[term] ?? 0
      this.now[term] = 0
      this.holding[term] = (this.holding[term] ?? 0) + 1
    }
    this.touched.length = 0
    return this.size
  }

  private grow(): void {
    const room = this.terms.length * 2 + this.touched.length
    const [terms, times] = [new Uint16Array(room), new Uint8Array(room)]
    terms.set(this.terms)
    times.set(this.times)
    this.terms = terms
    this.times = times
  }
}

/** Numbers that small are everywhere; where several passages have one, it names none of them. */
const SHORT_NUMBER = /^\d{1,3}$/

/** Phrases count twice: that all their words stand together is worth as much again. */
const PHRASE_WEIGHT = 2

function addPhrase({ scores, exact, spelled }: Ranking, passages: Passages, phrase: string): void {
  const holding = passagesWith(passages, phrase)
  const count = scores.length
  const gain = PHRASE_WEIGHT * rarity(count, holding.length)
  if (SHORT_NUMBER.test(phrase) && holding.length > RARE_PHRASE_LEAST) return
  const rare = Math.max(RARE_PHRASE_LEAST, Math.floor(count * RARE_PHRASE_SHARE))
  const singlesOut = holding.length <= rare && holding.length * 2 <= count && gain > RARITY_UNIT
  for (const passage of holding) {
    scores[passage] = (scores[passage] ?? 0) + gain
    if (!singlesOut) continue
    exact[passage] = 1
    spelled[passage] = 1
  }
}
