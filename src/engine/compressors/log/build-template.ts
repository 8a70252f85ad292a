import type { LineReader } from './line-reader.ts'
import type { Cluster } from './merge-groups.ts'
import { refineColumn } from './refine-column.ts'
import { type Draft, slotFor } from './split-slots.ts'
import { joinTexts, type Piece, templateOf, text } from './template.ts'
import { WORD } from './word-scan.ts'

/** Lines of a cluster looked at. */
const SAMPLE = 60

/** The words and frames of a cluster's lines, by position. */
interface Columns {
  readonly kinds: readonly number[]
  /** Left empty for words that are the same in all lines. */
  readonly words: readonly string[][]
  readonly frames: readonly string[][]
  /** Columns in the line at which each word starts. */
  readonly starts: readonly number[][]
}

/** What the lines of a cluster have in common, drawn from a sample of them. */
export function buildTemplate(
  cluster: Cluster,
  { reader, isCoarse }: { readonly reader: LineReader; readonly isCoarse: boolean },
): Draft {
  const columns = columnsOf(cluster, reader)
  const pieces: Piece[] = []
  const slots: (readonly string[])[] = []
  for (const [at, kind] of columns.kinds.entries()) {
    pieces.push(...framePieces(columns, at))
    if (kind === WORD.stamp) pieces.push({ kind: 'stamp' })
    else if (kind === WORD.rest) pieces.push({ kind: 'rest' })
    else {
      const same = cluster.words[at]
      const values = columns.words[at] ?? []
      if (same === undefined) pieces.push(...valuePieces(pieces, values, { slots, reader }))
      else pieces.push(text(same))
    }
  }
  pieces.push(...framePieces(columns, columns.kinds.length))
  return { template: templateOf(joinTexts(pieces), isCoarse), values: slots }
}

function columnsOf({ members, words }: Cluster, reader: LineReader): Columns {
  const columns: Columns = {
    kinds: [],
    words: words.map(() => []),
    frames: [...words, ''].map(() => []),
    starts: [...words, ''].map(() => []),
  }
  let kinds: readonly number[] = []
  const step = Math.max(1, Math.ceil(members.length / SAMPLE))
  for (let member = 0; member < members.length; member += step) {
    reader.read(members[member] ?? 0)
    reader.recall()
    if (reader.words.count !== words.length) continue
    if (kinds.length === 0) kinds = Array.from(reader.words.kinds.subarray(0, words.length))
    addLine(columns, words, reader)
  }
  return { ...columns, kinds }
}

function addLine({ words, frames, starts }: Columns, known: Cluster['words'], reader: LineReader) {
  const { line, words: scan } = reader
  let end = 0
  for (let word = 0; word < scan.count; word++) {
    const start = scan.starts[word] ?? 0
    frames[word]?.push(line.slice(end, start))
    starts[word]?.push(start)
    end = scan.ends[word] ?? start
    if (known[word] === undefined) words[word]?.push(line.slice(start, end))
  }
  frames[scan.count]?.push(line.slice(end))
  starts[scan.count]?.push(line.length)
}

interface Place {
  readonly slots: (readonly string[])[]
  readonly reader: LineReader
}

function valuePieces(
  pieces: Piece[],
  values: readonly string[],
  { slots, reader }: Place,
): readonly Piece[] {
  return reader.areWordsWhole ? [slotFor(values, slots)] : alignedPieces(pieces, values, slots)
}

/**
 * A word's pieces. Behind padding that ends at a column the value must stand first, and the
 * padding counts up to the value's own end.
 */
function alignedPieces(
  pieces: Piece[],
  values: readonly string[],
  slots: (readonly string[])[],
): readonly Piece[] {
  const before = pieces.at(-1)
  if (before?.kind !== 'pad' || before.align !== 'end') return wordPieces(values, slots)
  const [value, unit, ...more] = wordPieces(values, [...slots])
  const behind = unit?.kind === 'text' ? unit.text.length : 0
  if (value?.kind !== 'slot' || more.length > 0 || (unit !== undefined && behind === 0)) {
    return [slotFor(values, slots)]
  }
  pieces.splice(-1, 1, { ...before, column: before.column - behind })
  return wordPieces(values, slots)
}

/** Slots with the very same values are one slot. */
function wordPieces(values: readonly string[], slots: (readonly string[])[]): readonly Piece[] {
  return refineColumn(values).map((part) =>
    'text' in part ? text(part.text) : slotFor(part.values, slots),
  )
}

/** The text between two words; where only its padding differs, the column it pads to. */
function framePieces({ frames, starts, words }: Columns, at: number): readonly Piece[] {
  const texts = frames[at] ?? []
  const first = texts[0] ?? ''
  if (texts.every((frame) => frame === first)) return [text(first)]
  const split = texts.map((frame) => /^(\S*)( +)(\S*)$/.exec(frame))
  const [, before = '', , after = ''] = split[0] ?? []
  const isRegular = split.every((parts) => parts?.[1] === before && parts[3] === after)
  const column = isRegular ? columnOf(starts[at] ?? [], words[at] ?? []) : undefined
  if (column === undefined) return [text(commonest(texts))]
  const offset = column.align === 'start' ? after.length : 0
  if (column.align === 'end' && after !== '') return [text(commonest(texts))]
  const pad: Piece = { kind: 'pad', align: column.align, column: column.at - offset }
  return after === '' ? [text(before), pad] : [text(before), pad, text(after)]
}

/** The column at which all words start, or else end. */
function columnOf(
  starts: readonly number[],
  words: readonly string[],
): { readonly align: 'start' | 'end'; readonly at: number } | undefined {
  const start = starts[0] ?? 0
  if (starts.every((at) => at === start)) return { align: 'start', at: start }
  const end = start + (words[0]?.length ?? 0)
  const isEnd =
    words.length > 0 && starts.every((at, row) => at + (words[row]?.length ?? 0) === end)
  return isEnd ? { align: 'end', at: end } : undefined
}

function commonest(texts: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of texts) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best = ''
  let most = 0
  for (const [value, count] of counts) {
    if (count > most) {
      best = value
      most = count
    }
  }
  return best
}
