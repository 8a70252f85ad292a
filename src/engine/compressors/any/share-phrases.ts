import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { namePhrases } from '../../text/phrases/name-phrases.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { expandPhrases } from './expand-phrases.ts'

/** Phrases that recur within lines, written once and named by a letter; for texts of any kind. */
export const sharePhrases: Packer = {
  mode: 'pack',
  name: 'any/share-phrases',
  form: 'phrases',
  keepsOrder: true,
  accepts: ['unknown'],
  pack: nameOnce,
  unpack: expandPhrases,
  preserves: (original, packed) => (expandPhrases(packed) === original ? 'bytes' : undefined),
}

const LEGEND = 'each letter defined above the --- stands for its phrase below it'
/** Shorter texts have nothing to share. */
const SHORTEST = 200

/** In a folded text each line must say what it says by itself. */
function nameOnce({ text, folded }: Passage, { countTokens }: CompressContext): string | undefined {
  if (folded || text.length < SHORTEST || text.length > UNPACKING_LIMITS.units) return undefined
  const body = namePhrases(text, countTokens)
  if (body === undefined) return undefined
  const packed = printPacked({ form: 'phrases', check: checksum(text), legend: LEGEND, body })
  return packed.length < text.length ? packed : undefined
}
