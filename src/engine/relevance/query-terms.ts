import { eachWord, lowerAscii } from './words.ts'

/** One word of a query with the other forms of it that count as the same word. */
export interface QueryWord {
  readonly word: string
  /** `word` and its variants, lower case, e.g. `error`, `errors`. */
  readonly forms: readonly string[]
  /** False for words that only count next to another: a single digit says nothing alone. */
  readonly standsAlone: boolean
}

export interface QueryTerms {
  readonly words: readonly QueryWord[]
  /** Indexes into `words` of two that stand side by side in the query, e.g. `issue 2`. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Texts to be found exactly as written: quoted phrases, ids, paths, versions, addresses. */
  readonly phrases: readonly string[]
}

/** The query of a block stays below this; of a longer one the first part counts. */
const LONGEST_QUERY = 12_000
const MOST_WORDS = 192
const MOST_PAIRS = 256
const LONGEST_WORD = 100
const MOST_PHRASES = 24
const LONGEST_PHRASE = 200
/** Characters between two words that still stand side by side, such as `": ` between key and value. */
export const LARGEST_STEP = 4

/** What to look for, drawn from the user's words before a block and the arguments of its call. */
export function termsOf(query: string): QueryTerms {
  const text = query.slice(0, LONGEST_QUERY).replace(LIST_NUMBER, '$1')
  return { ...wordsOf(text), phrases: phrasesOf(text) }
}

/** `1. `, `2) ` at the start of a line: numbering of questions, not a number to look for. */
const LIST_NUMBER = /(^|\n)[ \t]{0,20}\d{1,2}[.)](?=\s)/g

function wordsOf(text: string): Pick<QueryTerms, 'words' | 'pairs'> {
  const found = sayingWords(text)
  const chosen = nearEnds(found)
  const termByForm = new Map<string, number>()
  const pairs = new Map<string, readonly [number, number]>()
  const words: QueryWord[] = []
  let last = { term: -1, end: -1 }
  for (const { word, start, end } of found) {
    if (!chosen.has(word)) continue
    const term = termByForm.get(word) ?? words.length
    if (term === words.length) {
      const forms = formsOf(word).filter((form) => !termByForm.has(form))
      for (const form of forms) termByForm.set(form, term)
      words.push({ word, forms, standsAlone: standsAlone(word) })
    }
    if (isBeside(last, { term, start }) && pairs.size < MOST_PAIRS) {
      pairs.set(`${last.term} ${term}`, [last.term, term])
    }
    last = { term, end }
  }
  return { words, pairs: [...pairs.values()] }
}

/** A query begins with the latest user text and ends with the call's arguments: both ends come first. */
function nearEnds(words: readonly SayingWord[]): ReadonlySet<string> {
  const chosen = new Set<string>()
  for (let step = 0; step * 2 < words.length && chosen.size < MOST_WORDS; step++) {
    for (const found of [words[step], words[words.length - 1 - step]]) {
      if (found !== undefined && chosen.size < MOST_WORDS) chosen.add(found.word)
    }
  }
  return chosen
}

function isBeside(
  one: { readonly term: number; readonly end: number },
  next: { readonly term: number; readonly start: number },
): boolean {
  if (one.term === -1 || next.term === one.term) return false
  return next.start >= one.end && next.start - one.end <= LARGEST_STEP
}

interface SayingWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

function sayingWords(text: string): SayingWord[] {
  const words: SayingWord[] = []
  eachWord(text, { start: 0, end: text.length, escaped: true }, (start, end) => {
    const word = lowerAscii(text.slice(start, end))
    if (word.length <= LONGEST_WORD && !isStopWord(word)) words.push({ word, start, end })
  })
  return words
}

/** Two characters of Latin script or one digit occur everywhere by chance. */
function standsAlone(word: string): boolean {
  if (word.charCodeAt(0) > 0x7f) return true
  return word.length > 2 || (word.length === 2 && isDigitCode(word.charCodeAt(0)))
}

function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/**
 * Inflected and shortened forms by plain English rules, made on the query's side so that a passage
 * need only be looked up: `implemented` → `implement`, `implements`, `implementing`, …
 */
function formsOf(word: string): readonly string[] {
  if (!/^[a-z]{3,40}$/.test(word)) return [word]
  const stems = new Set([word])
  for (const [ending, replacement] of ENDINGS) {
    const stem = word.slice(0, word.length - ending.length) + replacement
    if (word.endsWith(ending) && stem.length >= SHORTEST_STEM) stems.add(stem)
  }
  const forms = new Set(stems)
  for (const stem of stems) for (const ending of REGULAR) forms.add(stem + ending)
  const short = SHORT_FORMS.find((family) => family.includes(word))
  for (const form of short ?? []) forms.add(form)
  return [...forms]
}

const SHORTEST_STEM = 3

const ENDINGS: readonly (readonly [string, string])[] = [
  ['s', ''],
  ['es', ''],
  ['ies', 'y'],
  ['ed', ''],
  ['ed', 'e'],
  ['ing', ''],
  ['ing', 'e'],
  ['ure', ''],
  ['ation', 'e'],
  ['ation', ''],
  ['ion', ''],
  ['ion', 'e'],
]

const REGULAR: readonly string[] = ['s', 'es', 'd', 'ed', 'ing', 'ion', 'ure']

/** Names that programs shorten, each family in one row. */
const SHORT_FORMS: readonly (readonly string[])[] = [
  ['authentication', 'authenticate', 'authenticated', 'authenticating', 'auth', 'authn'],
  ['authorization', 'authorize', 'authorized', 'auth', 'authz'],
  ['configuration', 'configure', 'configured', 'config', 'configs', 'conf'],
  ['database', 'databases', 'db'],
  ['administrator', 'admin', 'admins'],
  ['application', 'applications', 'app', 'apps'],
  ['development', 'dev'],
  ['environment', 'environments', 'env'],
  ['error', 'errors', 'err'],
  ['message', 'messages', 'msg'],
  ['production', 'prod'],
  ['repository', 'repositories', 'repo', 'repos'],
  ['request', 'requests', 'req'],
  ['response', 'responses', 'resp'],
  ['temporary', 'temp', 'tmp'],
  ['warning', 'warnings', 'warn'],
]

function phrasesOf(text: string): readonly string[] {
  const phrases = new Set<string>()
  for (const pattern of QUOTED) {
    for (const match of text.matchAll(pattern)) addPhrase(phrases, match[1] ?? '')
  }
  for (const [run] of text.matchAll(COMPOUND)) {
    const phrase = run.replace(/[.,:;?&=%+~/-]{1,40}$/, '')
    if (isIdentity(phrase)) addPhrase(phrases, phrase)
  }
  return [...phrases].slice(0, MOST_PHRASES)
}

/** Texts in quotes on one line; an apostrophe counts only at a word's edge. */
const QUOTED: readonly RegExp[] = [
  /"([^"\n]{2,200})"/g,
  /`([^`\n]{2,200})`/g,
  /“([^”\n]{2,200})”/g,
  /「([^」\n]{2,200})」/g,
  /(?<!\w)'([^'\n]{2,200})'(?!\w)/g,
]

/** Runs without a space that may be a path, an id, a version or an address. */
const COMPOUND = /[\w@#$/][\w@#$%&=?+~.:/{}-]*/g

/** A digit beside more, or a joint within: not a plain word, and not a number of one figure. */
function isIdentity(run: string): boolean {
  return run.length > 2 && (/\w[@.:/_+~-]+\w/.test(run) || /\d/.test(run))
}

function addPhrase(phrases: Set<string>, phrase: string): void {
  const trimmed = phrase.trim()
  if (trimmed.length < 2 || trimmed.length > LONGEST_PHRASE || isStopWord(lowerAscii(trimmed)))
    return
  phrases.add(trimmed)
}

function isStopWord(word: string): boolean {
  return STOP_WORDS.includes(` ${word} `)
}

/** English words that ask or join, and so say nothing about what is asked for. */
const STOP_WORDS =
  ' a about above after again all also am an and any are as at be been before being below between both but by can could did do does doing done each else few for from further get gets give given had has have having he her here him his how i if in into is it its just let like look many may me might more most much must my need no nor not now of off on once only or other our out over please same shall she should show so some such tell than that the their them then there these they this those through to too under until up us very want was we were what when where which while who whom whose why will with would you your '
