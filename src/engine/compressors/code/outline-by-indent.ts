import type { CompressContext, Fold, Folder, Passage } from '../../contracts/compressor.ts'
import { sourceViewOf } from '../../text/source-view.ts'
import { parserFor } from './fold-bodies.ts'
import { layoutRegions } from './layout-regions.ts'
import { outermost } from './outermost.ts'
import { foldOf } from './outline.ts'

/** The same outline without a parser: for languages the host has no grammar for, and for very long files. */
export const outlineByIndent: Folder = {
  mode: 'fold',
  name: 'code/outline-by-indent',
  accepts: ['code'],
  fold: foldByIndent,
}

function foldByIndent(passage: Passage, context: CompressContext): Fold | undefined {
  if (parserFor(passage, context) !== undefined) return undefined
  const view = sourceViewOf(passage.text)
  return foldOf({ passage, view, regions: outermost(layoutRegions(view)) }, context)
}
