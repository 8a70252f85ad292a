import type { DraftPiece } from './share-within-rows.ts'
import { joinTexts, type Piece, type Template, templateOf, text } from './template.ts'

/** A template with the values of a sample of its lines, by slot. */
export interface Draft {
  readonly template: Template
  readonly values: readonly (readonly string[])[]
}

/** Values that others may be made of are at least this long and no mere numbers. */
const SHORTEST_PART = 6
/** Values looked at to find where a column is to be parted. */
const LOOKED_AT = 24
/** Longest value looked at, and most pieces of one. */
const LONGEST = 120
const MOST_PIECES = 14
/** Shares of the values, in per cent: that must show the same marks, and that must have them. */
const LEAST_SHOWING = 40
const LEAST_PARTED = 90

/** All values that may stand inside others. */
export function knownValues(drafts: readonly Draft[]): ReadonlySet<string> {
  const known = new Set<string>()
  for (const { values } of drafts) {
    for (const column of values) for (const value of column) if (isPart(value)) known.add(value)
  }
  return known
}

function isPart(value: string): boolean {
  return value.length >= SHORTEST_PART && !/^\d*$/.test(value)
}

/** A draft's pieces, with values where its slots are. */
export function draftPieces({ template, values }: Draft): readonly DraftPiece[] {
  return template.pieces.map((piece): DraftPiece => {
    return piece.kind === 'slot' ? { kind: 'values', values: values[piece.slot] ?? [] } : piece
  })
}

/** Parts slots whose values hold values of other slots. */
export function splitSlots(
  draft: readonly DraftPiece[],
  { known, isCoarse }: { readonly known: ReadonlySet<string>; readonly isCoarse: boolean },
): Template {
  const slots: (readonly string[])[] = []
  const pieces: Piece[] = []
  for (const piece of draft) {
    if (piece.kind !== 'values') {
      pieces.push(piece)
      continue
    }
    const marks = marksOfColumn(piece.values, known)
    if (marks === '') pieces.push(slotFor(piece.values, slots))
    else pieces.push(...partedPieces(piece.values, marks, slots))
  }
  return templateOf(joinTexts(pieces), isCoarse)
}

/** Slots with the very same values are one slot. */
export function slotFor(values: readonly string[], slots: (readonly string[])[]): Piece {
  const known = slots.findIndex(
    (slot) => slot.length === values.length && slot.every((value, row) => value === values[row]),
  )
  return { kind: 'slot', slot: known === -1 ? slots.push(values) - 1 : known }
}

function partedPieces(
  column: readonly string[],
  marks: string,
  slots: (readonly string[])[],
): readonly Piece[] {
  const rows = column.map((value) => partsOf(value, marks) ?? [value])
  const pieces: Piece[] = []
  for (let part = 0; part <= marks.length; part++) {
    pieces.push(
      slotFor(
        rows.map((row) => row[part] ?? ''),
        slots,
      ),
    )
    if (part < marks.length) pieces.push(text(marks.charAt(part)))
  }
  return pieces
}

/** The value cut at each mark's first place behind the one before; `undefined` if one is missing. */
function partsOf(value: string, marks: string): readonly string[] | undefined {
  const parts: string[] = []
  let from = 0
  for (const mark of marks) {
    const at = value.indexOf(mark, from)
    if (at === -1) return undefined
    parts.push(value.slice(from, at))
    from = at + 1
  }
  return [...parts, value.slice(from)]
}

/** The marks at which most values of the column hold other values; '' for none. */
function marksOfColumn(column: readonly string[], known: ReadonlySet<string>): string {
  const counts = new Map<string, number>()
  const step = Math.max(1, Math.ceil(column.length / LOOKED_AT))
  let looked = 0
  for (let row = 0; row < column.length; row += step) {
    const marks = marksOfValue(column[row] ?? '', known)
    counts.set(marks, (counts.get(marks) ?? 0) + 1)
    looked++
  }
  const [marks = '', count = 0] =
    [...counts].filter(([key]) => key !== '').sort((a, b) => b[1] - a[1])[0] ?? []
  if (count * 100 < looked * LEAST_SHOWING) return ''
  const parted = column.filter((value) => partsOf(value, marks) !== undefined).length
  return parted * 100 >= column.length * LEAST_PARTED ? marks : ''
}

/** The marks around the known values in one value; '' where cutting there would not find them again. */
function marksOfValue(value: string, known: ReadonlySet<string>): string {
  if (value.length > LONGEST) return ''
  const cuts = cutsOf(value, known)
  let marks = ''
  let from = 0
  for (const at of cuts) {
    if (value.indexOf(value.charAt(at), from) !== at) return ''
    marks += value.charAt(at)
    from = at + 1
  }
  return marks
}

/** Where the marks beside known values stand, ascending. */
function cutsOf(value: string, known: ReadonlySet<string>): ReadonlySet<number> {
  const cuts = new Set<number>()
  const bounds = boundsOf(value)
  if (bounds.length - 2 > MOST_PIECES) return cuts
  for (let first = 0; first < bounds.length - 1; first++) {
    const last = endOfKnown(value, { bounds, first }, known)
    if (last === -1) continue
    cuts.add(bounds[first] ?? -1).add(bounds[last] ?? value.length)
    first = last - 1
  }
  cuts.delete(-1)
  cuts.delete(value.length)
  return cuts
}

/** -1, the places of the marks at which a value may be parted, and its length. */
function boundsOf(value: string): readonly number[] {
  const bounds = [-1]
  for (let at = 0; at < value.length; at++) if (MARKS.includes(value.charAt(at))) bounds.push(at)
  bounds.push(value.length)
  return bounds
}

const MARKS = '-_:/@.,#+~'

/** Index into `bounds` of the end of the longest known value that begins behind `first`, or -1. */
function endOfKnown(
  value: string,
  { bounds, first }: { readonly bounds: readonly number[]; readonly first: number },
  known: ReadonlySet<string>,
): number {
  const start = (bounds[first] ?? -1) + 1
  for (let last = bounds.length - 1; last > first; last--) {
    const part = value.slice(start, bounds[last])
    if (part.length < value.length && part.length >= SHORTEST_PART && known.has(part)) return last
  }
  return -1
}
