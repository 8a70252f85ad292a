import { type HunkHeader, parseHunkHeader, SIGN } from '../../text/diff-hunk.ts'
import { parseGap } from '../../text/gap-line.ts'
import { type CommitHead, readCommitHead } from './commit-head.ts'
import { type FileHead, type PathPrefixes, readFileHead } from './file-head.ts'
import { type FileList, readFileList } from './file-list.ts'
import {
  type HeadTemplate,
  headLengthAt,
  printHead,
  readHead,
  type TemplatedHead,
  templateOf,
} from './head-template.ts'

/** A stretch of lines that is written in one way; `from` is its first line, `to` the line behind it. */
export type Part = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'text' }
  | { readonly kind: 'file'; readonly head: FileHead }
  | { readonly kind: 'hunk'; readonly header: HunkHeader; readonly isWhole: boolean }
  | { readonly kind: 'commit'; readonly head: CommitHead }
  | { readonly kind: 'list'; readonly list: FileList }
  | { readonly kind: 'alike'; readonly head: TemplatedHead; readonly template: HeadTemplate }
)

/** Cuts the lines of a diff or a history into its parts; what is neither is text, line by line. */
export function partsOf(lines: readonly string[], prefixes: PathPrefixes): readonly Part[] {
  const parts: Part[] = []
  let template: HeadTemplate | undefined
  let textFrom = 0
  let at = 0
  while (at < lines.length) {
    const part = alikeAt(lines, at, template) ?? partAt(lines, at, { prefixes, last: parts.at(-1) })
    parts.push(part)
    if (part.kind !== 'text') textFrom = part.to
    else template ??= templateAt(lines, textFrom, at)
    at = part.to
  }
  return parts
}

/** The first head that git did not write, if it ends here and all of it is text. */
function templateAt(
  lines: readonly string[],
  textFrom: number,
  at: number,
): HeadTemplate | undefined {
  const length = headLengthAt(lines, at)
  const from = Math.max(textFrom, at + 1 - length)
  return length === 0 || at - from < 1 ? undefined : templateOf(lines.slice(from, at + 1))
}

/** A head like the first one. */
function alikeAt(
  lines: readonly string[],
  at: number,
  template: HeadTemplate | undefined,
): Part | undefined {
  if (template === undefined) return undefined
  const to = at + template.openings.length + 2
  const [before = '', after = ''] = lines.slice(to - 2, to)
  if (!before.startsWith('--- ') || !after.startsWith('+++ ')) return undefined
  const head = readHead(template, [before, after])
  if (head.path === '' || head.stamps.some((stamp) => stamp.lastIndexOf('\t') > 0)) return undefined
  const isAlike = printHead(template, head).every((line, index) => line === lines[at + index])
  return isAlike ? { kind: 'alike', from: at, to, head, template } : undefined
}

interface Before {
  readonly prefixes: PathPrefixes
  readonly last: Part | undefined
}

function partAt(lines: readonly string[], at: number, before: Before): Part {
  const line = lines[at] ?? ''
  if (line.startsWith('@@ -')) return hunkAt(lines, at) ?? textAt(at)
  if (line === '' || MAY_BE_HEAD.test(line)) return headAt(lines, at, before)
  const list = MAY_BE_LISTED.test(line) ? readFileList(lines, at) : undefined
  if (list === undefined) return textAt(at)
  return { kind: 'list', from: at, to: at + list.files.length, list }
}

const MAY_BE_LISTED = /^(?: \S|[AMDTUX-]\t|\d)/

/**
 * A head, with the blank line before it where one goes without saying: before every commit but the
 * first, and between a message and its changes, but never behind a gap.
 */
function headAt(lines: readonly string[], at: number, { prefixes, last }: Before): Part {
  const isBlank = lines[at] === ''
  const start = isBlank ? at + 1 : at
  const isFirst = at === 0 || parseGap(lines[at - 1] ?? '') !== undefined
  const commit = isBlank === isFirst ? undefined : readCommitHead(lines, start)
  if (commit !== undefined)
    return { kind: 'commit', from: at, to: start + commit.lines, head: commit }
  const needsBlank = last?.kind === 'commit' && !isFirst
  const head = isBlank === needsBlank ? readFileHead(lines, start, prefixes) : undefined
  return head === undefined ? textAt(at) : { kind: 'file', from: at, to: start + head.lines, head }
}

const MAY_BE_HEAD = /^(?:commit|diff) /

function textAt(at: number): Part {
  return { kind: 'text', from: at, to: at + 1 }
}

function hunkAt(lines: readonly string[], at: number): Part | undefined {
  const header = parseHunkHeader(lines[at] ?? '')
  if (header === undefined) return undefined
  const end = wholeHunkEnd(lines, at + 1, header)
  if (end !== undefined) return { kind: 'hunk', from: at, to: end, header, isWhole: true }
  let to = at + 1
  while (lines[to] !== '' && isInHunk(lines[to])) to++
  return { kind: 'hunk', from: at, to, header, isWhole: false }
}

/**
 * The line behind a hunk whose lines are as many as its header says, where gap lines stand for
 * lines of context; `undefined` for other hunks, of which a part was left out.
 */
function wholeHunkEnd(
  lines: readonly string[],
  from: number,
  { oldCount, newCount }: HunkHeader,
): number | undefined {
  let oldLeft = oldCount
  let newLeft = newCount
  let to = from
  while (oldLeft > 0 || newLeft > 0) {
    if (!isInHunk(lines[to])) return undefined
    const { onOld, onNew } = sidesOf(lines[to])
    oldLeft -= onOld
    newLeft -= onNew
    to++
  }
  if (oldLeft !== 0 || newLeft !== 0) return undefined
  return isNote(lines[to]) ? to + 1 : to
}

function isInHunk(line: string | undefined): boolean {
  return sidesOf(line) !== NEITHER || isNote(line)
}

function isNote(line: string | undefined): boolean {
  return line?.startsWith('\\ ') === true
}

interface Sides {
  readonly onOld: number
  readonly onNew: number
}

/** How many lines of each side a line of a hunk stands for; none for what belongs to no hunk. */
function sidesOf(line: string | undefined): Sides {
  if (line === undefined) return NEITHER
  if (line === '') return BOTH
  const sign = line.charCodeAt(0)
  if (sign === SIGN.context) return BOTH
  if (sign === SIGN.added) return NEW
  if (sign === SIGN.removed) return OLD
  const gap = parseGap(line)
  if (gap === undefined) return NEITHER
  const size = gap.to - gap.from + 1
  return { onOld: size, onNew: size }
}

const BOTH: Sides = { onOld: 1, onNew: 1 }
const NEW: Sides = { onOld: 0, onNew: 1 }
const OLD: Sides = { onOld: 1, onNew: 0 }
const NEITHER: Sides = { onOld: 0, onNew: 0 }
