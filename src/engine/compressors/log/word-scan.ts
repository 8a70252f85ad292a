/** What a word of a line is to its template. */
export const WORD = { literal: 0, variable: 1, stamp: 2, rest: 3 } as const

/** Longer lines keep what follows as one piece. */
const MOST_WORDS = 96

/**
 * Cuts a line into words and the frames between them, and hashes both: characters by shifts, which
 * cost little before the code is compiled, words and frames by products. One scanner serves all
 * lines, so that nothing is allocated a line; its fields hold the line scanned last.
 */
export class WordScan {
  readonly starts: Int32Array = new Int32Array(MOST_WORDS + 1)
  readonly ends: Int32Array = new Int32Array(MOST_WORDS + 1)
  readonly kinds: Uint8Array = new Uint8Array(MOST_WORDS + 1)
  count = 0
  /** Of the frames and the literal words: equal for lines that differ in variable words only. */
  signature = 0
  /** Of the frames alone. */
  frame = 0
  /** Quoted texts are one word. */
  readonly isCoarse: boolean
  private stampStart = -1
  private stampEnd = -1

  constructor({ isCoarse }: { readonly isCoarse: boolean }) {
    this.isCoarse = isCoarse
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the scan of every character; calls would double its time
  scan(line: string, stampStart: number, stampEnd: number): void {
    this.stampStart = stampStart
    this.stampEnd = stampEnd
    let at = 0
    let frame = HASH_START
    this.signature = HASH_START
    this.count = 0
    while (at < line.length) {
      let spaces = 0
      for (; at < line.length && at !== stampStart; at++) {
        const code = line.charCodeAt(at)
        if (code === ESCAPE) {
          const end = endOfEscape(line, at)
          for (; at < end; at++) frame = (frame << 5) ^ (frame >>> 3) ^ frame ^ line.charCodeAt(at)
          at--
          spaces = 0
          continue
        }
        if (code > 127 || CLASSES[code] !== FRAME || (this.isCoarse && code === QUOTE)) break
        spaces = code === SPACE ? spaces + 1 : 0
        // Widths of padding do not tell templates apart.
        if (spaces < 2) frame = (frame << 5) ^ (frame >>> 3) ^ frame ^ code
        else if (spaces === 2) frame = Math.imul(frame ^ PADDING, HASH_PRIME)
      }
      if (at >= line.length) break
      at = this.takeWord(line, at)
      frame = Math.imul(frame ^ WORD_MARK, HASH_PRIME)
    }
    this.frame = frame
    this.signature = Math.imul(this.signature ^ frame, HASH_PRIME)
  }

  /** Records the word that begins at `start`; gives its end. */
  private takeWord(line: string, start: number): number {
    const index = this.count++
    this.starts[index] = start
    if (index === MOST_WORDS) return this.close(index, line.length, WORD.rest)
    if (start === this.stampStart) return this.close(index, this.stampEnd, WORD.stamp)
    const limit = start < this.stampStart ? this.stampStart : line.length
    if (this.isCoarse && line.charCodeAt(start) === QUOTE) {
      const closing = line.indexOf('"', start + 1)
      const end = closing === -1 || closing >= limit ? start + 1 : closing + 1
      return this.close(index, end, WORD.variable)
    }
    return this.takePlainWord(line, start, limit)
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the loop over every character of a word; most need its first test only
  private takePlainWord(line: string, start: number, limit: number): number {
    let marks = 0
    let hash = HASH_START
    let end = start
    for (; end < limit; end++) {
      const code = line.charCodeAt(end)
      const kind = code < 128 ? (CLASSES[code] ?? PLAIN) : PLAIN
      if (kind !== PLAIN) {
        if (kind === FRAME) break
        if (kind === MARK) marks = MARK
        else if (end > start && isSmallLetter(line.charCodeAt(end + 1))) break
      }
      hash = (hash << 5) ^ (hash >>> 3) ^ hash ^ code
    }
    const kind = marks === PLAIN ? WORD.literal : WORD.variable
    if (kind === WORD.literal) this.signature = Math.imul(this.signature ^ hash, HASH_PRIME)
    return this.close(this.count - 1, trimmedEnd(line, start, end), kind)
  }

  private close(index: number, end: number, kind: number): number {
    this.ends[index] = end
    this.kinds[index] = kind
    this.signature = Math.imul(this.signature ^ (kind + 1), HASH_PRIME)
    return end
  }
}

const HASH_START = 0x811c9dc5 | 0
const HASH_PRIME = 0x01000193
const WORD_MARK = 0x10001
const PADDING = 0x10002
const ESCAPE = 0x1b
const SPACE = 0x20
const QUOTE = 0x22

/** Marks at a word's end that belong to the sentence: `. : ! ?`. */
function trimmedEnd(line: string, start: number, end: number): number {
  let trimmed = end
  while (trimmed > start + 1) {
    const code = line.charCodeAt(trimmed - 1)
    if (code !== 0x2e && code !== 0x3a && code !== 0x21 && code !== 0x3f) break
    trimmed--
  }
  return trimmed
}

/** Classes of characters: part of any word, of a frame, of words that vary. */
const PLAIN = 0
const FRAME = 1
const MARK = 2
/** Parts words only before a small letter, as in `key:value`. */
const COLON = 3

/** One class per ASCII character. */
const CLASSES = classesOf()

function classesOf(): Uint8Array {
  const classes = new Uint8Array(128)
  classes.fill(FRAME, 0, 0x21)
  for (const mark of '[](){}"\'=,;<>|') classes[mark.charCodeAt(0)] = FRAME
  for (const mark of '0123456789/@\\') classes[mark.charCodeAt(0)] = MARK
  classes[0x3a] = COLON
  return classes
}

/** End of the ANSI sequence at `at`: `ESC [ … letter`, else the one character. */
function endOfEscape(line: string, at: number): number {
  if (line.charCodeAt(at + 1) !== 0x5b) return at + 1
  let end = at + 2
  while (end < line.length && line.charCodeAt(end) < 0x40) end++
  return Math.min(line.length, end + 1)
}

function isSmallLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}
