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
  keepsOrder: true,
  accepts: ['log', 'listing', 'build', 'trace', 'unknown'],
  pack: packLines,
  unpack: decodeLog,
  preserves: (original, packed) => (decodeLog(packed) === original ? 'bytes' : undefined),
}

/** Kinds whose lines are always built alike. */
const WITH_TEMPLATES: readonly ContentKind[] = ['log', 'listing']

/** What programs print as they go, which templates suit. */
const RUNS_OF_EVENTS: readonly ContentKind[] = ['log', 'listing', 'build', 'trace']

/** Builds print runs of lines between others: these may be fewer, in per cent of the text. */
const LEAST_OF_BUILDS = 20

/** Of what is no run of events, a table say, at least this must go, in per cent: rows are harder to read than it was. */
const LEAST_OF_OTHERS = 25

/** Other texts, too, have lines of few kinds; those that do not are left alone at once. */
function packLines(passage: Passage, context: CompressContext): string | undefined {
  const packed = mayHaveTemplates(passage) ? encodeLog(passage, context) : undefined
  if (packed === undefined || RUNS_OF_EVENTS.includes(passage.content.kind)) return packed
  return packed.length * 100 <= passage.text.length * (100 - LEAST_OF_OTHERS) ? packed : undefined
}

function mayHaveTemplates({ text, content: { kind } }: Passage): boolean {
  if (WITH_TEMPLATES.includes(kind)) return true
  return kind === 'build' ? hasRegularLines(text, LEAST_OF_BUILDS) : hasRegularLines(text)
}
