import { type HunkHeader, parseHunkHeader, SIGN } from '../../text/diff-hunk.ts'
import { parseGap } from '../../text/gap-line.ts'
import { type CommitHead, readCommitHead } from './commit-head.ts'
import { type FileHead, type PathPrefixes, readFileHead } from './file-head.ts'

/** A stretch of lines that is written in one way; `from` is its first line, `to` the line behind it. */
export type Part = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'text' }
  | { readonly kind: 'file'; readonly head: FileHead }
  | { readonly kind: 'hunk'; readonly header: HunkHeader }
  | { readonly kind: 'commit'; readonly head: CommitHead }
)

/** Cuts the lines of a diff or a history into its parts; what is neither is text, line by line. */
export function partsOf(lines: readonly string[], prefixes: PathPrefixes): readonly Part[] {
  const parts: Part[] = []
  let at = 0
  while (at < lines.length) {
    const part = partAt(lines, at, { prefixes, last: parts.at(-1) })
    parts.push(part)
    at = part.to
  }
  return parts
}

interface Before {
  readonly prefixes: PathPrefixes
  readonly last: Part | undefined
}

function partAt(lines: readonly string[], at: number, before: Before): Part {
  const line = lines[at] ?? ''
  if (line.startsWith('@@ -')) return hunkAt(lines, at) ?? textAt(at)
  return line === '' || MAY_BE_HEAD.test(line) ? headAt(lines, at, before) : textAt(at)
}

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

/** A hunk whose lines are as many as its header says; gap lines stand for lines of context. */
function hunkAt(lines: readonly string[], at: number): Part | undefined {
  const header = parseHunkHeader(lines[at] ?? '')
  if (header === undefined) return undefined
  let oldLeft = header.oldCount
  let newLeft = header.newCount
  let to = at + 1
  while (oldLeft > 0 || newLeft > 0) {
    const { onOld, onNew } = sidesOf(lines[to])
    if (onOld + onNew === 0 && lines[to]?.startsWith('\\ ') !== true) return undefined
    oldLeft -= onOld
    newLeft -= onNew
    to++
  }
  if (oldLeft !== 0 || newLeft !== 0) return undefined
  if (lines[to]?.startsWith('\\ ') === true) to++
  return { kind: 'hunk', from: at, to, header }
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
