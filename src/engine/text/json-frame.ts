import {
  type IndexOptions,
  indexJson,
  indexJsonSequence,
  JSON_KIND,
  type JsonIndex,
} from './json-index.ts'
import { isPlainSpace } from './json-lexemes.ts'

/** Where the JSON lies in a text that may hold a little text before and after it. */
export interface JsonFrame {
  /** Node 0 is the document; of a sequence, an array that is not written. */
  readonly index: JsonIndex
  /** Several values one after another, each on lines of its own (NDJSON, concatenated documents). */
  readonly isSequence: boolean
  /** What stands around the JSON besides white space begins before and ends after these offsets. */
  readonly start: number
  readonly end: number
}

/** So many lines that might open a document are tried before a text counts as something else. */
const MOST_TRIES = 3
/** Of text around JSON, the JSON must be at least this share, in per cent. */
const LEAST_SHARE = 50

/**
 * Finds the document (object or array), or sequence of documents, that makes up most of a text.
 * `undefined` when there is none: scalars alone and broken JSON do not count.
 */
export function frameJson(text: string, options: IndexOptions = {}): JsonFrame | undefined {
  let at = firstOpening(text)
  for (let tries = 0; tries < MOST_TRIES && at < text.length; tries++) {
    const frame = opensDocument(text, at) ? frameAt(text, at, options) : undefined
    if (frame !== undefined && isMostOf(text, frame)) return frame
    at = nextOpening(text, frame?.end ?? at)
  }
  return undefined
}

function isMostOf(text: string, { start, end }: JsonFrame): boolean {
  return (end - start) * 100 >= text.trim().length * LEAST_SHARE
}

/** True when an object or array could begin at `at`; rules out `[2024-01-15 …` and `[… rows`. */
export function opensDocument(text: string, at: number): boolean {
  const opening = text.charAt(at)
  if (opening !== '{' && opening !== '[') return false
  const first = text.charAt(skipSpace(text, at + 1))
  if (opening === '{') return first === '"' || first === '}' || first === '['
  return first !== '' && '"{[]-0123456789tfn'.includes(first)
}

function frameAt(text: string, at: number, options: IndexOptions): JsonFrame | undefined {
  const index = indexJson(text, at, options)
  if (index === undefined) return undefined
  const end = index.ends[0] ?? 0
  const rest = skipSpace(text, end)
  const isBroken = text.slice(end, rest).includes('\n')
  const mayFollow = isBroken && (opensDocument(text, rest) || opensGap(text, rest))
  const sequence = mayFollow ? sequenceAt(text, at, options) : undefined
  return sequence ?? { index, isSequence: false, start: at, end }
}

function sequenceAt(text: string, start: number, options: IndexOptions): JsonFrame | undefined {
  const last = endOfText(text)
  const index = indexJsonSequence(text, { start, end: last }, options)
  if (index === undefined) return undefined
  const endsInGap = index.kinds[index.count - 1] === JSON_KIND.gap
  const end = endsInGap && text.charCodeAt(last) === LINE_BREAK ? last + 1 : last
  return { index, isSequence: true, start, end }
}

function opensGap(text: string, at: number): boolean {
  return text.startsWith('[…', at)
}

/** Where a document could begin on one of the first lines that are not blank, maybe behind some words; else where the text begins. */
export function firstOpening(text: string): number {
  const start = skipSpace(text, 0)
  let line = start
  for (let lines = 0; lines < LINES_WITH_LEAD && line < text.length; lines++) {
    const at = openingOnLine(text, line)
    if (at !== -1) return at
    const lineBreak = text.indexOf('\n', line)
    line = lineBreak === -1 ? text.length : skipSpace(text, lineBreak)
  }
  return start
}

/** Words before a document on its own line are no longer than this. */
const LONGEST_LEAD = 200
/** A tag, a line of status, then `Output: {…`: below those, a document begins its line. */
const LINES_WITH_LEAD = 3
const LINE_BREAK = 0x0a

function openingOnLine(text: string, line: number): number {
  const limit = Math.min(text.length, line + LONGEST_LEAD)
  for (let at = line; at < limit && text.charCodeAt(at) !== LINE_BREAK; at++) {
    if (opensDocument(text, at)) return at
  }
  return -1
}

/** The next place, after `at`, where a line opens with what could be a document. */
function nextOpening(text: string, at: number): number {
  for (let line = text.indexOf('\n', at); line !== -1; line = text.indexOf('\n', line + 1)) {
    const first = skipSpace(text, line + 1)
    if (opensDocument(text, first)) return first
    line = Math.max(line, first - 1)
  }
  return text.length
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (isPlainSpace(text.charCodeAt(at))) at++
  return at
}

/** Where the white space at the end begins. */
function endOfText(text: string): number {
  let end = text.length
  while (end > 0 && isPlainSpace(text.charCodeAt(end - 1))) end--
  return end
}
