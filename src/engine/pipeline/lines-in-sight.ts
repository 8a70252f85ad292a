import type { EarlierBlock, LineRange, LineTable } from '../contracts/earlier.ts'
import { parseGap } from '../text/gap-line.ts'

/** A line that the model sees. */
export interface LineInSight {
  readonly start: number
  readonly end: number
  readonly key: number
  /** As the original counts. */
  readonly number: number
  /** As the text counts, gap lines included. */
  readonly position: number
}

/** The lines of a block but its gap lines, as far as their numbers in the original are known. */
export function* linesInSight(
  { text, folded }: EarlierBlock,
  { count, starts, keys }: LineTable,
): Generator<LineInSight> {
  let number = 1
  for (let line = 0; line < count; line++) {
    const start = starts[line] ?? 0
    const end = (starts[line + 1] ?? 0) - 1
    const gap = folded ? parseGap(text.slice(start, end)) : undefined
    if (gap === undefined) {
      yield { start, end, key: keys[line] ?? 0, number: number++, position: line + 1 }
    } else if (gap.unit === 'rows' || gap.from !== number) return
    else number = gap.to + 1
  }
}

/** Those at these places of the text. */
export function* within(
  ranges: readonly LineRange[],
  lines: Iterable<LineInSight>,
): Generator<LineInSight> {
  let at = 0
  for (const line of lines) {
    while (line.position > (ranges[at]?.to ?? Number.POSITIVE_INFINITY)) at++
    if (line.position >= (ranges[at]?.from ?? Number.POSITIVE_INFINITY)) yield line
  }
}

/** For decoders; apart from how lines are found for packers, so that the proof compares two readings. */
export function numberedLines({ text, folded }: EarlierBlock): ReadonlyMap<number, string> {
  const numbered = new Map<number, string>()
  let number = 1
  for (const line of text.split('\n')) {
    const gap = folded ? parseGap(line) : undefined
    if (gap === undefined) numbered.set(number++, line)
    else if (gap.unit === 'rows' || gap.from !== number) break
    else number = gap.to + 1
  }
  return numbered
}
