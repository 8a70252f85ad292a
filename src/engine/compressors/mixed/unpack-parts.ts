import type { UnpackContext } from '../../contracts/compressor.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'

const LEGEND =
  /^lines (\d{1,7}-\d{1,7}(?: \d{1,7}-\d{1,7})*) below are packed, each range by a header of its own$/

/** The text that one of the form `parts` stands for; `undefined` for anything else. */
export function unpackParts(packed: string, context?: UnpackContext): string | undefined {
  const header = parsePacked(packed)
  const ranges = LEGEND.exec(header?.legend ?? '')?.[1]
  if (header?.form !== 'parts' || ranges === undefined || context === undefined) return undefined
  const lines = header.body.split('\n')
  const unpacked: string[] = []
  let taken = 0
  let units = 0
  for (const range of ranges.split(' ')) {
    const [first = 0, last = 0] = range.split('-').map(Number)
    const part = first > taken ? unpackLines(lines, { first, last }, context) : undefined
    units += part?.length ?? 0
    if (part === undefined || units > UNPACKING_LIMITS.units) return undefined
    unpacked.push(...between(lines, taken, first - 1), part)
    taken = last
  }
  return [...unpacked, ...between(lines, taken, lines.length)].join('\n')
}

/** Counted from 1, inclusive. */
interface Range {
  readonly first: number
  readonly last: number
}

function unpackLines(
  lines: readonly string[],
  { first, last }: Range,
  context: UnpackContext,
): string | undefined {
  if (last < first || last > lines.length) return undefined
  return context.unpack(lines.slice(first - 1, last).join('\n'))
}

/** Lines as they are, as one text; none where nothing stands between. */
function between(lines: readonly string[], from: number, to: number): readonly string[] {
  return to > from ? [lines.slice(from, to).join('\n')] : []
}
