import { parseGap } from '../../text/gap-line.ts'
import { isControl } from './control.ts'

/** The head and message of a commit as `git log` and `git show` print them. */
export interface CommitHead {
  /** `commit 1a2b…`, with the names that point to it. */
  readonly opening: string
  /** Parents of a merge, as printed; '' for other commits. */
  readonly merge: string
  readonly author: string
  readonly date: string
  /** First line of the message and the line behind its last. */
  readonly messageFrom: number
  readonly messageTo: number
  /** Number of lines it stands for, message included. */
  readonly lines: number
}

const OPENING = /^commit [0-9a-f]{7,64}(?: \([^()]{1,2000}\))?$/
const MERGE = /^Merge: ([0-9a-f]{4,64}(?: [0-9a-f]{4,64}){1,20})$/
const AUTHOR = /^Author: (\S.{0,500})$/
const DATE = /^Date: {3}(\S.{0,100})$/

/** `undefined` for lines in another format; they stay as they are. */
export function readCommitHead(lines: readonly string[], start: number): CommitHead | undefined {
  const opening = lines[start] ?? ''
  if (!opening.startsWith('commit ') || !OPENING.test(opening)) return undefined
  const merge = MERGE.exec(lines[start + 1] ?? '')?.[1] ?? ''
  const at = start + (merge === '' ? 1 : 2)
  const author = AUTHOR.exec(lines[at] ?? '')?.[1]
  const date = DATE.exec(lines[at + 1] ?? '')?.[1]
  if (author === undefined || date === undefined || lines[at + 2] !== '') return undefined
  if (isAmbiguous(opening, author, date)) return undefined
  const messageFrom = at + 3
  const messageTo = messageEnd(lines, messageFrom)
  if (messageTo === messageFrom) return undefined
  return { opening, merge, author, date, messageFrom, messageTo, lines: messageTo - start }
}

/** The line behind the message; its first line for a message that would be misread. */
function messageEnd(lines: readonly string[], from: number): number {
  let to = from
  while (isMessageLine(lines[to])) {
    if (isMisread(lines[to] ?? '')) return from
    to++
  }
  return to
}

/** Words that part a head must not stand in its cells, nor an author look like a short name. */
function isAmbiguous(opening: string, author: string, date: string): boolean {
  return opening.includes(' by ') || date.includes(' at ') || /^[A-Z](?:=|$)/.test(author)
}

/** A line of a message that would not be taken for one without its indent. */
function isMisread(line: string): boolean {
  const shown = line.slice(MESSAGE_INDENT.length)
  return parseGap(line) === undefined && (isControl(shown) || parseGap(shown) !== undefined)
}

/** Four spaces before each line, or a gap among them. */
function isMessageLine(line: string | undefined): boolean {
  return line !== undefined && (line.startsWith(MESSAGE_INDENT) || parseGap(line) !== undefined)
}

export const MESSAGE_INDENT = '    '
