import { readBlameLine } from '../blame-line.ts'
import { classOfFile, type FileClass, tellsMade } from './file-class.ts'
import { hunkHeadOf, roleInHunk } from './hunk-lines.ts'
import { ROLE } from './role.ts'

interface ChangedFile {
  readonly path: string
  readonly kind: FileClass
}

export interface LineFacts {
  readonly lines: readonly string[]
  readonly roles: Uint8Array
  /** Which hunk a line belongs to; -1 for none. */
  readonly hunkOf: Int32Array
  /** Which of `files` a line belongs to; -1 for none. */
  readonly fileOf: Int32Array
  readonly files: readonly ChangedFile[]
  readonly hunks: number
  /** The line's number in the new file; 0 for lines that have none. */
  readonly numbers: Int32Array
}

/** Reads every line once. */
export function lineFactsOf(lines: readonly string[]): LineFacts {
  const reader = new Reader(lines)
  for (let at = 0; at < lines.length; at++) reader.read(at)
  return reader.facts()
}

const HEAD_OPENING = /^(?:diff (?:--git|--cc|--combined|-)|Index: \S)/
const HEAD_LINE =
  /^(?:index |--- |\+\+\+ |(?:old|new|deleted) |(?:dis)?similarity |(?:rename|copy) |Binary files |={67}$)/
/** A length and bytes in base 85, as git writes them. */
const BINARY = /^[A-Za-z][!-~]{5,66}$/
const COMMIT = /^commit [0-9a-f]{7,64}\b/
const TRAILER =
  /^ {4}(?:Signed-off-by|Co-authored-by|Reviewed-by|Acked-by|Tested-by|Reported-by|Cc|Change-Id|Reviewed-on|PiperOrigin-RevId): /i
/** One line of --oneline, reflog, --stat, --numstat or --name-status. */
const ENTRY =
  /^(?:[*|/\\ _]{0,40}[0-9a-f]{7,40} \S| \S.{0,400} \| {1,12}(?:\d|Bin)|(?:[AMDTU]|[RC]\d{3})\t\S|(?:\d{1,9}|-)\t(?:\d{1,9}|-)\t)/

class Reader {
  readonly #lines: readonly string[]
  readonly #roles: Uint8Array
  readonly #hunkOf: Int32Array
  readonly #fileOf: Int32Array
  readonly #numbers: Int32Array
  readonly #files: { path: string; kind: FileClass }[] = []
  #within: 'text' | 'head' | 'hunk' | 'binary' | 'commit' | 'message' = 'text'
  #hunks = 0
  /** Lines of the hunk still to come. */
  #left = 0
  #columns = 1
  #number = 0
  #hasFile = false

  constructor(lines: readonly string[]) {
    this.#lines = lines
    this.#roles = new Uint8Array(lines.length)
    this.#hunkOf = new Int32Array(lines.length).fill(-1)
    this.#fileOf = new Int32Array(lines.length).fill(-1)
    this.#numbers = new Int32Array(lines.length)
  }

  facts(): LineFacts {
    return {
      lines: this.#lines,
      roles: this.#roles,
      hunkOf: this.#hunkOf,
      fileOf: this.#fileOf,
      files: this.#files,
      hunks: this.#hunks,
      numbers: this.#numbers,
    }
  }

  read(at: number): void {
    const line = this.#lines[at] ?? ''
    const role = this.#roleOf(line, at)
    this.#roles[at] = role
    if (role === ROLE.head || role === ROLE.hunk || isInHunk(role)) {
      this.#fileOf[at] = this.#hasFile ? this.#files.length - 1 : -1
    }
    if (role === ROLE.hunk || isInHunk(role)) this.#hunkOf[at] = this.#hunks - 1
  }

  #roleOf(line: string, at: number): number {
    const inHunk = this.#within === 'hunk' ? this.#inHunk(line, at) : undefined
    if (inHunk !== undefined) return inHunk
    if (line.startsWith('@@')) return this.#hunk(at)
    if (HEAD_OPENING.test(line)) return this.#head(line)
    if (COMMIT.test(line)) {
      this.#within = 'commit'
      this.#hasFile = false
      return ROLE.commit
    }
    if (line === 'GIT binary patch') this.#within = 'binary'
    if (this.#within === 'binary' && BINARY.test(line)) return ROLE.binary
    if (this.#within === 'head' && HEAD_LINE.test(line)) return this.#headLine(line)
    if (line.startsWith('--- ') && this.#lines[at + 1]?.startsWith('+++ ') === true) {
      return this.#head(line)
    }
    return this.#inHistory(line)
  }

  #hunk(at: number): number {
    const hunk = hunkHeadOf(this.#lines, at)
    if (hunk === undefined) return ROLE.text
    this.#left = hunk.lines
    this.#columns = hunk.columns
    this.#number = hunk.newStart
    this.#within = 'hunk'
    this.#hunks++
    return ROLE.hunk
  }

  /** `undefined` for the first line behind a hunk. */
  #inHunk(line: string, at: number): number | undefined {
    if (this.#left <= 0) {
      this.#within = 'text'
      return line.startsWith('\\ ') ? ROLE.note : undefined
    }
    this.#left--
    const role = roleInHunk(line, this.#columns)
    if (role === ROLE.added || role === ROLE.context) this.#numbers[at] = this.#number++
    const file = this.#files.at(-1)
    if (file?.kind === 'source' && tellsMade(line, this.#number)) file.kind = 'made'
    return role
  }

  #head(line: string): number {
    this.#within = 'head'
    this.#hasFile = true
    const path = pathOf(line)
    this.#files.push({ path, kind: classOfFile(path) })
    return ROLE.head
  }

  /** The new side's path is the best name, unless the file is gone. */
  #headLine(line: string): number {
    const file = this.#files.at(-1)
    if (file !== undefined && line.startsWith('+++ ') && !line.startsWith('+++ /dev/null')) {
      file.path = pathOf(line)
      file.kind = classOfFile(file.path)
    }
    return ROLE.head
  }

  #inHistory(line: string): number {
    if (this.#within === 'binary') return ROLE.text
    if (this.#within === 'commit') {
      if (!line.startsWith('    ') || line.trim() === '') return ROLE.commit
      this.#within = 'message'
      return ROLE.subject
    }
    if (this.#within === 'message' && line.startsWith('    ')) {
      return TRAILER.test(line) ? ROLE.trailer : ROLE.message
    }
    this.#within = 'text'
    return ENTRY.test(line) || readBlameLine(line) !== undefined ? ROLE.entry : ROLE.text
  }
}

function isInHunk(role: number): boolean {
  return role >= ROLE.context && role <= ROLE.note
}

/** The last word of a head, without the prefix, the stamp and the quotes around. */
function pathOf(line: string): string {
  const name = line.split('\t', 1)[0] ?? ''
  const word = name.slice(name.lastIndexOf(' ') + 1)
  return word.replace(/^"?(?:[abciow]\/)?/, '').replace(/"$/, '')
}
