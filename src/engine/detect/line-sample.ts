/** A text and some lines of it, taken once for all who judge it. */
export interface LineSample {
  readonly text: string
  /**
   * Without breaks and colours, long ones without their middle: from the beginning, from between and
   * from the end, with an empty one where others are left out; all lines of a short text.
   */
  readonly lines: readonly string[]
  /** The lines that are not blank. */
  readonly written: readonly string[]
}

/** Lines from both ends, where texts say most of what they are, and from stretches between. */
const HEAD = 12
const TAIL = 8
const STRETCHES = 1
const STRETCH = 6

/** Only a line's beginning and end tell. */
const LONGEST = 320
const LONGEST_END = 80
/** Characters searched for the next line from between; nearer stretches follow one another. */
const REACH = 2000

/** Takes the sample; its cost does not grow with the text. */
export function sampleOf(text: string): LineSample {
  const lines: string[] = []
  const headEnd = takeLines(text, { from: 0, to: text.length, most: HEAD }, lines)
  const tailStart = startOfLast(text, headEnd, TAIL)
  const step = Math.floor((tailStart - headEnd) / (STRETCHES + 1))
  let at = headEnd
  for (let nth = 1; nth <= STRETCHES; nth++) {
    const from = headEnd + nth * step
    const start = step < REACH ? at : nextLine(text, from, Math.min(tailStart, from + REACH))
    if (start > at) lines.push('')
    at = takeLines(text, { from: start, to: tailStart, most: STRETCH }, lines)
  }
  if (tailStart > at) lines.push('')
  takeLines(text, { from: tailStart, to: text.length, most: TAIL }, lines)
  return { text, lines, written: lines.filter(isWritten) }
}

function isWritten(line: string): boolean {
  return line !== '' && (line.charCodeAt(0) > SPACE || line.trim() !== '')
}

const SPACE = 0x20

interface Range {
  readonly from: number
  readonly to: number
  readonly most: number
}

/** Adds up to `most` lines and says where the next one begins. */
function takeLines(text: string, { from, to, most }: Range, lines: string[]): number {
  let at = from
  for (let taken = 0; taken < most && at < to; taken++) {
    const breakAt = text.indexOf('\n', at)
    const end = breakAt === -1 ? text.length : breakAt
    lines.push(lineAt(text, at, end))
    at = end + 1
  }
  return at
}

function lineAt(text: string, start: number, end: number): string {
  const stop = end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end
  const line =
    stop - start > LONGEST
      ? text.slice(start, start + LONGEST - LONGEST_END) + text.slice(stop - LONGEST_END, stop)
      : text.slice(start, stop)
  return line.includes(ESCAPE) ? line.replace(ESCAPES, '') : line
}

const CARRIAGE_RETURN = 0x0d
const ESCAPE = '\u001b'
const ESCAPES = new RegExp(`${ESCAPE}\\[[0-9;?]{0,20}[A-Za-z]`, 'g')

/** Where the last lines begin, not before `from`. */
function startOfLast(text: string, from: number, count: number): number {
  let at = text.endsWith('\n') ? text.length - 1 : text.length
  for (let taken = 0; taken < count; taken++) {
    const breakAt = text.lastIndexOf('\n', at - 1)
    if (breakAt < from) return from
    at = breakAt
  }
  return at + 1
}

function nextLine(text: string, from: number, to: number): number {
  const breakAt = text.slice(from, to).indexOf('\n')
  return breakAt === -1 ? to : from + breakAt + 1
}
