import type { Fold, Omission } from '../contracts/compressor.ts'
import type { Ref } from '../ir/decision.ts'
import { RECALL_TOOL } from '../ir/recall-tool.ts'
import { printGap } from '../text/gap-line.ts'
import { parseRef } from './ref.ts'

/** How many of the source's lines or rows a folded text shows. */
export interface ShownUnits {
  readonly unit: Fold['unit']
  readonly shown: number
  readonly total: number
}

/** What the first line of a folded block or a view says; the one marker this house writes. */
export interface Shortened {
  readonly ref: Ref
  /** Of a fold, the units; of a view, its label: `"terminal screen"`. */
  readonly shows: ShownUnits | string
}

export interface ShortenedText {
  readonly marker: Shortened
  /** All that follows the marker line: kept spans and gap lines, or the view; maybe packed. */
  readonly body: string
}

/** What a model reads first: the marker line, then the body. */
export function printShortened({ marker, body }: ShortenedText): string {
  return `${printMarker(marker)}\n${body}`
}

/** `undefined` for every text that `printShortened` would not write. */
export function parseShortened(text: string): ShortenedText | undefined {
  const lineEnd = text.slice(0, LONGEST_LINE + 1).indexOf('\n')
  if (lineEnd === -1) return undefined
  const marker = parseMarker(text.slice(0, lineEnd))
  return marker === undefined ? undefined : { marker, body: text.slice(lineEnd + 1) }
}

/**
 * One line without its break, e.g.
 * `[40 of 200 rows shown, nothing lost: headroom_retrieve(ref="…") gives all, or lines, rows, keys, search]`.
 */
export function printMarker({ ref, shows }: Shortened): string {
  const what =
    typeof shows === 'string'
      ? `view: ${shows}`
      : `${shows.shown} of ${shows.total} ${shows.unit} shown`
  return `[${what}${CALL}${ref}${ENDING}`
}

/** `undefined` for every line that `printMarker` would not write. */
export function parseMarker(line: string): Shortened | undefined {
  if (line.length > LONGEST_LINE) return undefined
  const callAt = line.indexOf(CALL)
  const shows = parseShows(line.slice(1, Math.max(1, callAt)))
  const ref = parseRef(line.slice(callAt + CALL.length, -ENDING.length))
  if (callAt === -1 || shows === undefined || ref === undefined) return undefined
  return printMarker({ ref, shows }) === line ? { ref, shows } : undefined
}

function parseShows(text: string): Shortened['shows'] | undefined {
  const [, shown, total, unit, label] = SHOWS.exec(text) ?? []
  if (label !== undefined) return label
  if (unit !== 'lines' && unit !== 'rows') return undefined
  return { unit, shown: Number(shown), total: Number(total) }
}

/**
 * The refs that marker lines of ours in `text` carry, each once, in order. A marker counts where it
 * has a line to itself, also in a string of JSON, which may stand in another; quoted, indented, foreign or
 * misspelt ones are plain text. Whether a ref is ours is for the store to say.
 */
export function findRefs(text: string): Ref[] {
  const refs = new Set<Ref>()
  let at = text.indexOf(CALL_HEAD)
  while (at !== -1) {
    const end = at + CALL_HEAD.length
    const line = text[end] === '\\' ? escapedLineAround(text, at) : lineAround(text, at)
    const marker = parseMarker(line)
    if (marker !== undefined) refs.add(marker.ref)
    at = text.indexOf(CALL_HEAD, end)
  }
  return [...refs]
}

/** The marker of a fold: its units less those left out. */
export function markerOf({ omissions, total, unit }: Fold, ref: Ref): Shortened {
  let shown = total
  for (const { from, to } of omissions) shown -= to - from + 1
  return { ref, shows: { unit, shown, total } }
}

/** What a model reads of a folded text that is not packed further. */
export function printFolded(original: string, fold: Fold, ref: Ref): string {
  return printShortened({
    marker: markerOf(fold, ref),
    body: applyFold(original, fold.omissions),
  })
}

/**
 * The original with each omission, in order and not touching, replaced by its gap line; all else
 * stands as it was. A gap line has a line to itself: breaks are added where the source has none.
 */
export function applyFold(original: string, omissions: readonly Omission[]): string {
  const parts: string[] = []
  let from = 0
  for (const omission of omissions) {
    const { start, end } = omission
    if (start < from || end <= start || end > original.length) {
      throw new RangeError(`omission ${start}-${end} overlaps another or leaves the text`)
    }
    const isLineStart = start === from || original[start - 1] === '\n'
    parts.push(
      original.slice(from, start),
      isLineStart ? '' : '\n',
      printGap(omission),
      end === original.length ? '' : '\n',
    )
    from = end
  }
  parts.push(original.slice(from))
  return parts.join('')
}

const CALL_HEAD = `, nothing lost: ${RECALL_TOOL}(ref=`
const CALL = `${CALL_HEAD}"`
const ENDING = '") gives all, or lines, rows, keys, search]'

/** A view's label is plain words, so that it can neither end the line nor look like a count. */
const SHOWS = /^(?:(\d{1,9}) of (\d{1,9}) (lines|rows) shown|view: ([a-z]+(?: [a-z]+){0,7}))$/

/** The longest stretch of a marker line before `CALL`: a view with its label. */
const LONGEST_LEAD = 80
const LONGEST_LINE = 240

/** The line in which `at` stands, as far as a marker could reach, so that hostile lines stay cheap. */
function lineAround(text: string, at: number): string {
  const from = Math.max(0, at - LONGEST_LEAD - 1)
  const lineBreak = text.slice(from, at).lastIndexOf('\n')
  const start = lineBreak === -1 ? 0 : from + lineBreak + 1
  const [line = ''] = text.slice(start, start + LONGEST_LINE + 1).split('\n', 1)
  return line
}

/** Backslashes before a quote of JSON in JSON in JSON. */
const MOST_SLASHES = 7

/** The same within a string of JSON, escapes undone; a marker has no backslashes of its own. Empty where there is none. */
function escapedLineAround(text: string, at: number): string {
  const from = Math.max(0, at - LONGEST_LEAD)
  const start = from + text.slice(from, at).lastIndexOf('[')
  const before = text.slice(Math.max(0, start - 2), start)
  const [line = ''] = text.slice(start, start + LONGEST_LINE + 2 * MOST_SLASHES).split(']', 1)
  const behind = text[start + line.length + 1]
  const isAlone = (before.endsWith('"') || before === '\\n') && (behind === '"' || behind === '\\')
  return isAlone ? `${line.replaceAll('\\', '')}]` : ''
}
