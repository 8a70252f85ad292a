import { checksum } from '../../text/checksum.ts'
import { type HunkHeader, parseHunkHeader, printHunkHeader } from '../../text/diff-hunk.ts'
import { parseGap } from '../../text/gap-line.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { expandCommit } from './expand-commit.ts'
import { expandFileHead } from './expand-file-head.ts'
import { expandFileList } from './expand-file-list.ts'
import { type PathPrefixes, USUAL_PREFIXES } from './file-head.ts'
import { type HeadTemplate, headLengthAt, printHead, templateOf } from './head-template.ts'
import { CLAUSES, prefixesIn } from './legend.ts'

/** The reference decoder of the form `diff`; its grammar is in docs/packed-diff.md. */
export function decodeDiff(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'diff') return undefined
  const { legend, body, check } = parsed
  const prefixes = prefixesIn(legend) ?? USUAL_PREFIXES
  const isTerminated = body.endsWith('\n')
  const source = (isTerminated ? body.slice(0, -1) : body).split('\n')
  const decoder = new Decoder(source, prefixes, legend.includes(CLAUSES.blanks))
  if (!decoder.run()) return undefined
  const lineBreak = legend.includes(CLAUSES.crlf) ? '\r\n' : '\n'
  const text = decoder.lines.join(lineBreak) + (isTerminated ? lineBreak : '')
  return checksum(text) === check ? text : undefined
}

class Decoder {
  readonly lines: string[] = []
  readonly #source: readonly string[]
  readonly #prefixes: PathPrefixes
  readonly #blanksAreBare: boolean
  #at = 0
  #shift = 0
  #room: number = UNPACKING_LIMITS.units
  #mode: 'text' | 'message' = 'text'
  #date = ''
  #template: HeadTemplate | undefined
  /** Where the lines of text begin that stand last, and how many they are. */
  #textFrom = 0
  #textLines = 0
  readonly #authors = new Map<string, string>()

  constructor(source: readonly string[], prefixes: PathPrefixes, blanksAreBare: boolean) {
    this.#source = source
    this.#prefixes = prefixes
    this.#blanksAreBare = blanksAreBare
  }

  /** False for a body that makes no sense. */
  run(): boolean {
    while (this.#at < this.#source.length) {
      const line = this.#source[this.#at++] ?? ''
      if (!this.#read(line) || this.#room < 0) return false
    }
    return true
  }

  #read(line: string): boolean {
    if (MAY_BE_OURS.test(line)) {
      const isRead = this.#readOurs(line)
      if (isRead !== undefined) return isRead
    }
    if (this.#mode === 'text') return this.#text(line)
    if (parseGap(line) !== undefined) return this.#add(line)
    return this.#add(`    ${line}`)
  }

  /** `undefined` for text that only begins like a line of ours. */
  #readOurs(line: string): boolean | undefined {
    if (line.startsWith('== ')) return this.#file(line.slice(3))
    if (line.startsWith('=== ')) return this.#alike(line.slice(4))
    if (line.startsWith('@@ ')) return this.#hunk(line)
    if (line === '@@') return true
    const list = LIST.exec(line)
    if (list !== null) return this.#list(list)
    if (COMMIT.test(line)) return this.#commit(line)
    if (!line.startsWith('|')) return undefined
    this.#mode = 'text'
    return this.#text(line.slice(1))
  }

  /** A line of the text; the first head among them is the template of others. */
  #text(line: string): boolean {
    if (this.#textFrom + this.#textLines !== this.lines.length) {
      this.#textFrom = this.lines.length
      this.#textLines = 0
    }
    this.#textLines++
    this.#add(line)
    if (line.startsWith('+++ ')) this.#shift = 0
    const last = this.lines.length - 1
    const length = this.#template === undefined ? headLengthAt(this.lines, last) : 0
    const from = Math.max(this.#textFrom, last + 1 - length)
    if (length > 0 && last > from) this.#template = templateOf(this.lines.slice(from))
    return true
  }

  #alike(spelled: string): boolean {
    if (this.#template === undefined) return false
    const [path = '', ...stamps] = spelled.split('\t')
    const told = stamps.map((stamp) => (stamp === '' ? '' : `\t${stamp}`))
    const [before, after] = stamps.length === 0 ? this.#template.stamps : told
    const head = printHead(this.#template, { path, stamps: [before ?? '', after ?? ''] })
    for (const line of head) this.#add(line)
    this.#shift = 0
    this.#mode = 'text'
    return true
  }

  #add(line: string): boolean {
    this.#room -= line.length + 1
    this.lines.push(line)
    return true
  }

  /** A blank line that goes without saying, but not behind a gap. */
  #separate(): void {
    const last = this.lines.at(-1)
    if (last !== undefined && parseGap(last) === undefined) this.#add('')
  }

  #file(words: string): boolean {
    const head = expandFileHead(words, this.#prefixes)
    if (head === undefined) return false
    if (this.#mode === 'message') this.#separate()
    for (const line of head) this.#add(line)
    this.#mode = 'text'
    this.#shift = 0
    return true
  }

  #commit(line: string): boolean {
    const head = expandCommit(line, { authors: this.#authors, date: this.#date })
    if (head === undefined) return false
    this.#separate()
    for (const opened of head.lines) this.#add(opened)
    this.#date = head.date
    this.#mode = 'message'
    return true
  }

  #list([, size, path = '0', count = '0']: RegExpExecArray): boolean {
    const widths = { path: Number(path), count: Number(count) }
    const list = expandFileList(this.#source, this.#at, { size: Number(size), widths })
    if (list === undefined) return false
    for (const line of list.lines) this.#add(line)
    this.#at += list.rows
    this.#mode = 'text'
    return true
  }

  #hunk(line: string): boolean {
    const place = this.lines.push('') - 1
    this.#mode = 'text'
    const counts = this.#hunkLines()
    const header = parseHunkHeader(line) ?? this.#headerOf(line, counts)
    if (header === undefined) return false
    const { oldStart, oldCount, newStart, newCount } = header
    this.#shift = newStart + Math.max(newCount, 1) - oldStart - Math.max(oldCount, 1)
    const printed = printHunkHeader(header)
    this.lines[place] = printed
    this.#room -= printed.length + 1
    return true
  }

  /** All of a header, told from its first line in the new file and what stands in the hunk. */
  #headerOf(line: string, { oldCount, newCount }: Counts): HunkHeader | undefined {
    const [, first, context = ''] = HUNK.exec(line) ?? []
    if (first === undefined) return undefined
    const oldStart = Number(first) - this.#shift - (oldCount === 0 ? 1 : 0)
    const newStart = Number(first) - (newCount === 0 ? 1 : 0)
    return { oldStart, oldCount, newStart, newCount, context }
  }

  /** Takes the lines of a hunk, and counts them on both sides. */
  #hunkLines(): Counts {
    const sums = { ' ': 0, '+': 0, '-': 0, '\\': 0 }
    for (let line = this.#next(); line !== undefined; line = this.#next()) {
      const run = line.startsWith('[') ? RUN.exec(line) : null
      const sign = run === null ? signOf(line) : run[2] === 'added' ? '+' : '-'
      sums[sign] += run === null ? this.#hunkLine(line) : this.#run(Number(run[1]), sign)
    }
    return { oldCount: sums[' '] + sums['-'], newCount: sums[' '] + sums['+'] }
  }

  /** How many lines it stands for: a gap for those left out, which are context. */
  #hunkLine(line: string): number {
    this.#add(line === '' && this.#blanksAreBare ? ' ' : line)
    const gap = line.startsWith('[') ? parseGap(line) : undefined
    return gap === undefined ? 1 : gap.to - gap.from + 1
  }

  /** The next line of a hunk; `undefined` where it ends. */
  #next(): string | undefined {
    const line = this.#source[this.#at]
    if (line === undefined || !STARTS.includes(line.charAt(0))) return undefined
    if (line.startsWith('[') && !RUN.test(line) && parseGap(line) === undefined) return undefined
    this.#at++
    return line
  }

  #run(size: number, sign: string): number {
    const lines = this.#source.slice(this.#at, this.#at + size)
    for (const line of lines) this.#add(sign + line)
    this.#at += lines.length
    return lines.length
  }
}

type Counts = Pick<HunkHeader, 'oldCount' | 'newCount'>

function signOf(line: string): ' ' | '+' | '-' | '\\' {
  const sign = line.charAt(0)
  return sign === '+' || sign === '-' || sign === '\\' ? sign : ' '
}

/** How lines begin that are of a hunk, or may be. */
const STARTS = ' +-\\['
const MAY_BE_OURS = /^(?:[=@|[]|commit )/
const LIST = /^\[(\d{1,9}) files(?:, columns (\d{1,4}) (\d{1,2}))?\]$/
const COMMIT = /^commit [0-9a-f]{7,64} /
const HUNK = /^@@ (\d{1,9})(?: ([\s\S]+))?$/
const RUN = /^\[(\d{1,9}) lines (added|removed)\]$/
