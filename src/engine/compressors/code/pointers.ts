/** What a query points at: functions by name, lines by number. */
export interface Pointers {
  /** Names that are spelled as names: quoted, called, or no plain word. */
  readonly names: ReadonlySet<string>
  /** Any word. */
  readonly words: ReadonlySet<string>
  /** Lines of the file, from 1, both ends included. */
  readonly lines: readonly (readonly [from: number, to: number])[]
}

/** The query of a block stays below this; of a longer one the first part counts. */
const LONGEST_QUERY = 12_000
const MOST_LINES = 64

/** Reads what the query, its error frames and the call's arguments point at. */
export function pointersOf(query: string): Pointers {
  const text = query.slice(0, LONGEST_QUERY)
  const names = new Set<string>()
  const words = new Set<string>()
  for (const { 0: word, index } of text.matchAll(WORD)) {
    words.add(word)
    if (isSpelledOut(text, word, index)) names.add(word)
  }
  return { names, words, lines: linesIn(text) }
}

const WORD = /[\w$]+/g

function isSpelledOut(text: string, word: string, index: number): boolean {
  if (word.length < 2 || /^\d/.test(word)) return false
  if (/[a-z0-9][A-Z]|[A-Za-z]_[A-Za-z]|\d|^[_$]/.test(word)) return true
  const before = text.charAt(index - 1)
  const after = text.charAt(index + word.length)
  if (after === '(' || (before === ':' && text.charAt(index - 2) === ':')) return true
  return (before === '`' || before === '.') && /[`(.]/.test(after)
}

/** Places in files: `parse.py:12`, `File "parse.py", line 12`, `parse.go#L12-L20`, `lines 12-20`. */
const PLACES: readonly RegExp[] = [
  /\.[A-Za-z]{1,6}:(\d{1,7})/g,
  /\bline (\d{1,7})/gi,
  /\blines (\d{1,7})(?: ?(?:-|–|to|and) ?(\d{1,7}))?/gi,
  /#L(\d{1,7})(?:-L?(\d{1,7}))?/g,
]

function linesIn(text: string): Pointers['lines'] {
  return PLACES.flatMap((place) =>
    [...text.matchAll(place)].slice(0, MOST_LINES).map(([, first, last]): [number, number] => {
      const from = Number(first)
      return [from, Math.max(from, Number(last ?? first))]
    }),
  )
}
