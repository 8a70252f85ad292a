import type { LineSample } from './line-sample.ts'
import { type LineHead, lineHeadOf } from './log-line.ts'

/** Lines that do for a text of nothing but events. */
const GLANCE = 12
/** Fewer lines prove nothing. */
const FEWEST_LINES = 3
/** Where the recurring beginnings of lines count as proof, more of them are needed. */
const FEWEST_REGULAR = 8
const FEWEST_ALIKE = 4

/** Confidence, 0 … 100, that a text is a log or the output of a running program, line by line. */
export function recognizeLog({ lines, written }: LineSample): number {
  const glance = glanceOf(written)
  const events = glance.filter(isEventLine).length
  if (events === GLANCE && glance.some((line) => lineHeadOf(line).isSure)) return 98
  return judge(lines.map(lineHeadOf))
}

/** Evenly spread. */
function glanceOf(lines: readonly string[]): readonly string[] {
  return Array.from(
    { length: Math.min(GLANCE, lines.length) },
    (_, at) => lines[Math.floor((at * lines.length) / GLANCE)] ?? '',
  )
}

function isEventLine(line: string): boolean {
  const { role, isForeign } = lineHeadOf(line)
  return role === 'event' && !isForeign
}

function judge(heads: readonly LineHead[]): number {
  const first = heads.filter(({ role }) => role !== 'blank' && role !== 'continued')
  if (heads.length < FEWEST_LINES || first.length === 0) return 0
  if (share(heads, ({ isForeign }) => isForeign) > FOREIGN_LIMIT) return 0
  const proved = share(first, ({ role }) => role === 'event')
  // Where most lines go on with an event, they may be of another kind, such as a stack's frames.
  const isSure = heads.some((head) => head.isSure)
  const most = first.length * 2 < heads.length ? 74 : isSure ? 98 : OUTCOMES_ALONE
  if (proved >= 50) return Math.min(most, 60 + Math.floor((proved * 38) / 100))
  const regular = regularShare(first)
  const isCode = share(first, ({ endsLikeCode }) => endsLikeCode) > CODE_LIMIT
  // Entries of more than a line each, such as a change log's, are no run of events.
  const isEntries = first.length * 2 < heads.filter(({ role }) => role !== 'blank').length
  if (isCode || isEntries || first.length < FEWEST_REGULAR) return Math.floor(proved / 2)
  return Math.max(Math.floor(proved / 2), regular >= 60 ? 50 + Math.floor(regular / 4) : 0)
}

/** Outcomes and remarks without a stamp or level: less than what a build is when its shape is plain. */
const OUTCOMES_ALONE = 78
/** Per cent of lines that belong to data, diffs, markup or search results. */
const FOREIGN_LIMIT = 40
/** Per cent of lines that end as statements do. */
const CODE_LIMIT = 15

function share(heads: readonly LineHead[], holds: (head: LineHead) => boolean): number {
  return Math.floor((heads.filter(holds).length * 100) / heads.length)
}

/** Per cent of lines whose beginning and number of words recur, or that say how an event ended. */
function regularShare(heads: readonly LineHead[]): number {
  const counts = new Map<string, number>()
  for (const { key } of heads) counts.set(key, (counts.get(key) ?? 0) + 1)
  return share(
    heads,
    ({ key, role }) => role === 'event' || (key !== '' && (counts.get(key) ?? 0) >= FEWEST_ALIKE),
  )
}
