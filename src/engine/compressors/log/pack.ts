import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { hasRegularLines } from '../../text/regular-lines.ts'
import { decodeLog } from './decode-log.ts'
import { encodeLog } from './encode-log.ts'

/** Lines as rows of the templates they fit, columns carried forward, times as differences. */
export const packLog: Packer = {
  mode: 'pack',
  name: 'log/pack',
  form: 'log',
  accepts: ['log', 'listing', 'build', 'trace', 'unknown'],
  pack: packLines,
  unpack: decodeLog,
  preserves: (original, packed) => (decodeLog(packed) === original ? 'bytes' : undefined),
}

/** Other texts, too, have lines of few kinds; those that do not are left alone at once. */
function packLines(passage: Passage, context: CompressContext): string | undefined {
  const { content, text } = passage
  const isKnown = content.kind === 'log' || content.kind === 'build'
  return isKnown || hasRegularLines(text) ? encodeLog(passage, context) : undefined
}
