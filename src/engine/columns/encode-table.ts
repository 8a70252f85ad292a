import type { Codec, CodecContext, NoteName } from './codec.ts'
import { template } from './codec-template.ts'
import { carry, dateDelta, delta, stampDelta, step } from './codecs-sequence.ts'
import { asIs, constant, dictionary, withDefault } from './codecs-whole.ts'
import { findPatterns } from './find-pattern.ts'
import { printName } from './head.ts'
import { notesOf } from './notes.ts'
import { isReferable } from './pattern.ts'
import type { Column, EncodedTable, TableOptions } from './table.ts'

/** Writes columns as rows, each column by the codec that costs the fewest tokens on a sample. */
export function encodeTable(columns: readonly Column[], options: TableOptions): EncodedTable {
  const codecs = chooseCodecs(columns, options)
  const heads = columns.map(({ name }, index) => printName(name) + (codecs[index]?.mark ?? ''))
  const celled = codecs.filter((codec) => codec.hasCell)
  const rows: string[] = []
  const rowCount = columns[0]?.cells.length ?? 0
  const line: string[] = []
  for (let row = 0; row < rowCount; row++) {
    for (let at = 0; at < celled.length; at++) line[at] = celled[at]?.cellAt(row) ?? ''
    rows.push(line.join(options.delimiter))
  }
  const notes = new Set<NoteName>()
  for (const { note, furtherNote } of codecs) {
    if (note !== undefined) notes.add(note)
    if (furtherNote !== undefined) notes.add(furtherNote)
  }
  return { head: heads.join(options.delimiter), rows, notes: notesOf(notes) }
}

function chooseCodecs(columns: readonly Column[], options: TableOptions): readonly Codec[] {
  const sample = sampleOf(columns[0]?.cells.length ?? 0)
  const referable = referableNames(columns)
  const chosen: Codec[] = []
  for (const [index, { name, cells }] of columns.entries()) {
    const mayLeanOn = (other: number): boolean =>
      referable.has(columns[other]?.name ?? '') && !leansOn(other, index, chosen)
    const context = { cells, index, table: columns, sample, mayLeanOn, options }
    chosen.push(cheapest(name, context))
  }
  return chosen
}

/** Rows looked at to weigh codecs: all of a small table, else runs, so that neighbours are seen. */
const SAMPLE_RUNS = 4
const SAMPLE_RUN = 50

function sampleOf(rowCount: number): readonly number[] {
  if (rowCount <= SAMPLE_RUNS * SAMPLE_RUN) return Array.from({ length: rowCount }, (_, row) => row)
  const rows: number[] = []
  for (let run = 0; run < SAMPLE_RUNS; run++) {
    const start = Math.floor((run * (rowCount - SAMPLE_RUN)) / (SAMPLE_RUNS - 1))
    for (let row = start; row < start + SAMPLE_RUN; row++) rows.push(row)
  }
  return rows
}

/** The beginning of each run. */
function screeningOf(sample: readonly number[]): readonly number[] {
  if (sample.length <= SAMPLE_RUNS * SCREENED_RUN * 2) return sample
  return sample.filter((_, at) => at % SAMPLE_RUN < SCREENED_RUN)
}

/** Names that a pattern can use without doubt about which column is meant. */
function referableNames(columns: readonly Column[]): ReadonlySet<string> {
  const once = new Set<string>()
  const twice = new Set<string>()
  for (const { name } of columns) (once.has(name) ? twice : once).add(name)
  for (const name of twice) once.delete(name)
  for (const name of once) if (!isReferable(name)) once.delete(name)
  return once
}

/** Would a reader need column `needed` to know column `column`? */
function leansOn(column: number, needed: number, chosen: readonly Codec[]): boolean {
  if (column === needed) return true
  return (chosen[column]?.leansOn ?? []).some((next) => leansOn(next, needed, chosen))
}

/** What a sentence in the legend costs, about, in tokens. */
const NOTE_COST = 12
/** A code must beat the plain cells by this share to be worth a reader's while. */
const PLAIN_ALLOWANCE = 0.97
/** A codec that costs so many times more than another on a few rows is not weighed on all. */
const CLEARLY_WORSE = 1.35
/** Rows on which codecs are first weighed, of each run of the sample. */
const SCREENED_RUN = 12

function cheapest(name: string, context: CodecContext): Codec {
  const certain = constant(context) ?? (context.options.rowIndependent ? undefined : step(context))
  if (certain !== undefined) return certain
  const plain = asIs(context)
  const others = candidates(context)
  if (others.length === 0) return plain
  const few = screeningOf(context.sample)
  const screened = weigh(name, [plain, ...others], { ...context, sample: few })
  const limit = Math.min(...screened.map(({ cost }) => cost)) * CLEARLY_WORSE
  const close = screened.filter(({ cost }) => cost <= limit)
  const isDecided = few === context.sample || close.length === 1
  const codecs = close.map(({ codec }) => codec)
  return leastOf(isDecided ? close : weigh(name, codecs, context)) ?? plain
}

interface Weighed {
  readonly codec: Codec
  readonly cost: number
}

function weigh(name: string, codecs: readonly Codec[], context: CodecContext): readonly Weighed[] {
  return codecs.map((codec) => {
    const allowance = codec.mark === '' ? PLAIN_ALLOWANCE : 1
    return { codec, cost: costOf(name, codec, context) * allowance }
  })
}

/** The first among equals. */
function leastOf(weighed: readonly Weighed[]): Codec | undefined {
  let best = weighed[0]
  for (const other of weighed) if (best === undefined || other.cost < best.cost) best = other
  return best?.codec
}

function candidates(context: CodecContext): readonly Codec[] {
  if (context.options.rowIndependent) return []
  const codecs = [
    withDefault(context),
    dictionary(context),
    carry(context),
    delta(context),
    stampDelta(context),
    dateDelta(context),
    ...findPatterns(context).map((pattern) => template(pattern, context)),
  ]
  return codecs.filter((codec) => codec !== undefined)
}

/** Tokens of a column: its head, its note, and the rows as the sample foretells them. */
function costOf(name: string, codec: Codec, { sample, cells, options }: CodecContext): number {
  const head = options.countTokens(name + codec.mark) + (codec.note === undefined ? 0 : NOTE_COST)
  if (!codec.hasCell || sample.length === 0) return head
  const text = sample.map((row) => codec.cellAt(row)).join(options.delimiter)
  return head + (options.countTokens(text) * cells.length) / sample.length
}
