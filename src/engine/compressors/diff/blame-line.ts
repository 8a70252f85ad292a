/** A line of `git blame`. */
export interface BlameLine {
  /** All before the line number: commit, path, author, time. */
  readonly key: string
  readonly number: number
  /** Columns of the number, padding included. */
  readonly width: number
  /** The source line. */
  readonly code: string
}

const COMMIT = /^\^?[0-9a-f]{7,64} /
/** The end of the line's number: the first digit before a bracket that closes. */
const NUMBER_END = /\d\)(?= )/
/** Looked at for the line's number. */
const LONGEST_KEY = 600
const SPACE = 0x20

/** `undefined` for what `git blame` would not print so. */
export function readBlameLine(line: string): BlameLine | undefined {
  if (!COMMIT.test(line)) return undefined
  const end = line.slice(0, LONGEST_KEY).search(NUMBER_END) + 1
  if (end === 0) return undefined
  let start = end
  while (isDigit(line.charCodeAt(start - 1))) start--
  let keyEnd = start
  while (line.charCodeAt(keyEnd - 1) === SPACE) keyEnd--
  const width = end - keyEnd - 1
  const digits = line.slice(start, end)
  if (width < 1 || width > MOST_COLUMNS || digits.length > 9 || digits.startsWith('0')) {
    return undefined
  }
  return { key: line.slice(0, keyEnd), number: Number(digits), width, code: line.slice(end + 2) }
}

/** Numbers of lines are no longer; padding beyond is not git's. */
const MOST_COLUMNS = 12

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}
