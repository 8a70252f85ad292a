/** Where a value stands in a JSON text. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Another text in a value's place. */
export interface Edit extends Span {
  readonly text: string
}

/** What a path leads through: keys and indices. */
export type Path = readonly (string | number)[]

/** The text with the edits made, and every other character as it was. The edits do not overlap. */
export function splice(text: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((one, other) => one.from - other.from)
  const parts: string[] = []
  let at = 0
  for (const edit of inOrder) {
    parts.push(text.slice(at, edit.from), edit.text)
    at = edit.to
  }
  parts.push(text.slice(at))
  return parts.join('')
}

/** Finds values in one JSON text, which must be valid. Each list or object on the way is read once. */
export class JsonSpans {
  readonly #text: string
  readonly #ends: LongEnds = new Map()
  readonly #members = new Map<number, ReadonlyMap<string, Span>>()

  constructor(text: string) {
    this.#text = text
  }

  /** `undefined` where the path leads nowhere. Of keys that stand twice the last counts, as for `JSON.parse`. */
  at(path: Path): Span | undefined {
    let span: Span | undefined = { from: skipSpace(this.#text, 0), to: this.#text.length }
    for (const step of path) {
      if (span === undefined) return undefined
      span = this.#membersAt(span.from).get(String(step))
    }
    return span
  }

  #membersAt(from: number): ReadonlyMap<string, Span> {
    const known = this.#members.get(from)
    if (known !== undefined) return known
    const members = membersOf(this.#text, from, this.#ends)
    this.#members.set(from, members)
    return members
  }
}

/** Where long strings end, by where they begin: each is looked through once, however deep it stands. */
type LongEnds = Map<number, number>

/** Characters from which on a string is remembered. */
const LONG = 1000

function membersOf(text: string, from: number, ends: LongEnds): ReadonlyMap<string, Span> {
  const members = new Map<string, Span>()
  const isObject = text[from] === '{'
  if (!isObject && text[from] !== '[') return members
  let at = skipSpace(text, from + 1)
  while (text[at] !== '}' && text[at] !== ']') {
    const keyEnd = isObject ? endOfString(text, at) : at
    const key = isObject ? String(JSON.parse(text.slice(at, keyEnd))) : String(members.size)
    const start = isObject ? skipSpace(text, skipSpace(text, keyEnd) + 1) : at
    const to = endOfValue(text, start, ends)
    members.set(key, { from: start, to })
    at = skipSpace(text, to)
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return members
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (' \n\r\t'.includes(text[at] ?? 'x')) at++
  return at
}

/** The same for a string that may be long. */
function knownEnd(text: string, from: number, ends: LongEnds): number {
  const known = ends.get(from)
  if (known !== undefined) return known
  const end = endOfString(text, from)
  if (end - from >= LONG) ends.set(from, end)
  return end
}

function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at + 1
}

function isEscaped(text: string, at: number): boolean {
  let slash = at
  while (text[slash - 1] === '\\') slash--
  return (at - slash) % 2 === 1
}

function endOfValue(text: string, from: number, ends: LongEnds): number {
  const first = text[from]
  if (first === '"') return knownEnd(text, from, ends)
  if (first !== '{' && first !== '[') return endOfScalar(text, from)
  const mark = /["{}[\]]/g
  let depth = 0
  let at = from
  do {
    mark.lastIndex = at
    const found = mark.exec(text)
    if (found === null) return text.length
    at = found[0] === '"' ? knownEnd(text, found.index, ends) : found.index + 1
    depth += DEPTHS[found[0]] ?? 0
  } while (depth > 0)
  return at
}

const DEPTHS: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 }

function endOfScalar(text: string, from: number): number {
  const end = /[,\]}\s]/g
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}
