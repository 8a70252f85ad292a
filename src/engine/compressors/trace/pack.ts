import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { namePhrases } from '../../text/phrases/name-phrases.ts'
import { writeRepeats } from '../../text/repeats/write-repeats.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { shortenOwnFiles } from './own-files.ts'
import { unpackTrace } from './unpack.ts'

/** Frames without the file that their class names, repeated stacks and cycles once, shared paths named. */
export const packTrace: Packer = {
  mode: 'pack',
  name: 'trace/share-frames',
  form: 'trace',
  accepts: ['trace'],
  pack: shareFrames,
  unpack: unpackTrace,
  preserves: (original, packed) => (unpackTrace(packed) === original ? 'bytes' : undefined),
}

/** Of a folded text each frame says what it says by itself. */
function shareFrames({ text, folded }: Passage, context: CompressContext): string | undefined {
  if (text.length > UNPACKING_LIMITS.units) return undefined
  const short = shortenOwnFiles(text)
  const once = folded ? undefined : writeRepeats(short)
  if (once === undefined && READS_AS_REPEAT.test(short)) return undefined
  const lines = once ?? short
  const named = folded ? undefined : namePhrases(lines, context.countTokens)
  const used = { isShort: short !== text, isOnce: once !== undefined, isNamed: named !== undefined }
  const legend = legendOf(used)
  if (legend === '') return undefined
  const packed = printPacked({
    form: 'trace',
    check: checksum(text),
    legend,
    body: named ?? `---\n${lines}`,
  })
  return packed.length < text.length ? packed : undefined
}

/** Lines that only `writeRepeats` tells from its own. */
const READS_AS_REPEAT = /^\\*\[(?:block|the) /m

interface Used {
  readonly isShort: boolean
  readonly isOnce: boolean
  readonly isNamed: boolean
}

function legendOf({ isShort, isOnce, isNamed }: Used): string {
  const parts = [
    isShort ? "(:12) is line 12 of the class's own file" : '',
    isOnce ? 'repeated lines once' : '',
    isNamed ? 'each letter defined above the --- stands for its phrase below it' : '',
  ]
  return parts.filter((part) => part !== '').join('; ')
}
