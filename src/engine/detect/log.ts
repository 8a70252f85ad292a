import { type LineHead, lineHeadOf } from './log-line.ts'

/** Lines looked at: enough to judge by, few enough to cost nothing on a large text. */
const STRETCHES = 6
const STRETCH = 64
/** Lines of a stretch that do for a text of nothing but events. */
const GLANCE = 8
/** Only a line's beginning tells. */
const LINE_LOOKED_AT = 240
/** Fewer lines prove nothing. */
const FEWEST_LINES = 3
/** Where the recurring beginnings of lines count as proof, more of them are needed. */
const FEWEST_REGULAR = 8
const FEWEST_ALIKE = 4

/** Confidence, 0 … 100, that a text is a log or the output of a running program, line by line. */
export function recognizeLog(text: string): number {
  const glance = sampleLines(text, GLANCE)
  const isPlain = glance.length === STRETCHES * GLANCE && glance.every(isEventLine)
  return isPlain ? 98 : judge(sampleLines(text, STRETCH).map(lineHeadOf))
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
  if (proved >= 50) return 60 + Math.floor((proved * 38) / 100)
  const regular = regularShare(first)
  const isCode = share(first, ({ endsLikeCode }) => endsLikeCode) > CODE_LIMIT
  if (isCode || first.length < FEWEST_REGULAR) return Math.floor(proved / 2)
  return Math.max(Math.floor(proved / 2), regular >= 60 ? 50 + Math.floor(regular / 4) : 0)
}

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

/** Whole lines in stretches from all over the text, cut to what is looked at. */
function sampleLines(text: string, size: number): readonly string[] {
  const lines: string[] = []
  const step = Math.ceil(text.length / STRETCHES)
  let end = 0
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const from = Math.max(end, stretch * step)
    const start = from === 0 ? 0 : afterBreak(text, from)
    end = takeLines(text, start, { lines, size })
  }
  return lines
}

/** Start of the next line within reach, else the end of the text. */
function afterBreak(text: string, from: number): number {
  const breakAt = text.slice(from, from + STRETCH * LINE_LOOKED_AT).indexOf('\n')
  return breakAt === -1 ? text.length : from + breakAt + 1
}

function takeLines(text: string, start: number, { lines, size }: Taking): number {
  let at = start
  for (let taken = 0; taken < size && at < text.length; taken++) {
    const head = text.slice(at, at + LINE_LOOKED_AT)
    const end = head.search(/[\r\n]/)
    lines.push(end === -1 ? head : head.slice(0, end))
    if (end === -1) at = afterBreak(text, at + head.length)
    else at += end + (head.startsWith('\r\n', end) ? 2 : 1)
  }
  return at
}

interface Taking {
  readonly lines: string[]
  /** Lines of a stretch. */
  readonly size: number
}
