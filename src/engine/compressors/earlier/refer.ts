import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import type { EarlierBlock } from '../../contracts/earlier.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { findRuns, type Run } from './find-runs.ts'
import { LineWriter } from './line-writer.ts'
import { PassageLines } from './passage-lines.ts'
import { resolve } from './resolve.ts'
import { withBeginning } from './show-beginning.ts'
import { withNeighbours } from './show-neighbours.ts'
import { FORM, printSource, sourceOf } from './spelling.ts'

/** Lines that stand above, in a tool result or in what the model said in a call, are named, not written again. */
export const refer: Packer = {
  mode: 'pack',
  name: 'earlier/refer',
  form: FORM,
  refers: true,
  keepsLines: true,
  accepts: [
    'unknown',
    'json',
    'table',
    'log',
    'search',
    'listing',
    'diff',
    'build',
    'trace',
    'code',
    'markup',
    'prose',
  ],
  pack: nameWhatStands,
  unpack: (packed, context) => resolve(packed, context)?.text,
  preserves: (original, packed, context) =>
    resolve(packed, context)?.text === original ? 'bytes' : undefined,
  standing: (packed, context) => resolve(packed, context)?.written ?? [],
}

function nameWhatStands(passage: Passage, context: CompressContext): string | undefined {
  const { text } = passage
  const { earlier } = context
  if (earlier === undefined || earlier.isEmpty) return undefined
  if (text.length > UNPACKING_LIMITS.units) return undefined
  const lines = new PassageLines(passage, earlier.tableOf(text))
  if (lines.count > UNPACKING_LIMITS.lines) return undefined
  const found = withNeighbours(findRuns(lines, earlier), lines)
  if (found.length === 0) return undefined
  const runs = withBeginning(found, lines, earlier)
  const names = namesOf(runs)
  const sources = [...names].map(([block, name]) => printSource(sourceOf(block, name, earlier)))
  const writer = new LineWriter(lines, context.parts)
  for (const run of runs) writer.refer(run, names.get(run.block) ?? '')
  const { written, legend } = writer.finish()
  const body = [...sources, ...written].join('\n') + (lines.isTerminated ? '\n' : '')
  return printPacked({ form: FORM, check: checksum(text), legend, body })
}

/** Letters in the order in which blocks are first referred to. */
function namesOf(runs: readonly Run[]): ReadonlyMap<EarlierBlock, string> {
  const blocks = [...new Set(runs.map(({ block }) => block))]
  return new Map(blocks.map((block, at) => [block, String.fromCharCode(0x41 + at)]))
}
