/** A text and some lines of it, taken once for all recognizers. */
export interface LineSample {
  readonly text: string
  /**
   * Without breaks and colours, long ones without their middle: from the beginning, from between and
   * from the end, with an empty one where others are left out; all lines of a short text.
   */
  readonly lines: readonly string[]
  /** The lines that are not blank. */
  readonly written: readonly string[]
  /** True for a glance that a closer look may follow: only what is sure counts, doubt costs no time. */
  readonly isGlance: boolean
}

/** How many lines: from both ends, where texts say most of what they are, and from stretches between. */
export interface SampleSize {
  readonly head: number
  readonly tail: number
  readonly stretches: number
  readonly stretch: number
}

/** Enough for most texts, and what is looked at where it is not. */
export const GLANCE: SampleSize = { head: 12, tail: 8, stretches: 2, stretch: 6 }
export const CLOSE_LOOK: SampleSize = { head: 30, tail: 20, stretches: 2, stretch: 15 }

/** Only a line's beginning and end tell. */
const LONGEST = 320
const LONGEST_END = 80
/** Characters searched for the next line from between; nearer stretches follow one another. */
const REACH = 2000

/** Takes the sample; its cost does not grow with the text. */
export function sampleOf(text: string, size: SampleSize): LineSample {
  const { head, tail, stretches, stretch } = size
  const lines: string[] = []
  const headEnd = takeLines(text, { from: 0, to: text.length, most: head }, lines)
  const tailStart = startOfLast(text, headEnd, tail)
  const step = Math.floor((tailStart - headEnd) / (stretches + 1))
  let at = headEnd
  for (let nth = 1; nth <= stretches; nth++) {
    const from = headEnd + nth * step
    const start = step < REACH ? at : nextLine(text, from, Math.min(tailStart, from + REACH))
    if (start > at) lines.push('')
    at = takeLines(text, { from: start, to: tailStart, most: stretch }, lines)
  }
  if (tailStart > at) lines.push('')
  takeLines(text, { from: tailStart, to: text.length, most: tail }, lines)
  const written = lines.filter((line) => line.trim() !== '')
  return { text, lines, written, isGlance: isShort(size) && lines.length >= linesOf(size) }
}

/** With fewer lines than asked for, all were seen. */
function linesOf({ head, tail, stretches, stretch }: SampleSize): number {
  return head + tail + stretches * stretch
}

function isShort(size: SampleSize): boolean {
  return linesOf(size) < linesOf(CLOSE_LOOK)
}

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
