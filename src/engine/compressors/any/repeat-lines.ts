import type { Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { writeRepeats } from '../../text/repeats/write-repeats.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { expandLines } from './expand-lines.ts'

/** Lines and blocks of lines that repeat, written once; for texts of any kind. */
export const repeatLines: Packer = {
  mode: 'pack',
  name: 'any/repeat-lines',
  form: 'lines',
  keepsLines: true,
  accepts: [
    'unknown',
    'json',
    'table',
    'log',
    'search',
    'diff',
    'build',
    'trace',
    'code',
    'markup',
    'listing',
    'prose',
  ],
  pack: writeOnce,
  unpack: expandLines,
  preserves: (original, packed) => (expandLines(packed) === original ? 'bytes' : undefined),
}

const LEGEND =
  'repeated lines once: a named block stands for its lines again, \\[ for a [ of the text'

/** A text that is folded must stand row by row. */
function writeOnce({ text, folded }: Passage): string | undefined {
  if (folded || text.length > UNPACKING_LIMITS.units) return undefined
  const body = writeRepeats(text)
  if (body === undefined) return undefined
  const packed = printPacked({ form: 'lines', check: checksum(text), legend: LEGEND, body })
  return packed.length < text.length ? packed : undefined
}
