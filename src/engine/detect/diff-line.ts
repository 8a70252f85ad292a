import { parseHunkHeader } from '../text/diff-hunk.ts'

/** What a line of a diff or a history tells about its text. */
export interface DiffLine {
  /**
   * `proof`: only diffs and histories have such lines; `sign`: many of them are proof;
   * `part`: belongs to what came before it; `other`: no business in a diff.
   */
  readonly role: 'proof' | 'sign' | 'part' | 'blank' | 'other'
  /** What the next lines may be part of. */
  readonly within: Within
}

/** A hunk, a head of a file or commit, or nothing. */
export type Within = 'hunk' | 'changes' | 'head' | 'nothing'

export function diffLineOf(line: string, within: Within): DiffLine {
  if (isPart(line, within)) return { role: 'part', within }
  if (isBlank(line)) return { role: 'blank', within: within === 'changes' ? 'nothing' : within }
  const says = RULES.find(({ holds }) => holds(line))?.says
  if (says !== undefined) return says
  return within === 'head' && HEAD_LINE.test(line) ? { role: 'part', within } : OTHER
}

/** Nothing, or only the lines of a graph of commits. */
function isBlank(line: string): boolean {
  return /^[*|/\\ _\t]{0,80}$/.test(line)
}

const OTHER: DiffLine = { role: 'other', within: 'nothing' }

/** True for a line that what stands before it makes one of a diff. */
function isPart(line: string, within: Within): boolean {
  if (within === 'hunk') return HUNK_LINE.test(line)
  return within === 'changes' && CHANGED_LINE.test(line)
}

const HUNK_LINE = /^[ +\\-]/
/** Of diffs that are not unified. */
const CHANGED_LINE = /^(?:[<>!+-] |[<>]$|---$| {2}|\\ )/

/** `@@ -1,4 +1,6 @@`, of merges with one more `@` and range a parent. */
function isHunkHead(line: string): boolean {
  if (!line.startsWith('@@')) return false
  return (
    parseHunkHeader(line) !== undefined || /^@{3,8} (?:-\d{1,9}(?:,\d{1,9})? ){2,7}\+\d/.test(line)
  )
}

/** `12,14c12`, as diff prints it without options. */
const CHANGE = /^\d{1,9}(?:,\d{1,9})?[acd]\d{1,9}(?:,\d{1,9})?$/
/** `*** 1,7 ****`, of context diffs. */
const CONTEXT_RANGE = /^(?:\*{3} \d{1,9}(?:,\d{1,9})? \*{4}|--- \d{1,9}(?:,\d{1,9})? ----|\*{15})$/

const HEADS: readonly RegExp[] = [
  /^diff (?:--git|--cc|--combined|-[A-Za-z]|-{2}[a-z]) ?\S/,
  /^[*|/\\ _]{0,40}commit [0-9a-f]{7,64}(?: \(.{1,2000}\))?$/,
  /^From [0-9a-f]{40} Mon Sep 17 00:00:00 2001$/,
  /^changeset: {1,4}\d{1,9}:[0-9a-f]{12}$/,
  /^r\d{1,9} \| .{1,80} \| \d{4}-\d\d-\d\d /,
  // The first line of a commit in `git blame --porcelain`.
  /^[0-9a-f]{40} \d{1,9} \d{1,9}(?: \d{1,9})?$/,
]

/** Below a head: its other lines, names of files, messages, source lines of a blame. */
const HEAD_LINE =
  /^(?:[*|/\\]|index |--- |\+\+\+ |(?:old|new|deleted) |(?:dis)?similarity index |(?:rename|copy) |Binary files |GIT binary patch|literal |delta |Author|Date|Commit|Merge|From:|Subject:|author|committer|summary |filename |previous |boundary|tree |parent |gpgsig|user:|date:|summary:|files:|\t|[ ]{1,8}\S|---$|Changed paths:|:\d{6} |[A-Z]\d{0,3}\t|\d{1,9}\t\d{1,9}\t|[^\s:]{1,400}$)/

const SIGNS: readonly RegExp[] = [
  // git blame: commit, maybe a path, and in brackets author, time and line.
  /^\^?[0-9a-f]{7,40} (?:\S{1,400} +)?(?:\d{1,9} +)?\(?.{0,120}?\d{1,9}\) /,
  // git log --oneline, reflog, with the lines of a graph before them.
  /^[*|/\\ _]{0,40}(?=[0-9a-f]{0,39}\d)(?=[0-9a-f]{0,39}[a-f])[0-9a-f]{7,40} \S/,
  // --stat: a path, a count, a graph; and its sum.
  /^ [^\s|][^|]{0,400} \| {1,12}(?:\d{1,9} [+-]{1,400}$|Bin )/,
  /^ \d{1,9} files? changed(?:, |$)/,
  // --name-status, --numstat, --raw.
  /^(?:[AMDTU]|[RC]\d{3})\t\S/,
  /^(?:\d{1,9}|-)\t(?:\d{1,9}|-)\t[^\t]{1,1000}$/,
  /^:\d{6} \d{6} [0-9a-f]{7,40} [0-9a-f]{7,40} [A-Z]/,
  // git shortlog: a name and a number of commits.
  /^\S.{0,100} \(\d{1,9}\):$/,
  /^Only in \S.{0,1000}: \S/,
  /^(?:Index: \S|={67}$)/,
]

const RULES: readonly {
  readonly says: DiffLine
  readonly holds: (line: string) => boolean
}[] = [
  { says: { role: 'proof', within: 'hunk' }, holds: isHunkHead },
  { says: { role: 'sign', within: 'changes' }, holds: (line) => CHANGE.test(line) },
  { says: { role: 'proof', within: 'changes' }, holds: (line) => CONTEXT_RANGE.test(line) },
  {
    says: { role: 'proof', within: 'head' },
    holds: (line) => HEADS.some((head) => head.test(line)),
  },
  {
    says: { role: 'sign', within: 'head' },
    holds: (line) => SIGNS.some((sign) => sign.test(line)),
  },
]
