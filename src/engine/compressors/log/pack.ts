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

/** Kinds whose lines are always built alike. */
const WITH_TEMPLATES: readonly ContentKind[] = ['log', 'listing']

/** Builds print runs of lines between others: these may be fewer, in per cent of the text. */
const LEAST_OF_BUILDS = 20

/** Other texts, too, have lines of few kinds; those that do not are left alone at once. */
function packLines(passage: Passage, context: CompressContext): string | undefined {
  return mayHaveTemplates(passage) ? encodeLog(passage, context) : undefined
}

function mayHaveTemplates({ text, content: { kind } }: Passage): boolean {
  if (WITH_TEMPLATES.includes(kind)) return true
  return kind === 'build' ? hasRegularLines(text, LEAST_OF_BUILDS) : hasRegularLines(text)
}
