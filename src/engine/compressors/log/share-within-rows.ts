import { refineColumn } from './refine-column.ts'
import type { Piece } from './template.ts'

/** A template under way: its values stand where its slots will. */
export type DraftPiece = Exclude<Piece, { readonly kind: 'slot' }> | DraftColumn

export interface DraftColumn {
  readonly kind: 'values'
  /** One a sampled line. */
  readonly values: readonly string[]
}

/** Values to look for inside others are at least this long. */
const SHORTEST = 3
/** Per cent of the lines that must hold the value equally often; the others need another template. */
const LEAST_HOLDING = 60
/** Times a value may stand in another. */
const MOST_TIMES = 3
/** Columns parted in one template. */
const MOST_PARTED = 3

/** Parts columns that hold the value of an earlier column of the same line, such as `{x}/-/{x}-1.2`. */
export function shareWithinRows(pieces: readonly DraftPiece[]): readonly DraftPiece[] {
  let shared = pieces
  for (let parted = 0; parted < MOST_PARTED; parted++) {
    const next = shareOnce(shared)
    if (next === undefined) return shared
    shared = next
  }
  return shared
}

function shareOnce(pieces: readonly DraftPiece[]): readonly DraftPiece[] | undefined {
  const columns = pieces.filter((piece) => piece.kind === 'values')
  for (const [index, holder] of columns.entries()) {
    const held = columns.slice(0, index).find((column) => timesHeld(holder, column) > 0)
    if (held !== undefined) return partedBy(pieces, holder, held)
  }
  return undefined
}

/** How often most of the holder's values hold the other column's value; 0 for never. */
function timesHeld({ values }: DraftColumn, other: DraftColumn): number {
  if (values === other.values || !mayHold(values, other.values)) return 0
  const counts = new Map<number, number>()
  for (let row = 0; row < values.length; row++) {
    const times = partsOf(values[row] ?? '', other.values[row] ?? '').length - 1
    counts.set(times, (counts.get(times) ?? 0) + 1)
  }
  for (let times = 1; times <= MOST_TIMES; times++) {
    if ((counts.get(times) ?? 0) * 100 >= values.length * LEAST_HOLDING) return times
  }
  return 0
}

/** A quick no, in most cases after a few values: too few hold the other column's at all. */
function mayHold(values: readonly string[], others: readonly string[]): boolean {
  let spare = Math.floor((values.length * (100 - LEAST_HOLDING)) / 100)
  for (let row = 0; row < values.length; row++) {
    const held = others[row] ?? ''
    const holds = held.length >= SHORTEST && (values[row] ?? '').includes(held)
    if (!holds && --spare < 0) return false
  }
  return true
}

function partsOf(value: string, held: string): readonly string[] {
  return held.length < SHORTEST || value === held ? [value] : value.split(held)
}

function partedBy(
  pieces: readonly DraftPiece[],
  holder: DraftColumn,
  held: DraftColumn,
): readonly DraftPiece[] {
  const times = timesHeld(holder, held)
  const parts = holder.values.map((value, row) => partsOf(value, held.values[row] ?? ''))
  const rows = parts.flatMap((part, row) => (part.length === times + 1 ? [row] : []))
  const pick = (values: readonly string[]): readonly string[] =>
    rows.map((row) => values[row] ?? '')
  const kept = new Map<DraftPiece, DraftColumn>()
  for (const piece of pieces) {
    if (piece.kind === 'values') kept.set(piece, { kind: 'values', values: pick(piece.values) })
  }
  return pieces.flatMap((piece): readonly DraftPiece[] => {
    if (piece !== holder) return [kept.get(piece) ?? piece]
    return Array.from({ length: times + 1 }, (_, part) => {
      const between = refined(rows.map((row) => parts[row]?.[part] ?? ''))
      const value = kept.get(held)
      return part === 0 || value === undefined ? between : [value, ...between]
    }).flat()
  })
}

function refined(values: readonly string[]): readonly DraftPiece[] {
  return refineColumn(values).map((part) =>
    'text' in part ? { kind: 'text', text: part.text } : { kind: 'values', values: part.values },
  )
}
