import { isPlainPath } from '../text/search/split-line.ts'
import type { LineSample } from './line-sample.ts'

/** Fewer lines prove nothing; bare names prove little. */
const FEWEST_LINES = 3
const FEWEST_NAMES = 6

/**
 * Confidence, 0 … 100, that a text is a list of names with or without facts about them: `ls`, `find`,
 * `tree`, `git status`, `ps`, `df`, `du`, `docker ps`, `env`, and what package managers have installed.
 */
export function recognizeListing({ lines, written: seen }: LineSample): number {
  if (seen.length < FEWEST_LINES) return 0
  const opening = seen.slice(0, LINES_OF_OPENING).join('\n')
  if (OPENINGS.some((pattern) => pattern.test(opening))) return CERTAIN
  for (const { pattern, least } of ROWS) {
    if (areLike(seen, pattern, least)) return LIKELY
  }
  return confidenceOfNames(seen, lines)
}

const LINES_OF_OPENING = 5
const CERTAIN = 97
const LIKELY = 94

interface RowForm {
  readonly pattern: RegExp
  /** Per cent of lines. */
  readonly least: number
}

/** Headings that hardly anything else prints. */
const OPENINGS: readonly RegExp[] = [
  /^(?:HEAD detached (?:at|from) |On branch \S{1,240}$|# branch\.|Not currently on any branch)/m,
  /^(?:Changes (?:to be committed|not staged for commit)|Untracked files|Unmerged paths):$/m,
  /^ {0,20}(?:USER|UID|PID|PPID|F S) .{0,200}\b(?:CMD|COMMAND)$/m,
  /^COMMAND {1,9}PID .{0,100}\bNAME$/m,
  /^(?:CONTAINER ID|REPOSITORY {1,80}TAG|NETWORK ID|DRIVER {1,80}VOLUME NAME|IMAGE ID) /m,
  /^(?:NAMESPACE {1,80})?NAME {1,80}(?:READY|STATUS|TYPE|DESIRED|CLUSTER-IP|DATA|CAPACITY|COMPLETIONS|AGE|SCHEDULE|SECRETS)\b/m,
  /^Filesystem {1,80}(?:\d?[KMG]?i?-?[Bb]?(?:locks|ytes)|Size|Type|Inodes|\d+[KMG]?-blocks) /m,
  /^Desired=Unknown\/Install\/Remove/m,
  /^(?:Package|Name) {1,80}Version(?: {1,80}[A-Z][\w ]{2,30}){0,4}\n-{3,40} {1,80}-{3,40}/m,
  /^Listing\.\.\.(?: Done)?$/m,
  /^ {0,8}UNIT(?: FILE)? {1,80}(?:LOAD|STATE)\b/m,
  /^(?:Netid {1,80})?State {1,80}Recv-Q {1,80}Send-Q /m,
  /^(?:Proto {1,9}(?:Recv-Q|RefCnt)|Active (?:Internet|UNIX) )/m,
  /^ {8,20}total {4,12}used {4,12}free\b/m,
  /^NAME {1,80}(?:MAJ:MIN|FSTYPE|TYPE|SIZE|VERSION {1,80}REV)/m,
]

const MODE = '[-dlcbps](?:[-r][-w][-xsStT]){3}[.+@]?'

/** Lines that tell a list by themselves, where enough of them do. */
const ROWS: readonly RowForm[] = [
  {
    pattern: new RegExp(
      String.raw`^(?: {0,8}\d{1,12} {1,9}\d{1,9} )?${MODE} {1,9}\d|^total \d|^\S{1,300}:$`,
    ),
    least: 80,
  },
  { pattern: /^[│| \u00a0]{0,160}(?:[├└][─┬]|[|+`]--)/, least: 60 },
  { pattern: /^(?:(?! {2})[ MADRCUT?!]{2} (?=\S)(?! )|[12u?!] (?:[.MADRCUT]{2} )?\S)/, least: 95 },
  {
    pattern: /^(?:declare -x |export )?[A-Za-z_]\w{0,80}=(?!=)(?!.{0,200}\slevel=)[^;{]{0,600}$/,
    least: 90,
  },
  { pattern: /^\S{1,200} on \S{1,200} type \S{1,40} \(/, least: 90 },
  {
    pattern: /^[a-z0-9][a-z0-9+.:_-]{1,80}\/[\w,.-]{1,80} \S{1,80} \S{1,20}(?: \[[^\]]{1,80}\])?$/,
    least: 90,
  },
  { pattern: /^[A-Za-z0-9][\w.-]{0,80}==\d[\w.!+-]{0,60}$/, least: 90 },
  { pattern: /^[A-Za-z@][\w.+:/-]{0,80}\t\d[\w.+:~-]{0,80}(?:\t|$)/, least: 90 },
  {
    pattern:
      /^(?:\d{1,12}(?:\.\d)?[KMGT]?\t| {0,12}\d{1,9} )(?:total$|\.?$|(?![\s"'=<>{}()])(?=[^\t]{0,300}[A-Za-z/]|[\d :-]{0,24}\t\S)(?:[\d :-]{0,24}\t)?[^\t]{0,300}[\w./)-]$)/,
    least: 95,
  },
]

/** True where at least so many per cent of the lines match; most texts are told by their first lines. */
function areLike(lines: readonly string[], pattern: RegExp, least: number): boolean {
  let left = Math.floor((lines.length * (100 - least)) / 100)
  for (const line of lines) {
    if (pattern.test(line)) continue
    if (left === 0) return false
    left--
  }
  return true
}

/** Paths, or names alone, one a line. */
function confidenceOfNames(seen: readonly string[], lines: readonly string[]): number {
  if (seen.slice(0, 4).filter(isName).length < 3 || shareOf(seen, isName) < 95) return 0
  const paths = shareOf(seen, (line) => /[/\\]/.test(line) && !/[:@]/.test(line))
  if (paths >= 80) return 92
  const sections = shareOf(seen, (line) => /^\S{1,300}:$/.test(line))
  if (sections > 0 && lines.includes('')) return 90
  if (seen.length < FEWEST_NAMES || shareOf(seen, isRandom) > 30) return 0
  const files = shareOf(seen, (line) => /\w\.[A-Za-z]\w{0,9}[*@]?$/.test(line))
  return files >= 40 ? 85 : confidenceOfWords(seen)
}

/** Names without extension are told from words by their signs and by standing in order. */
function confidenceOfWords(seen: readonly string[]): number {
  if (shareOf(seen, (line) => /[*@/]$/.test(line)) >= 50) return 80
  const falls = seen.filter((name, at) => at > 0 && keyOf(seen[at - 1] ?? '') > keyOf(name)).length
  const isSorted = falls * 20 <= seen.length
  return isSorted && shareOf(seen, (line) => /[a-z][-_.+]?\w/.test(line)) >= 80 ? 65 : 0
}

function keyOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase()
}

/** A path or name, perhaps with the mark of `ls -F` behind it. */
function isName(line: string): boolean {
  if (line.length > LONGEST_NAME || line.includes('::')) return false
  const bare = /[:*@=|/]$/.test(line) ? line.slice(0, -1) : line
  return isPlainPath(bare) || /^[\w.@+~#%()[\]-]{1,200}$/.test(bare)
}

const LONGEST_NAME = 300

/** Digests, ids and numbers are no names. */
function isRandom(line: string): boolean {
  return /^[\da-fA-F-]{8,}$|^\d+$|^[\w+/=-]{24,}$/.test(line)
}

function shareOf(lines: readonly string[], holds: (line: string) => boolean): number {
  return lines.length === 0 ? 0 : Math.floor((lines.filter(holds).length * 100) / lines.length)
}
