import type { Span } from '../ir/content.ts'
import { printGap } from '../text/gap-line.ts'
import { documentOf, linesOf, rowsOf, type Units } from './units.ts'

/** One unit that matches, or an excerpt of a line too long to show. */
export interface Hit extends Span {
  /** First and last unit, counted from 1. */
  readonly from: number
  readonly to: number
}

export interface Found {
  readonly unit: 'lines' | 'rows' | 'characters'
  /** How many units the text has. */
  readonly total: number
  /** In order. */
  readonly hits: readonly Hit[]
}

/**
 * Where `text` holds `search`, letter case passed over: literally, or, when it does so nowhere, all of
 * its words in any order within one unit. Units are the rows of JSON while nothing outside of them
 * matches, else lines; where a line that matches is too long to show, excerpts of the text.
 */
export function searchIn(text: string, search: string, from: number): Found {
  const phrase = [spellings(search)]
  const isPhraseThere = holdsAll(text.toLowerCase(), phrase)
  const terms = isPhraseThere ? phrase : wordsOf(search).map(spellings)
  const found = inRows(text, terms) ?? inLines(text, terms)
  return { ...found, hits: found.hits.filter((hit) => hit.to >= from) }
}

/**
 * Hits one after the other up to `limit` characters, and how many of them; between rows or lines that
 * are no neighbours a gap line says what was passed over. At least one hit is shown, cut if need be.
 */
export function joinHits(
  text: string,
  { unit, hits }: Pick<Found, 'unit' | 'hits'>,
  limit: number,
): { readonly content: string; readonly shown: number } {
  const parts: string[] = []
  let length = 0
  let shown = 0
  let last = hits[0]?.from ?? 0
  for (const hit of hits) {
    const lead = shown === 0 && unit !== 'characters' ? '' : leadOf(unit, last, hit)
    const part = `${shown === 0 ? '' : '\n'}${lead}${text.slice(hit.start, hit.end)}`
    if (shown > 0 && length + part.length > limit) break
    parts.push(part.slice(0, limit))
    length += part.length
    shown++
    last = hit.to
  }
  return { content: parts.join(''), shown }
}

function leadOf(unit: Found['unit'], last: number, { from, to }: Hit): string {
  if (unit === 'characters') return `[characters ${from}-${to}]\n`
  if (from <= last + 1) return ''
  return `${printGap({ unit, from: last + 1, to: from - 1, summary: '' })}\n`
}

/** Longer lines are shown as excerpts. */
const LONGEST_LINE = 4000
/** Characters on each side of what was found in such a line. */
const SURROUNDINGS = 200
const MOST_WORDS = 32

function wordsOf(search: string): string[] {
  return search
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
}

/** A term as it may be written: plainly, or escaped in JSON, or so that only ASCII is left. */
function spellings(term: string): readonly string[] {
  const escaped = JSON.stringify(term).slice(1, -1)
  const ascii = escaped.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return [...new Set([term, escaped, ascii].map((spelling) => spelling.toLowerCase()))]
}

type Term = readonly string[]

function holdsAll(lowered: string, terms: readonly Term[]): boolean {
  return terms.every((term) => term.some((spelling) => lowered.includes(spelling)))
}

function inRows(text: string, terms: readonly Term[]): Found | undefined {
  const document = documentOf(text)
  const rows = document === undefined ? undefined : rowsOf(text, document)
  const [first, last] = [rows?.spans[0], rows?.spans.at(-1)]
  if (rows === undefined || first === undefined || last === undefined) return undefined
  const around = `${text.slice(0, first.start)} ${text.slice(last.end)}`.toLowerCase()
  if (terms.some((term) => term.some((spelling) => around.includes(spelling)))) return undefined
  const found = inUnits(text, rows, terms)
  return found.hits.length === 0 ? undefined : found
}

function inLines(text: string, terms: readonly Term[]): Found {
  const found = inUnits(text, linesOf(text), terms)
  const isShowable = found.hits.every(({ start, end }) => end - start <= LONGEST_LINE)
  return isShowable ? found : inCharacters(text, found, terms)
}

function inUnits(text: string, { unit, spans }: Units, terms: readonly Term[]): Found {
  const hits = spans.flatMap(({ start, end }, at) =>
    holdsAll(text.slice(start, end).toLowerCase(), terms)
      ? [{ start, end, from: at + 1, to: at + 1 }]
      : [],
  )
  return { unit, total: spans.length, hits }
}

/** Excerpts around every place in a matching line, neighbours joined. */
function inCharacters(text: string, { hits }: Found, terms: readonly Term[]): Found {
  const excerpts: Span[] = []
  for (const line of hits) {
    for (const place of placesIn(text, line, terms)) {
      const start = Math.max(line.start, place.start - SURROUNDINGS)
      const end = Math.min(line.end, place.end + SURROUNDINGS)
      const previous = excerpts.at(-1)
      if (previous === undefined || start > previous.end) excerpts.push({ start, end })
      else
        excerpts[excerpts.length - 1] = { start: previous.start, end: Math.max(end, previous.end) }
    }
  }
  return {
    unit: 'characters',
    total: text.length,
    hits: excerpts.map(({ start, end }) => ({ start, end, from: start + 1, to: end })),
  }
}

/** In order. Where lower case is not as long as the line, only places in the very case are found. */
function placesIn(text: string, { start, end }: Span, terms: readonly Term[]): Span[] {
  const line = text.slice(start, end)
  const lowered = line.toLowerCase()
  const searched = lowered.length === line.length ? lowered : line
  const places = terms.flat().flatMap((spelling) => {
    const found: Span[] = []
    let at = searched.indexOf(spelling)
    while (at !== -1) {
      found.push({ start: start + at, end: start + at + spelling.length })
      at = searched.indexOf(spelling, at + spelling.length)
    }
    return found
  })
  return places.sort((one, other) => one.start - other.start)
}
