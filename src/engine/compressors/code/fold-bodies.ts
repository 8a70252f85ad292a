import type { SyntaxParser } from '../../contracts/abilities.ts'
import type { CompressContext, Fold, Folder, Passage } from '../../contracts/compressor.ts'
import { languageNamed } from '../../languages/index.ts'
import { sourceViewOf } from '../../text/source-view.ts'
import { findRegions } from './find-regions.ts'
import { outermost } from './outermost.ts'
import { foldOf } from './outline.ts'

/** Leaves out what functions do, and shows what they are; what the query points at stays whole. */
export const foldBodies: Folder = {
  mode: 'fold',
  name: 'code/fold-bodies',
  accepts: ['code'],
  fold: foldCode,
}

function foldCode(passage: Passage, context: CompressContext): Fold | undefined {
  const query = languageNamed(passage.content.language)?.query
  const parser = parserFor(passage, context)
  if (query === undefined || parser === undefined) return undefined
  const view = sourceViewOf(passage.text)
  const captures = parser.captures(view.source, query)
  return foldOf({ view, regions: outermost(findRegions(view, captures)) }, context)
}

/** Longer texts, in characters, would take a parser more than about half a second. */
const LONGEST_PARSED = 500_000

/** The parser that will be used; `undefined` where the outline goes by indentation. */
export function parserFor(
  { text, content }: Passage,
  { parser }: CompressContext,
): SyntaxParser | undefined {
  const isKnown = languageNamed(content.language)?.query !== undefined
  return isKnown && text.length <= LONGEST_PARSED ? parser : undefined
}
