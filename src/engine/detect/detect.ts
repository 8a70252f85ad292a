import type { Content, ContentKind } from '../ir/content.ts'
import { recognizeBuild } from './build.ts'
import { recognizeCode } from './code.ts'
import { recognizeDiff } from './diff.ts'
import { recognizeJson } from './json.ts'
import { CLOSE_LOOK, GLANCE, type LineSample, sampleOf } from './line-sample.ts'
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
  if (content.confidence >= SURE || !glance.isGlance) return content
  const known = content.kind === 'code' ? content : UNKNOWN
  return judge(sampleOf(text, CLOSE_LOOK), LOOKING_CLOSER, known)
}

const UNKNOWN: Content = { kind: 'unknown', confidence: 0 }

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
