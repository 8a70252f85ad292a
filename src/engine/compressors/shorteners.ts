import type { Folder, View } from '../contracts/compressor.ts'
import { foldWithinNumbers } from './any/fold-within-numbers.ts'
import { foldPassed } from './build/fold-passed.ts'
import { foldBodies } from './code/fold-bodies.ts'
import { outlineByIndent } from './code/outline-by-indent.ts'
import { foldHunks } from './diff/fold-hunks.ts'
import { foldRows } from './json/fold-rows.ts'
import { foldNames } from './listing/fold-names.ts'
import { foldLines } from './log/fold-lines.ts'
import { foldParts } from './mixed/fold-parts.ts'
import { foldMatches } from './search/fold-matches.ts'
import { terminalScreen } from './terminal/terminal-screen.ts'
import { foldLibraryFrames } from './trace/fold-library-frames.ts'

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
