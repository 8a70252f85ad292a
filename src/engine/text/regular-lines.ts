/** Stretches looked at, from all over the text; lines of each; UTF-16 units of each line. */
const STRETCHES = 8
const LINES = 16
const LONGEST_LINE = 400
/** Lines of one shape that are a pattern, and the share of a text, in per cent, that patterns must hold. */
const FEWEST_ALIKE = 4
const LEAST_SHARE = 35
/** Digests and other random words, where they hold more than this share, in per cent, leave little to share. */
const MOST_RANDOM_SHARE = 60

/**
 * True for a text most of whose lines are built alike, like a log's, a table's or a list's: the same
 * signs between other words. Prose and source code are not. Looks at a bounded sample. `leastShare` is that
 * of the text, in per cent, which such lines must hold.
 */
export function hasRegularLines(text: string, leastShare: number = LEAST_SHARE): boolean {
  const tally = new Tally()
  const step = Math.max(1, Math.ceil(text.length / STRETCHES))
  for (let from = 0; from < text.length; from += step) {
    let start = from === 0 ? 0 : nextLine(text, from)
    const end = Math.min(text.length, from + step)
    for (let line = 0; line < LINES && start < end; line++) {
      const next = nextLine(text, start)
      tally.add(text, start, Math.min(next, start + LONGEST_LINE))
      start = next
    }
  }
  return tally.isRegular(leastShare)
}

function nextLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at + 1
}

/** A word this long that holds a digit is a digest or a code. */
const RANDOM_LENGTH = 16

/** Lines by shape: how many there are of each, and how long they are together. */
class Tally {
  /** By shape, its place in the lists. */
  readonly #places = new Map<number, number>()
  readonly #counts: number[] = []
  readonly #lengths: number[] = []
  #length = 0
  /** UTF-16 units in long words with digits. */
  #random = 0

  add(text: string, start: number, end: number): void {
    const shape = this.#shapeOf(text, start, end)
    const place = this.#places.get(shape) ?? this.#counts.length
    if (place === this.#counts.length) this.#places.set(shape, place)
    this.#counts[place] = (this.#counts[place] ?? 0) + 1
    this.#lengths[place] = (this.#lengths[place] ?? 0) + end - start
    this.#length += end - start
  }

  isRegular(leastShare: number): boolean {
    if (this.#random * 100 > this.#length * MOST_RANDOM_SHARE) return false
    let alike = 0
    for (let place = 0; place < this.#counts.length; place++) {
      if ((this.#counts[place] ?? 0) >= FEWEST_ALIKE) alike += this.#lengths[place] ?? 0
    }
    return alike * 100 >= this.#length * leastShare && alike > 0
  }

  /** Equal for lines whose signs are equal, whatever their words; runs of blanks count as one. */
  #shapeOf(text: string, from: number, end: number): number {
    let shape = 0x811c9dc5
    let last = END
    let start = from
    for (let at = from; at <= end; at++) {
      const sign = at < end ? signOf(text.charCodeAt(at)) : END
      if (sign === last && (sign === WORD || sign === BLANK)) continue
      if (last === WORD && isRandom(text, start, at)) this.#random += at - start
      shape = Math.imul(shape ^ sign, 0x01000193)
      start = at
      last = sign
    }
    return shape
  }
}

const BLANK = 0x20
/** No sign's codes. */
const WORD = 0x10000
const END = 0x10001

/** Letters, digits, `_` and all beyond ASCII are word, whatever they are. */
function signOf(code: number): number {
  const lower = code | 0x20
  const isLetter = (lower >= 0x61 && lower <= 0x7a) || code >= 0x80 || code === 0x5f
  return isLetter || isDigit(code) ? WORD : code
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isRandom(line: string, start: number, end: number): boolean {
  if (end - start < RANDOM_LENGTH) return false
  for (let at = start; at < end; at++) if (isDigit(line.charCodeAt(at))) return true
  return false
}
