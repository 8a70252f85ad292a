import type {
  CompressContext,
  Fold,
  Folder,
  Omission,
  Passage,
} from '../../contracts/compressor.ts'
import { type Stretch, stretchesOf } from './stretches.ts'

/** Folds each stretch of a mixed text by its own kind; what is of no proved kind stays whole. */
export const foldParts: Folder = {
  mode: 'fold',
  name: 'mixed/fold-parts',
  accepts: ['unknown', 'prose', 'markup'],
  fold: foldStretches,
}

/** Shorter stretches are context for the long ones. */
const SHORTEST_STRETCH = 2000

function foldStretches(passage: Passage, context: CompressContext): Fold | undefined {
  const { text, folded } = passage
  const { parts } = context
  if (folded || parts === undefined) return undefined
  const stretches = (stretchesOf(passage, parts.detect) ?? []).filter(
    ({ start, end, content }) => content.kind !== 'unknown' && end - start >= SHORTEST_STRETCH,
  )
  if (stretches.length === 0) return undefined
  const share = shareOf(text, stretches, context)
  const omissions: Omission[] = []
  let line = 1
  let counted = 0
  for (const { start, end } of stretches) {
    line += countBreaks(text, counted, start)
    counted = start
    const part = text.slice(start, end)
    const targetTokens = Math.floor(context.countTokens(part) * share)
    omissions.push(...shifted(parts.fold(part, targetTokens), { text, start, end, line }))
  }
  if (omissions.length === 0) return undefined
  return { omissions, total: totalLines(text), unit: 'lines' }
}

/** What each stretch is asked to come down to, so that all of the text comes to its target. */
function shareOf(
  text: string,
  stretches: readonly Stretch[],
  { countTokens, targetTokens }: CompressContext,
): number {
  const all = countTokens(text)
  const foldable = stretches.reduce((sum, { start, end }) => sum + end - start, 0)
  const tokens = Math.max(1, Math.floor((all * foldable) / text.length))
  return Math.max(0, Math.min(1, (targetTokens - (all - tokens)) / tokens))
}

interface Place {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Number of the stretch's first line. */
  readonly line: number
}

/** In the offsets and line numbers of the whole text; rows cannot be told in its lines. */
function shifted(fold: Fold | undefined, { text, start, end, line }: Place): readonly Omission[] {
  if (fold?.unit !== 'lines') return []
  return fold.omissions.map((omission) => {
    const last = omission.end + start
    return {
      ...omission,
      start: omission.start + start,
      end: last === end && text[end] === '\n' ? end + 1 : last,
      from: omission.from + line - 1,
      to: omission.to + line - 1,
    }
  })
}

function totalLines(text: string): number {
  return countBreaks(text, 0, text.length) + (text.endsWith('\n') ? 0 : 1)
}

function countBreaks(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) {
    count++
  }
  return count
}
