import type { Packer } from '../contracts/compressor.ts'
import { dropNumbers } from './any/drop-numbers.ts'
import { packWithinNumbers } from './any/pack-within-numbers.ts'
import { repeatLines } from './any/repeat-lines.ts'
import { shareLines } from './any/share-lines.ts'
import { sharePhrases } from './any/share-phrases.ts'
import { packDiff } from './diff/pack.ts'
import { packBlame } from './diff/pack-blame.ts'
import { referToRows } from './earlier/changes/refer-to-rows.ts'
import { refer } from './earlier/refer.ts'
import { packJson } from './json/pack.ts'
import { packPaths } from './listing/pack-paths.ts'
import { packTree } from './listing/pack-tree.ts'
import { packLog } from './log/pack.ts'
import { openStrings } from './mixed/open-strings.ts'
import { packParts } from './mixed/pack-parts.ts'
import { packSearch } from './search/pack.ts'
import { packTable } from './table/pack.ts'
import { packTrace } from './trace/pack.ts'

/** Packers in order of preference; those that need no kind stand last. */
export const packers: readonly Packer[] = [
  refer,
  referToRows,
  packJson,
  openStrings,
  packWithinNumbers,
  packLog,
  packTrace,
  packDiff,
  packBlame,
  packSearch,
  packPaths,
  packTree,
  packParts,
  packTable,
  dropNumbers,
  sharePhrases,
  shareLines,
  repeatLines,
]
