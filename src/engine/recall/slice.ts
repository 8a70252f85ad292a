import type { Span } from '../ir/content.ts'
import { nodeAt } from './json-path.ts'
import { joinHits, searchIn } from './search.ts'
import { badRequest, checkRequest, type Range, type SliceRequest } from './slice-request.ts'
import { documentOf, linesOf, rowsOf, type Units } from './units.ts'

export type { SliceRequest } from './slice-request.ts'

/** What recalling an original gives. */
export interface Slice {
  /**
   * What was asked for, as it stands in the original: one stretch of it, from the start of the first
   * unit to the end of the last. Where several stretches were asked for, they stand in this form:
   * - search: the rows or lines that match, with a gap line wherever units were passed over;
   *   inside of lines too long to show, excerpts, each below `[characters 1200-1600]`;
   * - several keys: a JSON object of the paths asked for, each value as it is written.
   */
  readonly content: string
  /** What `position` and `total` count. */
  readonly unit: 'lines' | 'rows' | 'keys' | 'characters'
  /** First and last unit given, counted from 1; 0 and 0 when there is nothing. */
  readonly position: { readonly from: number; readonly to: number }
  /** How many units the original has; of keys, how many were asked for. */
  readonly total: number
  /** True when the answer was cut at the limit; `next` then asks for what follows. */
  readonly truncated: boolean
  readonly next?: SliceRequest
  /** Of rows of a JSON list: its path, so that one list is not taken for another; empty for the top. */
  readonly list?: string
  /** Of a search: how many units match, from `from` on, shown or not. */
  readonly hits?: number
}

/** Longest `content` unless a caller says otherwise: some 15,000 tokens of plain text. */
const SLICE_CHARACTERS = 60_000

/**
 * A part of `original`, or from its start when nothing is asked for, of at most `limit` characters.
 * Throws `EngineError('bad-options')` for a request that is none or points outside of the text.
 */
export function sliceOf(
  original: string,
  request?: SliceRequest,
  limit: number = SLICE_CHARACTERS,
): Slice {
  if (request === undefined) return wholeOf(original, limit)
  const asked = checkRequest(request)
  switch (asked.kind) {
    case 'lines':
      return rangeOf(original, linesOf(original), { range: asked.range, limit })
    case 'rows':
      return rangeOf(original, unitsWithRows(original, asked.path), { ...asked, limit })
    case 'characters':
      return charactersOf(original, asked.range, limit)
    case 'keys':
      return keysOf(original, asked.keys, limit)
    case 'search':
      return searchSlice(original, asked, limit)
  }
}

function unitsWithRows(original: string, path: string | undefined): Units {
  const document = documentOf(original)
  if (document === undefined) {
    if (path === undefined) return { unit: 'rows', spans: linesOf(original).spans }
    throw badRequest('keys need JSON; ask for rows or lines alone')
  }
  const units = rowsOf(original, document, path)
  if (units !== undefined) return units
  throw badRequest('the document holds no list; ask for lines, keys or a search')
}

/** Cut between lines, unless that would leave less than half of what could be shown. */
function wholeOf(original: string, limit: number): Slice {
  const { spans } = linesOf(original)
  const total = spans.length
  if (original.length <= limit) {
    return {
      content: original,
      unit: 'lines',
      position: { from: Math.min(1, total), to: total },
      total,
      truncated: false,
    }
  }
  const lastBreak = original.lastIndexOf('\n', limit - 1)
  return lastBreak < limit / 2
    ? charactersOf(original, [1, original.length], limit)
    : rangeOf(original, { unit: 'lines', spans }, { range: [1, total], limit })
}

interface RangeRequest {
  readonly range: Range
  /** Given where the list of rows was named. */
  readonly path?: string | undefined
  readonly limit: number
}

function rangeOf(original: string, units: Units, { range, path, limit }: RangeRequest): Slice {
  const { unit, spans, list } = units
  const total = spans.length
  const [from] = range
  const to = Math.min(range[1], total)
  const first = spans[from - 1]
  if (first === undefined) throw outside(units)
  if (first.end - first.start > limit) {
    const span = { start: first.start, end: endOf(spans, to - 1) }
    return oversized(original, span, { unit, from, total, limit })
  }
  let last = from
  while (last < to && endOf(spans, last) - first.start <= limit) last++
  const truncated = last < to
  return {
    content: original.slice(first.start, endOf(spans, last - 1)),
    unit,
    position: { from, to: last },
    total,
    truncated,
    ...(list === undefined ? {} : { list }),
    ...(truncated ? { next: nextRange(unit, [last + 1, to], path) } : {}),
  }
}

function outside({ unit, spans, list }: Units): Error {
  const place = list === undefined || list === '' ? '' : ` of "${list}"`
  const other = list === undefined ? '' : '; for another list, name its path in keys'
  const there =
    spans.length === 0 ? `there are no ${unit}` : `${unit}${place} go from 1 to ${spans.length}`
  return badRequest(`${there}${other}`)
}

function endOf(spans: readonly Span[], at: number): number {
  return spans[at]?.end ?? 0
}

function nextRange(unit: Units['unit'], range: Range, path: string | undefined): SliceRequest {
  if (unit === 'lines') return { lines: range }
  return path === undefined ? { rows: range } : { rows: range, keys: [path] }
}

interface Oversized {
  readonly unit: Slice['unit']
  readonly from: number
  readonly total: number
  readonly limit: number
}

/** The first unit alone is over the limit: its beginning, then the rest of `span` by characters. */
function oversized(original: string, span: Span, { unit, from, total, limit }: Oversized): Slice {
  const end = wholePairs(original, span.start + limit)
  return {
    content: original.slice(span.start, end),
    unit,
    position: { from, to: from },
    total,
    truncated: true,
    next: { characters: [end + 1, span.end] },
  }
}

function charactersOf(original: string, [from, to]: Range, limit: number): Slice {
  const total = original.length
  if (from > total) {
    throw badRequest(total === 0 ? 'the original is empty' : `characters go from 1 to ${total}`)
  }
  const start = wholePairs(original, from - 1)
  const wanted = wholePairs(original, Math.min(to, total))
  const end = Math.min(wanted, wholePairs(original, start + limit))
  const truncated = end < wanted
  return {
    content: original.slice(start, end),
    unit: 'characters',
    position: { from: start + 1, to: end },
    total,
    truncated,
    ...(truncated ? { next: { characters: [end + 1, wanted] } } : {}),
  }
}

/** Moves a cut inside of a surrogate pair in front of it. */
function wholePairs(text: string, at: number): number {
  const isInside =
    (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00
  return isInside ? at - 1 : at
}

function keysOf(original: string, keys: readonly string[], limit: number): Slice {
  const document = documentOf(original)
  if (document === undefined) throw badRequest('keys need JSON; ask for lines or a search')
  const { starts, ends } = document.index
  const nodes = keys.map((key) => nodeAt(original, document.index, key))
  const spans = nodes.map((node) => ({ start: starts[node] ?? 0, end: ends[node] ?? 0 }))
  const [first] = spans
  const total = keys.length
  const isFirstTooLong = first !== undefined && first.end - first.start > limit
  if (first !== undefined && isFirstTooLong) {
    return oversized(original, first, { unit: 'keys', from: 1, total, limit })
  }
  const members: string[] = []
  let length = 0
  for (const [at, { start, end }] of spans.entries()) {
    const value = original.slice(start, end)
    const member = total === 1 ? value : `${JSON.stringify(keys[at])}: ${value}`
    length += member.length + SEPARATOR.length
    if (length > limit && at > 0) break
    members.push(member)
  }
  const truncated = members.length < total
  return {
    content: total === 1 ? members.join('') : `{${members.join(SEPARATOR)}}`,
    unit: 'keys',
    position: { from: 1, to: members.length },
    total,
    truncated,
    ...(truncated ? { next: { keys: keys.slice(members.length) } } : {}),
  }
}

const SEPARATOR = ', '

function searchSlice(
  original: string,
  { search, from }: { readonly search: string; readonly from: number },
  limit: number,
): Slice {
  const { unit, total, hits } = searchIn(original, search, from)
  const { content, shown } = joinHits(original, { unit, hits }, limit)
  const following = hits[shown]
  return {
    content,
    unit,
    position: { from: hits[0]?.from ?? 0, to: hits[shown - 1]?.to ?? 0 },
    total,
    truncated: following !== undefined,
    ...(following === undefined ? {} : { next: { search, from: following.from } }),
    hits: hits.length,
  }
}
