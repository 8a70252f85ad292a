import type { Content, ContentKind } from '../ir/content.ts'
import { recognizeBuild } from './build.ts'
import { recognizeCode } from './code.ts'
import { recognizeDiff } from './diff.ts'
import { recognizeJson } from './json.ts'
import { recognizeListing } from './listing.ts'
import { recognizeLog } from './log.ts'
import { recognizeMarkup } from './markup.ts'
import { recognizeProse } from './prose.ts'
import { sampleLines } from './sample-lines.ts'
import { recognizeSearch } from './search.ts'
import { recognizeTable } from './table.ts'
import { recognizeTrace } from './trace.ts'

/**
 * Says how sure it is, 0 … 100, that a text is of its kind, and its language where it has one.
 * Linear, and honest: doubt is 0.
 */
export type Recognizer = (text: string) => number | Pick<Content, 'confidence' | 'language'>

/** One recognizer a kind; among equals the first wins, so what can be proved stands before what is likely. */
const RECOGNIZERS: readonly (readonly [kind: ContentKind, recognize: Recognizer])[] = [
  ['json', recognizeJson],
  ['diff', recognizeDiff],
  ['build', recognizeBuild],
  ['trace', recognizeTrace],
  ['log', recognizeLog],
  ['search', recognizeSearch],
  ['listing', recognizeListing],
  ['code', recognizeCode],
  ['markup', (text) => recognizeMarkup(sampleLines(text, SAMPLE))],
  ['table', (text) => recognizeTable(sampleLines(text, SAMPLE))],
  ['prose', (text) => recognizeProse(sampleLines(text, SAMPLE))],
]

const SAMPLE = { head: 32, tail: 16, stretches: 3, stretch: 16 } as const

/** Below this a text is `unknown`, and only packers that need no kind work on it (law 9). */
const LEAST_CONFIDENCE = 60

/** What a text is, as far as it can be proved from the text alone. */
export function detect(text: string): Content {
  let best: Content = { kind: 'unknown', confidence: 0 }
  for (const [kind, recognize] of RECOGNIZERS) {
    const found = recognize(text)
    const verdict = typeof found === 'number' ? { confidence: found } : found
    const { confidence } = verdict
    if (confidence >= LEAST_CONFIDENCE && confidence > best.confidence) best = { kind, ...verdict }
    if (best.confidence === 100) break
  }
  return best
}
