import { VOCABULARY } from './learnt.ts'
import type { LineSample } from './line-sample.ts'
import {
  BOX,
  CLASS_NAMES,
  CLASS_OF_CODE,
  LETTER,
  PAIRS,
  SYMBOL,
  TRAITS,
  WHOLE,
  WORDS,
} from './sign-names.ts'

const CLASSES = CLASS_NAMES.length
const GROUPS = Object.keys(WORDS).length

/** Where the counts of each sort of sign begin. */
const FIRST = 0
const LAST = FIRST + CLASSES
const HOLDS = LAST + CLASSES
const PAIR = HOLDS + CLASSES
const FIRST_WORD = PAIR + PAIRS.length
const WORD = FIRST_WORD + GROUPS
const TRAIT = WORD + GROUPS
const WHOLE_AT = TRAIT + TRAITS.length
const LEARNT = WHOLE_AT + WHOLE.length
export const SIGN_COUNT: number = LEARNT + VOCABULARY.length

/** A sign that every line bears is worth this; one that a quarter of the lines bear is worth half of it. */
const MOST_STRENGTH = 64

/**
 * How strongly a text bears each sign, 0 … 64, by the lines of its sample: one pass over their characters,
 * whatever the text turns out to be.
 */
export function signsOf({ lines, written }: LineSample): Int32Array {
  const reader = new SignReader()
  for (const line of written) reader.read(line)
  return reader.strengths(lines.length)
}

/** Only so much of a line is read. */
const LOOKED_AT = 120
const PAIRS_LOW = pairTable(0)
const PAIRS_HIGH = pairTable(32)
const KNOWN_WORDS = wordTable()
const GROUP_BITS = (1 << GROUPS) - 1
const { lower, upper, digit, space, tab, colon } = Object.fromEntries(
  CLASS_NAMES.map((name, index) => [name, index]),
) as Readonly<Record<(typeof CLASS_NAMES)[number], number>>

/** Holds what is known of the line being read, so that no object is made a line. */
class SignReader {
  readonly #counts = new Int32Array(SIGN_COUNT)
  #lines = 0
  #holds = 0
  #pairsLow = 0
  #pairsHigh = 0
  #words = 0
  #firstWords = 0
  #firstHash = 0
  #fields = 0
  #digits = 0
  #clocks = 0
  #run = 0
  #longestRun = 0
  #shape = 0
  readonly #above = { first: -1, fields: -1, length: -1, indent: -1, shape: 0, word: 0, line: '' }

  read(line: string): void {
    this.#lines++
    this.#clear()
    const start = indentOf(line)
    const end = endOf(line)
    this.#scan(line, start, Math.min(end, start + LOOKED_AT))
    const first = classOf(line.charCodeAt(start))
    const counts = this.#counts
    counts[FIRST + first] = (counts[FIRST + first] ?? 0) + 1
    const last = LAST + classOf(line.charCodeAt(end - 1))
    counts[last] = (counts[last] ?? 0) + 1
    this.#add(HOLDS, this.#holds)
    this.#add(PAIR, this.#pairsLow)
    this.#add(PAIR + 32, this.#pairsHigh)
    this.#add(FIRST_WORD, this.#firstWords)
    this.#add(WORD, this.#words)
    this.#add(TRAIT, this.#traits(line, { first, start, length: end - start }))
  }

  /** Counts as shares of the lines: the root of each, as a few lines say nearly as much as many. */
  strengths(all: number): Int32Array {
    const written = Math.max(1, this.#lines)
    const counts = this.#counts
    for (let sign = 0; sign < SIGN_COUNT; sign++) {
      const count = counts[sign] ?? 0
      if (count > 0)
        counts[sign] = Math.floor(Math.sqrt(Math.min(1, count / written)) * MOST_STRENGTH)
    }
    const blank = (all - this.#lines) / Math.max(1, all)
    counts[WHOLE_AT] = Math.floor(Math.sqrt(blank) * MOST_STRENGTH)
    counts[WHOLE_AT + 1] = this.#lines < FEW_LINES ? MOST_STRENGTH : 0
    counts[WHOLE_AT + 2] = MOST_STRENGTH
    return counts
  }

  #clear(): void {
    this.#holds = 0
    this.#pairsLow = 0
    this.#pairsHigh = 0
    this.#words = 0
    this.#firstWords = 0
    this.#firstHash = 0
    this.#fields = 0
    this.#digits = 0
    this.#clocks = 0
    this.#run = 0
    this.#longestRun = 0
    this.#shape = 0
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the one loop over characters
  #scan(line: string, start: number, end: number): void {
    let [before, hash, holds, low, high] = [space, 0, 0, 0, 0]
    let [digits, fields, clocks, shape, shapes] = [0, 0, 0, 0, 0]
    for (let at = start; at < end; at++) {
      const code = line.charCodeAt(at)
      const sign = code < 128 ? (CLASS_OF_CODE[code] ?? SYMBOL) : classBeyond(code)
      if (sign === lower && before === lower) {
        hash = (Math.imul(hash, 31) + code) | 0
        continue
      }
      const pair = (before << 5) | sign
      low |= PAIRS_LOW[pair] ?? 0
      high |= PAIRS_HIGH[pair] ?? 0
      if (sign <= upper) hash = (Math.imul(hash, 31) + (code | 32)) | 0
      else {
        if (hash !== 0) this.#endWord(hash)
        hash = 0
        if (sign === digit) digits++
        else if (sign === space ? before === space : before !== space) this.#run = 0
      }
      if (sign === before) continue
      holds |= 1 << sign
      if (shapes < 6) {
        shape = (shape * 29 + sign) | 0
        shapes++
      }
      if (before <= tab && before >= space) fields++
      else if (before === colon && sign === digit && digits > 1) clocks++
      before = sign
    }
    if (hash !== 0) this.#endWord(hash)
    this.#holds = holds
    this.#pairsLow = low
    this.#pairsHigh = high
    this.#digits = digits
    this.#fields = fields
    this.#clocks = clocks
    this.#shape = shape
  }

  #endWord(hash: number): void {
    const known = KNOWN_WORDS.get(hash) ?? 0
    const groups = known & GROUP_BITS
    this.#words |= groups
    const word = known >> GROUPS
    if (word > 0) this.#counts[LEARNT - 1 + word] = (this.#counts[LEARNT - 1 + word] ?? 0) + 1
    if (this.#firstHash === 0) {
      this.#firstHash = hash
      this.#firstWords = groups
    }
    this.#run++
    if (this.#run > this.#longestRun) this.#longestRun = this.#run
  }

  /** A bit for each of `TRAITS`. */
  #traits(line: string, { first, start, length }: LinePlace): number {
    const above = this.#above
    const fields = this.#fields
    const traits =
      (1 << fieldTrait(fields)) |
      Number(start > 0) |
      (Number(start >= 4) << 1) |
      (Number(length < 20) << 2) |
      (Number(length > 80) << 3) |
      (Number(length > 160) << 4) |
      (Number(this.#longestRun >= 4) << 11) |
      (Number(this.#clocks > 1) << 12) |
      (Number(isDigest(line, start)) << 13) |
      (Number(first === above.first) << 14) |
      (Number(fields === above.fields) << 15) |
      (Number(length === above.length) << 16) |
      (Number(line >= above.line) << 17) |
      (Number(start === above.indent) << 18) |
      (Number(this.#shape === above.shape) << 19) |
      (Number(this.#firstHash !== 0 && this.#firstHash === above.word) << 20) |
      (Number(this.#digits > 0 && this.#digits < 4) << 21) |
      (Number(this.#digits * 3 > length) << 22)
    above.first = first
    above.fields = fields
    above.length = length
    above.line = line
    above.indent = start
    above.shape = this.#shape
    above.word = this.#firstHash
    return traits
  }

  /** One more for each bit. */
  #add(from: number, bits: number): void {
    for (let left = bits; left !== 0; left &= left - 1) {
      const sign = from + 31 - Math.clz32(left & -left)
      this.#counts[sign] = (this.#counts[sign] ?? 0) + 1
    }
  }
}

interface LinePlace {
  readonly first: number
  readonly start: number
  readonly length: number
}

const FEW_LINES = 6

/** From `one field` on: 1, 2, 3, up to 5, up to 9, and more. */
function fieldTrait(fields: number): number {
  if (fields <= 3) return 4 + fields
  if (fields <= 5) return 8
  return fields <= 9 ? 9 : 10
}

function indentOf(line: string): number {
  let at = 0
  while (line.charCodeAt(at) <= BLANK) at++
  return at
}

function endOf(line: string): number {
  let at = line.length
  while (at > 0 && line.charCodeAt(at - 1) <= BLANK) at--
  return at
}

const BLANK = 0x20

function classOf(code: number): number {
  return code < 128 ? (CLASS_OF_CODE[code] ?? SYMBOL) : classBeyond(code)
}

function classBeyond(code: number): number {
  if (code < 0x2010) return LETTER
  if (code < 0x2500) return SYMBOL
  if (code < 0x2580) return BOX
  return code < 0x2e00 ? SYMBOL : LETTER
}

/** Begins with seven or more hexadecimal digits of either sort. */
function isDigest(line: string, start: number): boolean {
  return line.charCodeAt(start) <= LAST_HEX && DIGEST.test(start === 0 ? line : line.slice(start))
}

const LAST_HEX = 0x66
const DIGEST = /^\^?(?=[a-f]{0,39}\d)[0-9a-f]{7,64}(?![\w.])/

/** A bit for each of 32 pairs, by the classes of both characters. */
function pairTable(from: number): Int32Array {
  const table = new Int32Array(32 * 32)
  for (const [index, [one, other]] of PAIRS.slice(from, from + 32).entries()) {
    table[CLASS_NAMES.indexOf(one) * 32 + CLASS_NAMES.indexOf(other)] = 1 << index
  }
  return table
}

/** By a word's hash: its groups as bits, and above them one more than its place in the vocabulary. */
function wordTable(): ReadonlyMap<number, number> {
  const table = new Map<number, number>()
  const add = (word: string, bits: number): void => {
    const hash = hashOf(word)
    table.set(hash, (table.get(hash) ?? 0) | bits)
  }
  for (const [index, words] of Object.values(WORDS).entries()) {
    for (const word of words.split(' ')) add(word, 1 << index)
  }
  for (const [index, word] of VOCABULARY.entries()) add(word, (index + 1) << GROUPS)
  return table
}

function hashOf(word: string): number {
  let hash = 0
  for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0
  return hash
}
