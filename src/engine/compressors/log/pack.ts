import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import type { ContentKind } from '../../ir/content.ts'
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

/** Kinds whose lines are mostly built alike. */
const WITH_TEMPLATES: readonly ContentKind[] = ['log', 'build', 'listing']

/** Other texts, too, have lines of few kinds; those that do not are left alone at once. */
function packLines(passage: Passage, context: CompressContext): string | undefined {
  const { content, text } = passage
  return WITH_TEMPLATES.includes(content.kind) || hasRegularLines(text)
    ? encodeLog(passage, context)
    : undefined
}
