import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { namePhrases } from '../../text/phrases/name-phrases.ts'
import { writeRepeats } from '../../text/repeats/write-repeats.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { expandShared } from './expand-shared.ts'

/** Repeated lines once, then phrases that recur within what is left; for texts of any kind that have both. */
export const shareLines: Packer = {
  mode: 'pack',
  name: 'any/share-lines',
  form: 'shared',
  keepsOrder: true,
  accepts: ['unknown'],
  pack: shareBoth,
  unpack: expandShared,
  preserves: (original, packed) => (expandShared(packed) === original ? 'bytes' : undefined),
}

const LEGEND =
  'repeated lines once: a named block stands for its lines again; each letter defined above the --- stands for its phrase below it'

/** A text that is folded must stand line by line. */
function shareBoth({ text, folded }: Passage, context: CompressContext): string | undefined {
  if (folded || text.length > UNPACKING_LIMITS.units) return undefined
  const once = writeRepeats(text)
  const body = once === undefined ? undefined : namePhrases(once, context.countTokens)
  if (body === undefined) return undefined
  const packed = printPacked({ form: 'shared', check: checksum(text), legend: LEGEND, body })
  return packed.length < text.length ? packed : undefined
}
