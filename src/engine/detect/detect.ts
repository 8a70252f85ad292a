import type { Content, ContentKind } from '../ir/content.ts'
import { recognizeBuild } from './build.ts'
import { recognizeRemarks } from './build-shapes.ts'
import { recognizeCode, recognizePlainCode } from './code.ts'
import { recognizeDiff } from './diff.ts'
import { recognizeFrames } from './frame-shapes.ts'
import { recognizeJson } from './json.ts'
import { CLOSE_LOOK, GLANCE, type LineSample, sampleOf } from './line-sample.ts'
import { recognizeRows } from './list-rows.ts'
import { recognizeListing } from './listing.ts'
import { recognizeLog } from './log.ts'
import { recognizeMarkup } from './markup.ts'
import { recognizeProse } from './prose.ts'
import { recognizeSearch } from './search.ts'
import { recognizeTable } from './table.ts'
import { recognizeTrace } from './trace.ts'

/**
 * Says how sure it is, 0 … 100, that a text is of its kind, and its language where it has one.
 * Linear, and honest: doubt is 0.
 */
export type Recognizer = (sample: LineSample) => number | Pick<Content, 'confidence' | 'language'>

/** One recognizer a kind; among equals the first wins, so what can be proved stands before what is likely. */
const RECOGNIZERS: readonly (readonly [kind: ContentKind, recognize: Recognizer])[] = [
  ['json', recognizeJson],
  ['markup', recognizeMarkup],
  ['diff', recognizeDiff],
  ['listing', recognizeListing],
  ['build', recognizeBuild],
  ['trace', recognizeTrace],
  ['search', recognizeSearch],
  ['log', recognizeLog],
  ['code', recognizeCode],
  ['table', recognizeTable],
  ['prose', recognizeProse],
]

/**
 * By the shapes that all tools share, with the surest that each can be: asked once, and only where the
 * marks of tools that are known have said less.
 */
const SHAPES: readonly (readonly [most: number, ...shape: (typeof RECOGNIZERS)[number]])[] = [
  [88, 'listing', recognizeRows],
  [89, 'build', recognizeRemarks],
  [88, 'trace', recognizeFrames],
  [70, 'code', recognizePlainCode],
]

/** Below this a text is `unknown`, and only packers that need no kind work on it (law 9). */
const LEAST_CONFIDENCE = 60

/** Nothing that follows in the list is surer. */
const DECISIVE = 90
/** What this sure is decides at a glance; all else is looked at more closely. */
const SURE = 76

/** Code is looked for all over the text at once: a closer look finds no more. */
const LOOKING_CLOSER = RECOGNIZERS.filter(([kind]) => kind !== 'code')

/** What a text is, as far as it can be proved from the text alone. */
export function detect(text: string): Content {
  const glance = sampleOf(text, GLANCE)
  const content = judge(glance, RECOGNIZERS, UNKNOWN)
  if (content.confidence >= DECISIVE) return content
  if (content.confidence >= SURE || !glance.isGlance) return judgeShape(glance, content)
  const known = content.kind === 'code' ? content : UNKNOWN
  const sample = sampleOf(text, CLOSE_LOOK)
  const closer = judge(sample, LOOKING_CLOSER, known)
  return judgeShape(sample, closer)
}

const UNKNOWN: Content = { kind: 'unknown', confidence: 0 }

function judgeShape(sample: LineSample, known: Content): Content {
  const surer = SHAPES.filter(([most]) => most > known.confidence)
  return judge(
    sample,
    surer.map(([, kind, recognize]) => [kind, recognize]),
    known,
  )
}

function judge(sample: LineSample, recognizers: typeof RECOGNIZERS, known: Content): Content {
  let best = known
  for (const [kind, recognize] of recognizers) {
    const found = recognize(sample)
    const verdict = typeof found === 'number' ? { confidence: found } : found
    const { confidence } = verdict
    if (confidence >= LEAST_CONFIDENCE && confidence > best.confidence) best = { kind, ...verdict }
    if (best.confidence >= DECISIVE) break
  }
  return best
}
