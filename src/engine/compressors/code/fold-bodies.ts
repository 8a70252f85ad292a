import type { Capture, SyntaxParser } from '../../contracts/abilities.ts'
import type { CompressContext, Fold, Folder, Passage } from '../../contracts/compressor.ts'
import { languageNamed } from '../../languages/index.ts'
import { type SourceView, sourceViewOf } from '../../text/source-view.ts'
import { findRegions, inOrder } from './find-regions.ts'
import { layoutRegions } from './layout-regions.ts'
import { outermost } from './outermost.ts'
import { foldOf } from './outline.ts'
import type { Region } from './region.ts'
import { unclosedComments } from './unclosed-comments.ts'

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
  if (view.count < FEWEST_LINES) return undefined
  const captures = isReadAgain(view.source)
    ? undefined
    : parser.captures(view.source, `${query}\n(ERROR) @error`)
  const regions = captures === undefined ? layoutRegions(view) : parsedRegions(view, captures)
  return foldOf({ passage, view, regions: outermost(regions) }, context)
}

/** A comment that nothing closes is read to the end of the text, and from each further sign again. */
function isReadAgain(source: string): boolean {
  return unclosedComments(source) * source.length > MOST_READ_AGAIN
}

/** Characters; a parser reads ten to forty of them in a microsecond. */
const MOST_READ_AGAIN = 5_000_000

/** Fewer, as in minified code, leave nothing to cut along. */
const FEWEST_LINES = 12

function parsedRegions(view: SourceView, captures: readonly Capture[]): readonly Region[] {
  const parsed = findRegions(view, captures)
  const isBroken = captures.some(({ name }) => name === 'error')
  return isBroken ? completed(parsed, layoutRegions(view)) : parsed
}

/** Where the parser lost its way, indentation tells what it left alone. */
function completed(parsed: readonly Region[], laidOut: readonly Region[]): readonly Region[] {
  const added = laidOut.filter((region) => fits(region, parsed))
  return inOrder([...parsed, ...added])
}

/** True where all that was parsed stands beside the region or, being less than a function, within. */
function fits({ from, to }: Region, parsed: readonly Region[]): boolean {
  for (let at = firstEndingBehind(parsed, from); at < parsed.length; at++) {
    const other = parsed[at]
    if (other === undefined || other.from >= to) return true
    if (other.to <= from) continue
    if (other.kind !== 'note' || other.from < from || other.to > to) return false
  }
  return true
}

/** Longest stretch of lines, in regions, that is looked back over. */
const LOOK_BACK = 200

function firstEndingBehind(parsed: readonly Region[], line: number): number {
  let [low, high] = [0, parsed.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((parsed[middle]?.from ?? 0) < line) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - LOOK_BACK)
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
