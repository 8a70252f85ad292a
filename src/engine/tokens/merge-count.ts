/**
 * How many tokens byte pair encoding makes of a piece that is no token itself: the adjacent pair that makes
 * the token of the lowest rank is joined, the leftmost first, until no pair makes a token.
 *
 * Long pieces go window by window. A sequence of tokens is what the encoder makes of a text exactly if each
 * adjacent pair of them is what it makes of the pair's bytes: a join across a border would already be made in
 * the pair alone. So two windows may be put together where the second begins at a border of the first, and
 * begins with the very token that the first has there. Should it not, the first is widened and merged with a
 * heap, so that the whole stays O(n log n) whatever the text.
 */
import { createHeapMerger } from './merge-heap.ts'
import { createWindowMerger, type Merger, WINDOW } from './merge-window.ts'
import type { Stretch } from './stretch.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A border this near to the end of a window may have been moved by the cut. */
const MARGIN = 16

/** Tokens of a piece of at least two bytes. */
export type MergeCount = (piece: Stretch) => number

/** A counter with scratch memory of its own. */
export function createMergeCount(vocabulary: Vocabulary): MergeCount {
  const narrow = createWindowMerger(vocabulary)
  const wide = createHeapMerger(vocabulary)
  const merge = (window: Stretch): Merged => {
    const merger = window.to - window.from <= WINDOW ? narrow : wide
    return { window, merger, count: merger.merge(window) }
  }
  /** As much of the piece after what is kept, if it begins with the token that was there. */
  const follow = ({ border, nextLength, length }: Kept, piece: Stretch): Merged | undefined => {
    const next = merge(windowAt(piece, border, length))
    return next.merger.endOf(0) === nextLength ? next : undefined
  }
  return (piece) => {
    let total = 0
    let merged = merge(windowAt(piece, piece.from, WINDOW))
    while (merged.window.to < piece.to) {
      const kept = keptOf(merged)
      const { from, to } = merged.window
      const next = kept === undefined ? undefined : follow(kept, piece)
      if (kept !== undefined && next !== undefined) {
        total += kept.count
        merged = next
      } else {
        merged = merge(windowAt(piece, from, 2 * (to - from)))
      }
    }
    return total + merged.count
  }
}

interface Merged {
  readonly window: Stretch
  readonly merger: Merger
  readonly count: number
}

function windowAt({ bytes, to }: Stretch, from: number, length: number): Stretch {
  return { bytes, from, to: Math.min(to, from + length) }
}

interface Kept {
  readonly count: number
  /** Where the kept tokens end, in the text. */
  readonly border: number
  /** Length of the token after them. */
  readonly nextLength: number
  /** Length of the window they were merged in. */
  readonly length: number
}

/** The tokens that end before the margin; `undefined` when there are none. */
function keptOf({ window, merger }: Merged): Kept | undefined {
  const length = window.to - window.from
  let count = 0
  let border = 0
  for (let next = merger.endOf(0); next <= length - MARGIN; next = merger.endOf(border)) {
    border = next
    count++
  }
  if (count === 0) return undefined
  return { count, border: window.from + border, nextLength: merger.endOf(border) - border, length }
}
