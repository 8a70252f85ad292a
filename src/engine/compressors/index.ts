import type { Folder, Packer, View } from '../contracts/compressor.ts'
import { dropNumbers } from './any/drop-numbers.ts'
import { foldWithinNumbers } from './any/fold-within-numbers.ts'
import { packWithinNumbers } from './any/pack-within-numbers.ts'
import { repeatLines } from './any/repeat-lines.ts'
import { shareLines } from './any/share-lines.ts'
import { sharePhrases } from './any/share-phrases.ts'
import { foldPassed } from './build/fold-passed.ts'
import { foldBodies } from './code/fold-bodies.ts'
import { outlineByIndent } from './code/outline-by-indent.ts'
import { foldHunks } from './diff/fold-hunks.ts'
import { packDiff } from './diff/pack.ts'
import { packBlame } from './diff/pack-blame.ts'
import { referToRows } from './earlier/changes/refer-to-rows.ts'
import { refer } from './earlier/refer.ts'
import { foldRows } from './json/fold-rows.ts'
import { packJson } from './json/pack.ts'
import { foldNames } from './listing/fold-names.ts'
import { packPaths } from './listing/pack-paths.ts'
import { packTree } from './listing/pack-tree.ts'
import { foldLines } from './log/fold-lines.ts'
import { packLog } from './log/pack.ts'
import { foldParts } from './mixed/fold-parts.ts'
import { openStrings } from './mixed/open-strings.ts'
import { packParts } from './mixed/pack-parts.ts'
import { foldMatches } from './search/fold-matches.ts'
import { packSearch } from './search/pack.ts'
import { packTable } from './table/pack.ts'
import { terminalScreen } from './terminal/terminal-screen.ts'
import { foldLibraryFrames } from './trace/fold-library-frames.ts'
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

export const folders: readonly Folder[] = [
  foldRows,
  foldLines,
  foldHunks,
  foldMatches,
  foldNames,
  foldPassed,
  foldLibraryFrames,
  foldBodies,
  outlineByIndent,
  foldWithinNumbers,
  foldParts,
]

export const views: readonly View[] = [terminalScreen]
