import type { Span } from '../ir/content.ts'
import { indexJson } from '../text/json-index.ts'
import { lineSpans } from '../text/lines.ts'
import { parsePacked } from '../text/packed-header.ts'

/** A stretch of a user's text: words, or data that a packer may work on. */
export interface UserStretch extends Span {
  readonly data: boolean
}

/**
 * Tiles a user's text into words and data: the content of every closed fence, or the whole text
 * where it is nothing but data. One stretch of words when there is none. A packed text is data
 * again, so that what was packed here is found and unpacked here.
 */
export function userStretches(text: string): readonly UserStretch[] {
  if (isData(text)) return [{ start: 0, end: text.length, data: true }]
  const stretches: UserStretch[] = []
  let at = 0
  for (const { start, end } of fencedContents(text)) {
    if (!staysFenced(text.slice(start, end))) continue
    stretches.push({ start: at, end: start, data: false }, { start, end, data: true })
    at = end
  }
  if (at < text.length || at === 0) stretches.push({ start: at, end: text.length, data: false })
  return stretches
}

/** JSON, JSON a line, lines that begin with a time, or our own packed form. */
function isData(text: string): boolean {
  return (
    parsePacked(text) !== undefined ||
    isJsonContainer(text) ||
    everyLine(text, 2, isJsonContainer) ||
    everyLine(text, FEWEST_LOG_LINES, (line) => TIME_AT_START.test(line))
  )
}

function isJsonContainer(text: string): boolean {
  const first = text.trimStart()[0]
  if (first !== '{' && first !== '[') return false
  const index = indexJson(text)
  return index !== undefined && text.slice(index.ends[0]).trim() === ''
}

/** Fewer stamped lines may be a person's own list of dates. */
const FEWEST_LOG_LINES = 8

/** `2026-11-22T10:00`, `[2026/11/22 10:00`, `Nov 22 10:00:01`, `10:00:01`. */
const TIME_AT_START =
  /^\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d\d:\d\d:\d\d)/

/** True when there are that many lines that are not blank, and all pass. */
function everyLine(text: string, fewest: number, passes: (line: string) => boolean): boolean {
  let count = 0
  for (const { start, end } of lineSpans(text)) {
    const line = text.slice(start, end)
    if (line.trim() === '') continue
    if (!passes(line)) return false
    count++
  }
  return count >= fewest
}

/** Contents of closed fences: without the fence lines, and without the last line break. */
function* fencedContents(text: string): Generator<Span> {
  let open: OpenFence | undefined
  for (const { start, end } of lineSpans(text)) {
    const line = readFence(text.slice(start, end))
    if (line === undefined) continue
    if (open === undefined) open = line.opens ? { fence: line.fence, start: end } : undefined
    else if (line.closes && line.fence.startsWith(open.fence)) {
      yield { start: open.start, end: withoutBreak(text, open.start, start) }
      open = undefined
    }
  }
}

interface OpenFence {
  readonly fence: string
  /** Where the content begins. */
  readonly start: number
}

/** At most three spaces, then three or more of one fence character. The rest is the info string. */
const FENCE = /^ {0,3}(`{3,}|~{3,})([^\r\n]*)/

/** What a line may do as a fence, by CommonMark; `undefined` for every other line. */
function readFence(
  line: string,
): { readonly fence: string; readonly opens: boolean; readonly closes: boolean } | undefined {
  const [, fence, info = ''] = FENCE.exec(line) ?? []
  if (fence === undefined) return undefined
  return {
    fence,
    opens: fence.startsWith('~') || !info.includes('`'),
    closes: info.trim() === '',
  }
}

/** Where the content ends whose closing fence begins at `fence`. */
function withoutBreak(text: string, start: number, fence: number): number {
  if (fence === start) return start
  const end = fence - 1
  return end > start && text[end - 1] === '\r' ? end - 1 : end
}

/**
 * A packer cuts and reorders spellings: a content that holds a fence, however spelled, might come
 * out with one at the start of a line and close its own block.
 */
function staysFenced(content: string): boolean {
  return content !== '' && !/`{3}|~{3}|u0060|u007[eE]/.test(content)
}
