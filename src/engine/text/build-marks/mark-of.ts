import { BUILD_TOOLS } from './build-tools.ts'
import { COMPILERS } from './compilers.ts'
import type { BuildRole, MarkPattern } from './mark.ts'
import { TEST_RUNNERS } from './test-runners.ts'

/** What a line says, and in which word. */
export interface Mark {
  readonly role: BuildRole
  /** The status word as the line has it, e.g. `PASSED`, `✓`, `Compiling`; '' where it has none. */
  readonly word: string
  /** True where the line alone shows that a tool of this kind printed it. */
  readonly proves: boolean
}

/** Only so much of a line is looked at, from either end. */
const LOOKED_AT = 400
const LOOKED_AT_END = 320

/** The mark of a line, colours and what a `\r` wrote over aside; `undefined` for lines without one. */
export function markOf(source: string): Mark | undefined {
  const line = seenOf(source)
  const ends = endsOf(line)
  return markAmong(PROVING, ends) ?? markAmong(LIKELY, ends)
}

/** True for lines that alone show that a tool of this kind printed them. */
export function isProof(source: string): boolean {
  return holds(PROVING, endsOf(seenOf(source)))
}

interface Ends {
  readonly start: string
  readonly end: string
}

function endsOf(line: string): Ends {
  const start = line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line
  return { start, end: line.length > LOOKED_AT_END ? line.slice(-LOOKED_AT_END) : line }
}

function holds({ atStart, atEnd }: Matcher, { start, end }: Ends): boolean {
  return atStart?.test(start) === true || atEnd?.test(end) === true
}

function markAmong(group: Group, ends: Ends): Mark | undefined {
  // Most lines have no mark: one look tells that, and the roles are told apart only where there is one.
  if (!holds(group, ends)) return undefined
  for (const { role, atStart, atEnd } of group.rows) {
    const match = atStart?.exec(ends.start) ?? atEnd?.exec(ends.end) ?? undefined
    if (match !== undefined) return { role, word: wordOf(match), proves: group.proves }
  }
  return undefined
}

/** The line as a terminal would show it: without colours, with what was written last. */
export function seenOf(source: string): string {
  const plain = source.includes('\u001b') ? source.replace(ESCAPES, '') : source
  const line = plain.endsWith('\r') ? plain.slice(0, -1) : plain
  const over = line.lastIndexOf('\r')
  return over === -1 ? line : line.slice(over + 1)
}

const ESCAPES = new RegExp(`${'\\u001b'}\\[[0-9;?]{0,20}[A-Za-z]`, 'g')

function wordOf(match: RegExpExecArray): string {
  for (let group = 1; group < match.length; group++) {
    const word = match[group]
    if (word !== undefined) return word
  }
  return ''
}

interface Matcher {
  readonly atStart: RegExp | undefined
  readonly atEnd: RegExp | undefined
}

/** All marks that prove, or all that do not, and the same by role. */
interface Group extends Matcher {
  readonly proves: boolean
  readonly rows: readonly (Matcher & { readonly role: BuildRole })[]
}

/** What ends or breaks a run is looked for first; what proves stands before what is likely. */
const ORDER: readonly BuildRole[] = [
  'summary',
  'failure',
  'warning',
  'skip',
  'pass',
  'section',
  'progress',
]

const ALL: readonly MarkPattern[] = [...TEST_RUNNERS, ...COMPILERS, ...BUILD_TOOLS]

function groupOf(proves: boolean): Group {
  const group = ALL.filter((mark) => mark.proves === proves)
  const rows = ORDER.map((role) => {
    return { role, ...matcherOf(group.filter((mark) => mark.role === role)) }
  })
  return { proves, rows, ...matcherOf(group) }
}

function matcherOf(marks: readonly MarkPattern[]): Matcher {
  return { atStart: joined(marks, 'start'), atEnd: joined(marks, 'end') }
}

function joined(marks: readonly MarkPattern[], at: MarkPattern['at']): RegExp | undefined {
  const sources = marks.filter((mark) => mark.at === at).map(({ pattern }) => pattern)
  if (sources.length === 0) return undefined
  const any = `(?:${sources.join('|')})`
  return new RegExp(at === 'start' ? `^${any}` : `${any}\\s{0,20}$`)
}

const PROVING: Group = groupOf(true)
const LIKELY: Group = groupOf(false)
