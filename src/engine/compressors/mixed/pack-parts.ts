import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import type { ContentKind } from '../../ir/content.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { isPlain, type Stretch, stretchesOf } from './stretches.ts'
import { unpackParts } from './unpack-parts.ts'

/** Kinds whose texts tend to hold stretches of others; builds, tables, lists, diffs and code do not. */
const MIXED: readonly ContentKind[] = ['prose', 'markup', 'log', 'trace', 'json']

/** A text of several kinds, each stretch packed by its own: a command with its output, prose with data. */
export const packParts: Packer = {
  mode: 'pack',
  name: 'mixed/pack-parts',
  form: 'parts',
  accepts: ['unknown', ...MIXED],
  pack: writeParts,
  unpack: unpackParts,
  preserves: (original, packed, context) =>
    unpackParts(packed, context) === original ? 'bytes' : undefined,
}

/** Parts named in the header; beyond that it is longer than what it explains is worth. */
const MOST_PARTS = 40

function writeParts(passage: Passage, context: CompressContext): string | undefined {
  const { text, content, folded } = passage
  const { parts } = context
  if (folded || parts === undefined || !packParts.accepts.includes(content.kind)) return undefined
  const stretches = (stretchesOf(passage, parts.detect) ?? []).filter(
    (stretch) => !isPlain(stretch.content),
  )
  const packed = packAll(text, stretches, context)
  if (packed.length === 0) return undefined
  const written: string[] = []
  const ranges: string[] = []
  let from = 0
  let line = 1
  for (const part of packed) {
    const before = text.slice(from, part.start)
    written.push(before, part.text)
    line += countBreaks(before)
    const last = line + countBreaks(part.text)
    ranges.push(`${line}-${last}`)
    line = last
    from = part.end
  }
  written.push(text.slice(from))
  const legend = `lines ${ranges.join(' ')} below are packed, each range by a header of its own`
  return printPacked({ form: 'parts', check: checksum(text), legend, body: written.join('') })
}

interface PackedPart {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly units: number
}

/** The stretches worth packing, in order; of too many those that save most characters. */
function packAll(
  text: string,
  stretches: readonly Stretch[],
  { parts }: CompressContext,
): readonly PackedPart[] {
  const packed = stretches.flatMap(({ start, end }) => {
    const shorter = parts?.pack(text.slice(start, end))
    const units = end - start - (shorter?.length ?? 0)
    return shorter === undefined ? [] : [{ start, end, text: shorter, units }]
  })
  if (packed.length <= MOST_PARTS) return packed
  const best = [...packed].sort((a, b) => b.units - a.units || a.start - b.start)
  return best.slice(0, MOST_PARTS).sort((a, b) => a.start - b.start)
}

function countBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}
