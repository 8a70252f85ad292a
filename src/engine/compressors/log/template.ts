/** What a template is made of, left to right. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stamp' }
  /** A value of the row; the same number again stands for the same value. */
  | { readonly kind: 'slot'; readonly slot: number }
  /** Spaces up to a column: what follows starts there, or the value that follows ends there. */
  | { readonly kind: 'pad'; readonly align: 'start' | 'end'; readonly column: number }
  /** All that is left of the line. */
  | { readonly kind: 'rest' }

/** One kind of line: its fixed text, and where its values stand. */
export interface Template {
  readonly pieces: readonly Piece[]
  /** Distinct slots, numbered from 0 in the order of their first place. */
  readonly slots: number
  readonly hasStamp: boolean
  readonly hasRest: boolean
  /** Values may hold spaces. */
  readonly isCoarse: boolean
}

export function templateOf(pieces: readonly Piece[], isCoarse: boolean): Template {
  let slots = 0
  for (const piece of pieces) if (piece.kind === 'slot') slots = Math.max(slots, piece.slot + 1)
  return {
    pieces,
    slots,
    hasStamp: pieces.some(({ kind }) => kind === 'stamp'),
    hasRest: pieces.some(({ kind }) => kind === 'rest'),
    isCoarse,
  }
}

/** Joins neighbouring texts and drops empty ones. */
export function joinTexts(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.kind !== 'text') joined.push(piece)
    else if (last?.kind === 'text') joined.splice(-1, 1, text(last.text + piece.text))
    else if (piece.text !== '') joined.push(piece)
  }
  return joined
}

export function text(value: string): Piece {
  return { kind: 'text', text: value }
}
