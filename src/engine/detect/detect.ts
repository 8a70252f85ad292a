import type { Content, ContentKind } from '../ir/content.ts'
import { recognizeBuild } from './build.ts'
import { recognizeCode } from './code.ts'
import { recognizeDiff } from './diff.ts'
import { recognizeJson } from './json.ts'
import { type Likelihood, likelyKinds, NAT } from './likely-kinds.ts'
import { type LineSample, sampleOf } from './line-sample.ts'
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

/** One recognizer a kind: asked where the signs of the lines leave a doubt. */
const RECOGNIZERS: Readonly<Partial<Record<ContentKind, Recognizer>>> = {
  json: recognizeJson,
  markup: recognizeMarkup,
  diff: recognizeDiff,
  listing: recognizeListing,
  build: recognizeBuild,
  trace: recognizeTrace,
  search: recognizeSearch,
  log: recognizeLog,
  code: recognizeCode,
  table: recognizeTable,
  prose: recognizeProse,
}

/** Below this a text is `unknown`, and only packers that need no kind work on it (law 9). */
const LEAST_CONFIDENCE = 60
const UNKNOWN: Content = { kind: 'unknown', confidence: 0 }

/** One document, or a sequence of them, and nothing else. */
const SURE_OF_JSON = 95
/** Signs of fewer lines say little: a proof counts first, and without one only a large lead. */
const FEWEST_LINES = 8
/** With this lead over all other kinds, nothing more is asked: right in 97 of 100 texts of tools never seen. */
const SURE_LEAD = 3 * NAT
/** Less than this after all has been asked is doubt. */
const LEAST_LEAD = Math.floor(0.7 * NAT)
/** The likeliest kinds, whose recognizers are asked where there is a doubt. */
const ASKED = 3
/** What a recognizer adds that is wholly sure, and what one takes away that sees nothing. */
const MOST_ADDED = 2 * NAT
const TAKEN = NAT / 2
/** What is worked on by its own grammar needs a proof, or a lead that is hardly ever wrong. */
const NEEDS_PROOF: readonly ContentKind[] = ['search', 'log']
const SURE_UNPROVED = 4 * NAT
/** What these recognizers are so sure of has never been anything else, whatever tool had printed it. */
const PROVERS: readonly ContentKind[] = ['json', 'build', 'search', 'diff', 'markup', 'table']
const PROOF = 95
const DECISIVE = 9 * NAT

/** What a text is, as far as it can be told from the text alone. */
export function detect(text: string): Content {
  const sample = sampleOf(text)
  if (opensJson(text)) {
    const json = recognizeJson(sample)
    if (json >= SURE_OF_JSON) return { kind: 'json', confidence: json }
  }
  const proved = sample.written.length < FEWEST_LINES ? provedOf(sample) : UNKNOWN
  if (proved !== UNKNOWN || sample.written.length < 2) return proved
  return sample.written.some((line) => FENCE.test(line)) ? fencedOf(sample) : judgedOf(sample)
}

/** Markdown, whatever it quotes. */
const FENCE = /^ {0,3}(?:```|~~~)/

function fencedOf(sample: LineSample): Content {
  const confidence = recognizeProse(sample)
  if (confidence >= LEAST_CONFIDENCE) return { kind: 'prose', confidence }
  const found = judgedOf(sample)
  return found.kind === 'code' ? { kind: 'prose', confidence: LEAST_CONFIDENCE } : found
}

function judgedOf(sample: LineSample): Content {
  const likely = likelyKinds(sample)
  if (sample.written.length < FEWEST_LINES)
    return leadOf(likely) >= SURE_UNPROVED ? contentOf(sample, likely) : UNKNOWN
  return contentOf(sample, leadOf(likely) >= SURE_LEAD ? likely : judge(sample, likely))
}

function contentOf(sample: LineSample, kinds: readonly Likelihood[]): Content {
  const lead = leadOf(kinds)
  const kind = lead < LEAST_LEAD ? provedAmong(kinds, sample) : (kinds[0]?.kind ?? 'unknown')
  const confidence = Math.min(99, LEAST_CONFIDENCE + Math.floor((lead * 9) / NAT))
  if (kind === 'unknown') return UNKNOWN
  if (kind === 'code' || kind === 'prose') return sourceOf(sample, { kind, confidence })
  if (kind === 'trace' && !isProved('trace', sample) && isProved('log', sample)) {
    // Traces between events are a log's: they are folded with the events that they belong to.
    return { kind: 'log', confidence: LEAST_CONFIDENCE }
  }
  return isDenied(sample, kind, lead) ? UNKNOWN : { kind, confidence }
}

/** True for what must be proved and is not, and for digests, that look like a list of files. */
function isDenied(sample: LineSample, kind: ContentKind, lead: number): boolean {
  if (kind === 'listing') return sample.written.some((line) => DIGEST.test(line))
  const needsProof = kind === 'json' || (lead < SURE_UNPROVED && NEEDS_PROOF.includes(kind))
  return needsProof && !isProved(kind, sample)
}

/** Code with its language, where that is known; comments that outweigh what they explain read like prose. */
function sourceOf(sample: LineSample, found: Content): Content {
  const { language, confidence } = recognizeCode(sample)
  if (found.kind === 'prose') {
    return confidence < SURE_OF_CODE || language === undefined
      ? found
      : { kind: 'code', confidence, language }
  }
  if (language !== undefined) return { ...found, language }
  const prompts = sample.written.filter((line) => PROMPT.test(line)).length
  return prompts * 4 > sample.written.length ? UNKNOWN : found
}

/** What a shell was told, and not what it would be told by a script. */
const PROMPT = /^\$ \w/
const SURE_OF_CODE = 80

/** Of two that are as likely, a log where its recognizer proves one: what installers write into logs reads like a build. */
function provedAmong(kinds: readonly Likelihood[], sample: LineSample): ContentKind {
  const mayBeLog = kinds.slice(0, 2).some(({ kind }) => kind === 'log')
  return mayBeLog && isProved('log', sample) ? 'log' : 'unknown'
}

/** Digests are for machines: nothing of them can be left out, nor said in fewer words. */
const DIGEST = /^[0-9a-f]{32,128} /

function isProved(kind: ContentKind, sample: LineSample): boolean {
  const recognize = RECOGNIZERS[kind]
  return recognize !== undefined && verdictOf(recognize, sample).confidence >= LEAST_CONFIDENCE
}

/** By how much the likeliest kind is above the next. */
function leadOf([first, second]: readonly Likelihood[]): number {
  return (first?.score ?? 0) - (second?.score ?? 0)
}

/** The likeliest kinds after their recognizers were heard, the likeliest first. */
function judge(sample: LineSample, likely: readonly Likelihood[]): readonly Likelihood[] {
  return likely
    .filter(({ kind }, rank) => rank < ASKED || kind === 'search')
    .map(({ kind, score }) => ({ kind, score: score + addedFor(kind, sample) }))
    .sort((one, other) => other.score - one.score)
}

function addedFor(kind: ContentKind, sample: LineSample): number {
  const recognize = RECOGNIZERS[kind]
  if (recognize === undefined) return 0
  const { confidence } = verdictOf(recognize, sample)
  if (confidence >= PROOF && PROVERS.includes(kind)) return DECISIVE
  return confidence < LEAST_CONFIDENCE ? -TAKEN : Math.floor((MOST_ADDED * (confidence - 50)) / 50)
}

function verdictOf(
  recognize: Recognizer,
  sample: LineSample,
): Pick<Content, 'confidence' | 'language'> {
  const verdict = recognize(sample)
  return typeof verdict === 'number' ? { confidence: verdict } : verdict
}

/** What a recognizer alone can prove. */
function provedOf(sample: LineSample): Content {
  let best = UNKNOWN
  for (const [kind, recognize] of Object.entries(RECOGNIZERS) as [ContentKind, Recognizer][]) {
    const verdict = verdictOf(recognize, sample)
    if (verdict.confidence >= LEAST_CONFIDENCE && verdict.confidence > best.confidence)
      best = { kind, ...verdict }
  }
  return best
}

function opensJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}
