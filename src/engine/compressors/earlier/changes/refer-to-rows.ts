import type { CompressContext, Packer, Parts, Passage } from '../../../contracts/compressor.ts'
import type { Earlier, EarlierBlock } from '../../../contracts/earlier.ts'
import { checksum } from '../../../text/checksum.ts'
import { printPacked } from '../../../text/packed-header.ts'
import { printSource, sourceOf } from '../spelling.ts'
import { type Change, differencesOf } from './differences.ts'
import {
  childrenOf,
  type Document,
  findValue,
  isContainer,
  type Place,
  readDocument,
  rowsList,
} from './document.ts'
import { dedented, marginOf } from './margin.ts'
import { type Match, type Matches, matchRows } from './match-rows.ts'
import { resolveChanges } from './resolve-changes.ts'
import { FORM, LEGEND, printAround, printNew, printRows, type Range } from './spelling.ts'
import { writeCells } from './write-cells.ts'

/** A list that was asked for again: its rows are named where they stand above, changed values written. */
export const referToRows: Packer = {
  mode: 'pack',
  name: 'earlier/refer-to-rows',
  form: FORM,
  refers: true,
  accepts: ['json'],
  pack: writeChanges,
  unpack: resolveChanges,
  preserves: (original, packed, context) =>
    resolveChanges(packed, context) === original ? 'bytes' : undefined,
}

/** A shorter text is hardly ever worth a look above. */
const LEAST_LENGTH = 200
/** A source may be longer by this factor: reading it costs time. */
const LONGER = 8

function writeChanges(
  { text, folded }: Passage,
  { earlier, parts }: CompressContext,
): string | undefined {
  if (folded || earlier === undefined || text.length < LEAST_LENGTH) return undefined
  const sources = earlier
    .shapedLike(text)
    .filter((block) => block.text.length <= text.length * LONGER)
  const now = sources.length === 0 ? undefined : readDocument(text)
  if (now === undefined) return undefined
  let best: string | undefined
  for (const source of sources) {
    const body = bodyFor(now, source, { earlier, parts })
    if (body !== undefined && body.length < (best ?? text).length) best = body
  }
  return best === undefined
    ? undefined
    : printPacked({ form: FORM, check: checksum(text), legend: LEGEND, body: best })
}

interface Means {
  readonly earlier: Earlier
  readonly parts: Parts | undefined
}

function bodyFor(
  now: Document,
  source: EarlierBlock,
  { earlier, parts }: Means,
): string | undefined {
  const before = readDocument(source.text)
  if (before === undefined) return undefined
  const said = comparisonOf(before, now)
  if (said === undefined) return undefined
  const { around, lists } = said
  const written = around.map(({ path, value }) => `${JSON.stringify(path)}:${value}`)
  const object = written.length === 0 ? '' : `{${written.join(',')}}`
  const rows = lists === undefined ? [] : rowsOf(before, now, { lists, parts })
  if (rows === undefined) return undefined
  return [printSource(sourceOf(source, 'A', earlier)), printAround(object), ...rows].join('\n')
}

interface Lists {
  readonly path: string
  readonly before: number
  readonly now: number
}

/** What is around the lists, where both texts have the same one; else of the whole. */
function comparisonOf(
  before: Document,
  now: Document,
): { readonly around: readonly Change[]; readonly lists: Lists | undefined } | undefined {
  const lists = listsOf(before, now)
  const rows = lists === undefined ? undefined : { before: lists.before, now: lists.now }
  const around = differencesOf(before, now, { pair: { before: 0, now: 0 }, rows })
  return around === undefined ? undefined : { around, lists }
}

function listsOf(before: Document, now: Document): Lists | undefined {
  const list = rowsList(now)
  const other = list === undefined ? undefined : findValue(before, 0, list.path)
  if (list === undefined || other === undefined || !isContainer(before, other)) return undefined
  if (before.index.kinds[other] !== now.index.kinds[list.node]) return undefined
  return { path: list.path, before: other, now: list.node }
}

interface RowsToWrite {
  readonly lists: Lists
  readonly parts: Parts | undefined
}

/** Stretches of new rows that are written between others. */
const MOST_STRETCHES = 200

function rowsOf(
  before: Document,
  now: Document,
  { lists, parts }: RowsToWrite,
): readonly string[] | undefined {
  const rows = { before: childrenOf(before, lists.before), now: childrenOf(now, lists.now) }
  const matches = matchRows({ before, now }, rows)
  const runs = runsOf(matches.rows)
  if (runs.length > MOST_STRETCHES) return undefined
  const frame = frameOf(now, lists.now, rows.now)
  const gone = goneOf(matches)
  const firstNamed = runs.findIndex(({ ranges }) => ranges !== undefined)
  const lines = runs.flatMap(({ from, to, ranges }, at) =>
    ranges === undefined
      ? newRows(now.text, rows.now.slice(from, to), { frame, parts })
      : [printRows(lists.path, ranges, at === firstNamed ? gone : [])],
  )
  return firstNamed === -1 ? undefined : [...lines, ...writeCells(matches, parts)]
}

/** Rows that are gone, told by name, where they are few. */
const MOST_GONE = 6

function goneOf({ identity, rows }: Matches): readonly string[] {
  if (identity === undefined) return []
  const still = new Set(identity.now)
  const gone = identity.before.filter((value) => !still.has(value))
  return gone.length <= MOST_GONE && gone.length < rows.length ? gone : []
}

interface RowRun {
  readonly from: number
  readonly to: number
  /** `undefined` for new rows. */
  readonly ranges: readonly Range[] | undefined
}

/** Stretches of rows that stand above, and of new ones. */
function runsOf(matches: readonly (Match | undefined)[]): readonly RowRun[] {
  const runs: RowRun[] = []
  let from = 0
  for (let at = 1; at <= matches.length; at++) {
    const isSame = (matches[at] === undefined) === (matches[from] === undefined)
    if (at < matches.length && isSame) continue
    const some = matches.slice(from, at).filter((match) => match !== undefined)
    runs.push({ from, to: at, ranges: some.length === 0 ? undefined : rangesOf(some) })
    from = at
  }
  return matches.length === 0 ? [] : runs
}

function rangesOf(matches: readonly Match[]): readonly Range[] {
  const ranges: Range[] = []
  for (const { row } of matches) {
    const last = ranges.at(-1)
    if (last?.to === row) ranges[ranges.length - 1] = { from: last.from, to: row + 1 }
    else ranges.push({ from: row + 1, to: row + 1 })
  }
  return ranges
}

/** What stands around rows, so that some of them can stand alone. */
interface Frame {
  readonly head: string
  readonly separator: string
  readonly tail: string
  readonly margin: string
}

function frameOf({ text, index }: Document, list: number, rows: readonly Place[]): Frame {
  const [start = 0, end = 0] = [index.starts[list], index.ends[list]]
  const [first, second = first] = rows
  return {
    head: text.slice(start, first?.start),
    separator: text.slice(first?.end, second?.start),
    tail: text.slice(rows.at(-1)?.end, end),
    margin: marginOf(text, end),
  }
}

/** New rows as a list of their own, packed where that is shorter. */
function newRows(
  text: string,
  rows: readonly Place[],
  { frame, parts }: { readonly frame: Frame; readonly parts: Parts | undefined },
): readonly string[] {
  const { head, separator, tail, margin } = frame
  const stretch = rows.map(({ start, end }) => text.slice(start, end)).join(separator)
  const alone = dedented(head + stretch + tail, margin)
  const lines = (parts?.pack(alone) ?? alone).split('\n')
  return [printNew(lines.length), ...lines]
}
