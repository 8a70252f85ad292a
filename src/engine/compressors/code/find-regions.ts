import type { Capture } from '../../contracts/abilities.ts'
import { lineHolding, type SourceView } from '../../text/source-view.ts'
import { noteRegions } from './note-regions.ts'
import type { Region } from './region.ts'

/** Everything that may be left out, as the parser's captures tell; in order of lines, outer before inner. */
export function findRegions(view: SourceView, captures: readonly Capture[]): readonly Region[] {
  const { regions: documented, lastLines } = noteRegions(
    view,
    captures.filter(({ name }) => name === 'note'),
  )
  return inOrder(belowDocumentation(insides(view, captures), lastLines).concat(documented))
}

/** By lines, outer before inner. */
export function inOrder(regions: readonly Region[]): readonly Region[] {
  return [...regions].sort((one, other) => one.from - other.from || other.to - one.to)
}

/** What functions do and literals hold. Several patterns may find one of them; the first has its name. */
function insides(view: SourceView, captures: readonly Capture[]): readonly Region[] {
  const regions: Region[] = []
  const seen = new Set<number>()
  let name: Capture | undefined
  for (const capture of captures) {
    if (capture.name === 'name') name = capture
    if (!INSIDES.has(capture.name) || seen.has(capture.start)) continue
    seen.add(capture.start)
    const isNamed = capture.name !== 'data'
    const region = regionOf(view, capture, isNamed ? name : undefined)
    if (region !== undefined) regions.push(region)
    if (isNamed) name = undefined
  }
  return regions
}

const INSIDES: ReadonlySet<string> = new Set(['body', 'block', 'data'])

function regionOf(
  view: SourceView,
  capture: Capture,
  name: Capture | undefined,
): Region | undefined {
  const { source, sourceStarts } = view
  const { start, end } = capture
  const first = lineHolding(sourceStarts, start)
  const known = {
    kind: capture.name === 'data' ? ('data' as const) : ('body' as const),
    head: name === undefined ? first : lineHolding(sourceStarts, name.start),
    name: name === undefined ? '' : source.slice(name.start, name.end),
    from: first,
    to: lineHolding(sourceStarts, Math.max(start, end - 1)),
  }
  return capture.name === 'block'
    ? blockRegion(view, capture, known)
    : bracketedRegion(view, capture, known)
}

/** Without brackets, a block stands on lines of its own. */
function blockRegion(
  { source, sourceStarts }: SourceView,
  { start, broken }: Capture,
  region: Region,
): Region | undefined {
  const { from, head } = region
  if (broken || source.slice(sourceStarts[from], start).trim() !== '') return undefined
  return { ...region, head: Math.min(head, from - 1), to: region.to + 1 }
}

function bracketedRegion(
  view: SourceView,
  { start, end, broken }: Capture,
  known: Region,
): Region | undefined {
  const opening = openingAt(view.source, start, end)
  if (opening === -1) return undefined
  const region = { ...known, from: lineHolding(view.sourceStarts, opening) + 1 }
  if (broken && !isLaidOut(view, region)) return undefined
  return mayCut(view, region, { opening, closing: end - 1 }) ? region : undefined
}

/** Where the parser had to guess, the closing bracket must stand below the line that opens. */
function isLaidOut({ source, sourceStarts }: SourceView, { head, from, to }: Region): boolean {
  if (to - from > MOST_LAID_OUT) return false
  const closing = source.slice(sourceStarts[to], (sourceStarts[to + 1] ?? 1) - 1)
  const indent = /^[ \t]*/.exec(closing)?.[0] ?? ''
  const opens = [head, from - 1].some((line) => {
    const text = source.slice(sourceStarts[line], (sourceStarts[line] ?? 0) + indent.length + 1)
    return text.startsWith(indent) && text.trim() !== ''
  })
  return (
    opens &&
    /^\s*\}\s*$/.test(closing) &&
    isDeeper(source.slice(sourceStarts[from], sourceStarts[to]), indent)
  )
}

/** Longer stretches are not looked through: they could be nested as deep. */
const MOST_LAID_OUT = 2000

/** Every line that holds something but a label or a preprocessor's word stands deeper. */
function isDeeper(inside: string, indent: string): boolean {
  return inside
    .split('\n')
    .every((line) => /^\s*$|^#|^\w+:/.test(line) || /^[ \t]/.test(line.slice(indent.length)))
}

const OPENINGS = '{[('
const QUOTES = '"\'`'
const LONGEST_HEAD = 200

/**
 * Offset of the bracket or quote that opens the stretch, perhaps behind `&`, a type's name or what stands
 * in other brackets, as in `when (x) {`; else -1.
 */
function openingAt(source: string, start: number, end: number): number {
  const head = source.slice(start, Math.min(end, start + LONGEST_HEAD))
  const at = head.search(source[end - 1] === '}' ? /[{"'`\n]/ : /[{[("'`\n]/)
  return at === -1 || head[at] === '\n' ? -1 : start + at
}

/** True where the first and last lines, which stay, hold nothing that the lines between belong to. */
function mayCut(
  { source, sourceStarts }: SourceView,
  { kind, from, to }: Region,
  { opening, closing }: { readonly opening: number; readonly closing: number },
): boolean {
  if (to <= from) return false
  if (QUOTES.includes(source.charAt(opening))) return kind === 'data'
  const behind = source.slice(opening + 1, (sourceStarts[from] ?? 0) - 1).trim()
  const before = source.slice(sourceStarts[to], closing).trim()
  const isListed = kind === 'data' && behind.endsWith(',') && isBalanced(behind)
  const isParameters = kind === 'body' && PARAMETERS.test(behind) && isBalanced(behind)
  if (behind !== '' && !isListed && !isParameters && !COMMENT.test(behind)) return false
  if (before === '') return true
  const above = source.slice(sourceStarts[to - 1], (sourceStarts[to] ?? 1) - 1).trimEnd()
  return above.endsWith(kind === 'data' ? ',' : ';') && isBalanced(before)
}

const COMMENT = /^(?:\/\/|#)|^\/\*(?:[^*]|\*(?!\/))*\*\/$/

/** Of a function without a name, in Kotlin and in Swift: `{ order, (from, to) ->`, `{ [weak self] in`. */
const PARAMETERS = /^(?!for\b)[^{}"'`;=$]* (?:->|in)$/

function isBalanced(text: string): boolean {
  let depth = 0
  for (const mark of text) {
    if (mark === '"' || mark === "'" || mark === '`') return false
    if (OPENINGS.includes(mark)) depth++
    else if ('}])'.includes(mark)) depth--
    if (depth < 0) return false
  }
  return depth === 0
}

/** A body whose first statement documents it begins below that. */
function belowDocumentation(
  regions: readonly Region[],
  lastLines: ReadonlyMap<number, number>,
): Region[] {
  return regions.flatMap((region) => {
    const last = lastLines.get(region.from)
    if (last === undefined || last >= region.to) return [region]
    return last + 1 < region.to ? [{ ...region, from: last + 1 }] : []
  })
}
