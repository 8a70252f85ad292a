import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { printNumber } from './number-style.ts'
import { unpackWithinNumbers } from './unpack-within-numbers.ts'
import { withinNumbers } from './within-numbers.ts'

/**
 * Records or data behind the line numbers of a file tool: what stands behind the numbers is packed by
 * its own kind. Neither source nor prose is taken, which may be edited next.
 */
export const packWithinNumbers: Packer = {
  mode: 'pack',
  name: 'any/pack-within-numbers',
  form: 'within',
  recordsOnly: true,
  accepts: ['unknown'],
  pack: packWithin,
  unpack: unpackWithinNumbers,
  preserves: (original, packed, context) =>
    unpackWithinNumbers(packed, context) === original ? 'bytes' : undefined,
}

function packWithin({ text, folded }: Passage, { parts }: CompressContext): string | undefined {
  if (folded || parts === undefined || text.length > UNPACKING_LIMITS.units) return undefined
  const within = withinNumbers(text, parts.detect)
  if (within === undefined) return undefined
  const { lines, style, run, source } = within
  const packed = parts.pack(source)
  if (packed === undefined) return undefined
  const size = packed.split('\n').length
  const sample = JSON.stringify(printNumber(style, 1))
  const shown = `${run.start + 1}-${run.start + size}`
  const legend = `lines ${run.first}-${run.first + run.end - run.start - 1} of a file, each numbered as in ${sample}: without their numbers they stand packed in lines ${shown} below`
  const body = [...lines.slice(0, run.start), packed, ...lines.slice(run.end)].join('\n')
  return printPacked({ form: 'within', check: checksum(text), legend, body })
}
