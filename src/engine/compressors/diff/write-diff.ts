import { isHunkLine } from '../../text/diff-hunk.ts'
import { parseGap } from '../../text/gap-line.ts'
import { type CommitHead, MESSAGE_INDENT } from './commit-head.ts'
import { isControl } from './control.ts'
import type { FileList } from './file-list.ts'
import { treeOf } from './file-tree.ts'
import type { Part } from './structure.ts'

/** Fewer lines of one sign are shorter with it. */
const SHORTEST_RUN = 16

export interface Writing {
  readonly lines: readonly string[]
  /** Context that is one space is written as an empty line. */
  readonly barensBlanks: boolean
  /** What a folder left: then every commit says all of its own head. */
  readonly isFolded: boolean
  /** Short names of authors, filled in order of appearance. */
  readonly authors: ReadonlyMap<string, string>
}

/** How the reader takes the next line. */
type Mode = 'text' | 'hunk' | 'message'

/** Writes parts one after the other, knowing how the decoder will take each line. */
export class DiffWriter {
  readonly out: string[] = []
  hasRuns = false
  hasVerbatim = false
  hasLists = false
  hasAlike = false
  readonly #writing: Writing
  readonly #named = new Set<string>()
  #mode: Mode = 'text'
  /** By how much a line's number in the new file is above the one in the old file. */
  #shift = 0
  #date = ''

  constructor(writing: Writing) {
    this.#writing = writing
  }

  write(part: Part): void {
    if (part.kind === 'hunk') this.#hunk(part)
    else if (part.kind === 'commit') this.#commit(part.head)
    else if (part.kind === 'list') this.#list(part.list)
    else if (part.kind === 'alike') this.#alike(part)
    else if (part.kind === 'file') {
      this.out.push(`== ${part.head.spelled}`)
      this.#shift = 0
      this.#mode = 'text'
    } else this.#text(this.#writing.lines[part.from] ?? '')
  }

  #text(line: string): void {
    const isGap = parseGap(line) !== undefined
    if (isGap && this.#mode === 'hunk') this.out.push('@@')
    if (isGap) {
      this.out.push(line)
      if (this.#mode === 'hunk') this.#mode = 'text'
      return
    }
    const isEscaped =
      isControl(line) ||
      this.#mode === 'message' ||
      (this.#mode === 'hunk' && (isHunkLine(line) || line.startsWith('[')))
    this.out.push(isEscaped ? `|${line}` : line)
    if (isEscaped) this.hasVerbatim = true
    if (line.startsWith('+++ ')) this.#shift = 0
    this.#mode = 'text'
  }

  #hunk({ from, to, header, isWhole }: Extract<Part, { kind: 'hunk' }>): void {
    const { oldStart, oldCount, newStart, newCount, context } = header
    const oldFirst = oldStart + (oldCount === 0 ? 1 : 0)
    const newFirst = newStart + (newCount === 0 ? 1 : 0)
    if (isWhole && newFirst - oldFirst === this.#shift) {
      this.out.push(context === '' ? `@@ ${newFirst}` : `@@ ${newFirst} ${context}`)
    } else this.out.push(this.#writing.lines[from] ?? '')
    this.#shift = newFirst + newCount - oldFirst - oldCount
    this.#mode = 'hunk'
    this.#hunkLines(from + 1, to)
  }

  #hunkLines(from: number, to: number): void {
    const { lines } = this.#writing
    for (let at = from; at < to; ) {
      const end = runEnd(lines, at, to)
      if (end - at >= SHORTEST_RUN) this.#run(at, end)
      else for (let inside = at; inside < end; inside++) this.#hunkLine(lines[inside] ?? '')
      at = end
    }
  }

  #run(from: number, to: number): void {
    const { lines } = this.#writing
    this.out.push(`[${to - from} lines ${lines[from]?.startsWith('+') ? 'added' : 'removed'}]`)
    for (let at = from; at < to; at++) this.out.push((lines[at] ?? '').slice(1))
    this.hasRuns = true
  }

  #hunkLine(line: string): void {
    this.out.push(this.#writing.barensBlanks && line === ' ' ? '' : line)
  }

  /** Only times of change that differ from those of the first head are told. */
  #alike({ head, template }: Extract<Part, { kind: 'alike' }>): void {
    const [before, after] = head.stamps
    const isSame = before === template.stamps[0] && after === template.stamps[1]
    this.out.push(`=== ${head.path}${isSame ? '' : `${before || '\t'}${after || '\t'}`}`)
    this.hasAlike = true
    this.#shift = 0
    this.#mode = 'text'
  }

  #list({ files, widths }: FileList): void {
    const columns = widths.path === 0 ? '' : `, columns ${widths.path} ${widths.count}`
    this.out.push(`[${files.length} files${columns}]`, ...treeOf(files))
    this.hasLists = true
    this.#mode = 'text'
  }

  #commit({ opening, merge, author, date, messageFrom, messageTo }: CommitHead): void {
    const merged = merge === '' ? '' : ` merge ${merge}`
    this.out.push(`${opening}${merged} by ${this.#author(author)} at ${this.#dateOf(date)}`)
    this.#mode = 'message'
    for (let at = messageFrom; at < messageTo; at++) {
      const line = this.#writing.lines[at] ?? ''
      this.out.push(parseGap(line) === undefined ? line.slice(MESSAGE_INDENT.length) : line)
    }
  }

  #author(author: string): string {
    const name = this.#writing.authors.get(author)
    if (name === undefined) return author
    if (this.#named.has(author)) return name
    this.#named.add(author)
    return `${name}=${author}`
  }

  /** Of a commit on the day of the one before, only the time of day. */
  #dateOf(date: string): string {
    const [time, day] = partsOfDate(date)
    const [, dayBefore] = partsOfDate(this.#date)
    this.#date = date
    return time !== '' && day === dayBefore && !this.#writing.isFolded ? time : date
  }
}

const DATE = /^([A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} )(\d\d:\d\d:\d\d)( \d{4} [+-]\d{4})$/

function partsOfDate(date: string): readonly [time: string, day: string] {
  const [, before = '', time = '', after = ''] = DATE.exec(date) ?? []
  return [time, before + after]
}

/** End of the lines from `at` on that have its sign; of lines that may not lose theirs, the next line. */
function runEnd(lines: readonly string[], at: number, to: number): number {
  const sign = lines[at]?.charAt(0) ?? ''
  if (sign !== '+' && sign !== '-') return at + 1
  let end = at
  while (end < to && lines[end]?.startsWith(sign) === true) end++
  return end
}
