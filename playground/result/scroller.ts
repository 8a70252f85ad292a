/** Browsers draw no element that is taller than some 16 to 33 million pixels. */
const TALLEST = 8_000_000

/** Maps scroll positions to rows, also where all rows would be taller than an element may be. */
export interface Scroller {
  readonly height: number
  /** Whole rows that fit in sight. */
  readonly inSight: number
  /** The first row in sight. */
  rowAt(scrollTop: number): number
  /** Where to scroll to for `row` to be the first in sight. */
  topFor(row: number): number
  /** Where rows that begin with `from` have to stand. */
  offsetOf(from: number, scrollTop: number): number
}

export function scrollerFor(rows: number, rowHeight: number, viewport: number): Scroller {
  const full = rows * rowHeight
  const height = Math.min(full, TALLEST)
  const isScaled = full > TALLEST
  const room = Math.max(1, height - viewport)
  const last = Math.max(0, rows - Math.floor(viewport / rowHeight))
  const rowAt = (scrollTop: number): number =>
    isScaled ? Math.round((scrollTop / room) * last) : Math.floor(scrollTop / rowHeight)
  return {
    height,
    inSight: Math.ceil(viewport / rowHeight) + 1,
    rowAt,
    topFor: (row) => {
      const wanted = Math.max(0, Math.min(row, last))
      return isScaled ? (wanted / Math.max(1, last)) * room : wanted * rowHeight
    },
    offsetOf: (from, scrollTop) =>
      isScaled ? scrollTop - (rowAt(scrollTop) - from) * rowHeight : from * rowHeight,
  }
}
