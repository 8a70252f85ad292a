/** Longest path looked for at the start of a line. */
export const LONGEST_PATH = 400
/** Line numbers beyond this are no line numbers. */
const MOST_DIGITS = 8

const ZERO = 0x30
export const COLON = 0x3a
export const DASH = 0x2d

/**
 * Cuts a line of search results where a number stands between two equal marks: `path:12:text`,
 * `path-12-text`. Holds the last cut, so that no object is made a line.
 */
export class LineSplitter {
  readonly #text: string
  /** End of the path, which is where the first mark stands. */
  pathEnd = 0
  number = 0
  /** Start of what follows the second mark. */
  textAt = 0

  constructor(text: string) {
    this.#text = text
  }

  /** The first cut at `from` or behind it; false where there is none before `end`. */
  find(from: number, end: number, mark: number): boolean {
    const last = Math.min(end, from + LONGEST_PATH)
    for (let at = from; at < last; at++) {
      if (this.#text.charCodeAt(at) === mark && this.cutAt(at, end)) return true
    }
    return false
  }

  /** A cut with its first mark at `at`. */
  cutAt(at: number, end: number): boolean {
    const mark = this.#text.charCodeAt(at)
    if (!this.readNumber(at + 1, end) || this.#text.charCodeAt(this.textAt) !== mark) return false
    this.pathEnd = at
    this.textAt++
    return true
  }

  /** A number without leading zeros; `textAt` is then where it ends, before `end`. */
  readNumber(start: number, end: number): boolean {
    let number = 0
    let at = start
    for (; at < end; at++) {
      const digit = this.#text.charCodeAt(at) - ZERO
      if (digit < 0 || digit > 9) break
      number = number * 10 + digit
    }
    const digits = at - start
    if (digits === 0 || digits > MOST_DIGITS || at === end) return false
    if (this.#text.charCodeAt(start) === ZERO && digits > 1) return false
    this.number = number
    this.textAt = at
    return true
  }
}

/** Where a path's own first mark may stand: behind the drive of `C:\src` or `C:/src`. */
export function afterDrive(text: string, start: number): number {
  if (text.charCodeAt(start + 1) !== COLON) return start
  const after = text.charAt(start + 2)
  return /[A-Za-z]/.test(text.charAt(start)) && (after === '\\' || after === '/')
    ? start + 2
    : start
}

/** Signs of code and prose, which hardly stand in a path. */
const ODD = /[\s"'`=,;<>{}|*?]/
/** A moment, not a name. */
const STAMP = /^\[?\d{4}-\d\d-\d\d|^\d{1,2}$/
const NAME = /^[\w.@+~#$%()[\]-]+$/

/** True for what can hardly be anything but a path or a file's name. */
export function isPlainPath(path: string): boolean {
  if (path === '' || ODD.test(path) || STAMP.test(path)) return false
  if (path.includes('/') || path.includes('\\')) return !path.includes('://')
  return NAME.test(path) && /[A-Za-z]/.test(path)
}

/** True for a path that names a directory or has an extension: more than a word. */
export function isSurePath(path: string): boolean {
  return isPlainPath(path) && (/[/\\]/.test(path) || /\w\.[A-Za-z]\w{0,9}$/.test(path))
}
