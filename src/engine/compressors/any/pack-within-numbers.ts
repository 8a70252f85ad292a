import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import type { ContentKind } from '../../ir/content.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { numberStyleOf } from './find-number-style.ts'
import { type NumberStyle, numberBefore, printNumber } from './number-style.ts'
import { unpackWithinNumbers } from './unpack-within-numbers.ts'

/**
 * Records or data behind the line numbers of a file tool: what stands behind the numbers is packed by
 * its own kind. It takes neither source nor prose, which may be edited next, so that it may work on
 * file reads.
 */
export const packWithinNumbers: Packer = {
  mode: 'pack',
  name: 'any/pack-within-numbers',
  form: 'within',
  keepsLines: true,
  accepts: ['unknown'],
  pack: packWithin,
  unpack: unpackWithinNumbers,
  preserves: (original, packed, context) =>
    unpackWithinNumbers(packed, context) === original ? 'bytes' : undefined,
}

/** What programs wrote, and what is edited by its values: nobody edits either by its lines. */
const INSIDE: readonly ContentKind[] = [
  'log',
  'build',
  'trace',
  'search',
  'listing',
  'diff',
  'json',
  'table',
]

function packWithin({ text, folded }: Passage, { parts }: CompressContext): string | undefined {
  if (folded || parts === undefined || text.length > UNPACKING_LIMITS.units) return undefined
  const style = numberStyleOf(text)
  const lines = style === undefined ? [] : text.split('\n')
  const run = style === undefined ? undefined : runOf(lines, style)
  if (style === undefined || run === undefined) return undefined
  const inside = lines
    .slice(run.start, run.end)
    .map((line) => line.slice(prefixLength(line, style)))
  const source = inside.join('\n')
  if (!INSIDE.includes(parts.detect(source).kind)) return undefined
  const packed = parts.pack(source)
  if (packed === undefined) return undefined
  const size = packed.split('\n').length
  const sample = JSON.stringify(printNumber(style, 1))
  const shown = `${run.start + 1}-${run.start + size}`
  const legend = `lines ${run.first}-${run.first + inside.length - 1} of a file, each numbered as in ${sample}: without their numbers they stand packed in lines ${shown} below`
  const body = [...lines.slice(0, run.start), packed, ...lines.slice(run.end)].join('\n')
  return printPacked({ form: 'within', check: checksum(text), legend, body })
}

function prefixLength(line: string, style: NumberStyle): number {
  return printNumber(style, numberBefore(line, style) ?? 0).length
}

/** Lines whose numbers go up by one: `start` to `end`, which is excluded. */
interface Run {
  readonly start: number
  readonly end: number
  /** The number of the first one. */
  readonly first: number
}

/** A tool may say something above the first line … */
const MOST_ABOVE = 8
/** … and below the last; the numbered lines are at least this share of all, in per cent. */
const LEAST_SHARE = 60

function runOf(lines: readonly string[], style: NumberStyle): Run | undefined {
  const above = lines.slice(0, MOST_ABOVE)
  const start = above.findIndex((line) => numberBefore(line, style) !== undefined)
  const first = numberBefore(lines[start] ?? '', style)
  if (first === undefined) return undefined
  let end = start + 1
  while (end < lines.length && numberBefore(lines[end] ?? '', style) === first + end - start) end++
  return (end - start) * 100 < lines.length * LEAST_SHARE ? undefined : { start, end, first }
}
