import type { Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { legendOf } from './tree/legend.ts'
import { readTree } from './tree/read-tree.ts'
import { unpackTree } from './tree/unpack-tree.ts'
import { outlineSuffix, writeOutline } from './tree/write-outline.ts'

/** Trees that `tree` and `npm ls` draw, as rows of names indented by depth. */
export const packTree: Packer = {
  mode: 'pack',
  name: 'listing/tree',
  form: 'tree',
  accepts: ['listing'],
  pack: asOutline,
  unpack: unpackTree,
  preserves: (original, packed) => (unpackTree(packed) === original ? 'bytes' : undefined),
}

/** Where one name in so many is more than a name, templates of lines say it shorter. */
const MOST_QUOTED = 6

/** Where lines were left out, a drawing no longer follows from its names. */
function asOutline({ text, folded }: Passage): string | undefined {
  if (folded || text.length > UNPACKING_LIMITS.units || !/[├└|`](?:[─┬]|--)/.test(text))
    return undefined
  const isTerminated = text.endsWith('\n')
  const lines = (isTerminated ? text.slice(0, -1) : text).split('\n')
  const tree = lines.length > UNPACKING_LIMITS.lines ? undefined : readTree(lines)
  if (tree === undefined) return undefined
  const { drawing, nodes, before, after } = tree
  if (nodes.filter(({ name }) => name.includes(' ')).length * MOST_QUOTED > nodes.length)
    return undefined
  const suffix = outlineSuffix(nodes)
  const rows = writeOutline(nodes, suffix)
  const hasStars = rows.some((row) => row.includes('*'))
  const plain = (some: readonly string[]): readonly string[] => some.map((line) => `|${line}`)
  return printPacked({
    form: 'tree',
    check: checksum(text),
    legend: legendOf({ drawing, suffix, hasStars }),
    body: [...plain(before), ...rows, ...plain(after)].join('\n') + (isTerminated ? '\n' : ''),
  })
}
