import { firstOpening, frameJson, opensDocument } from '../text/json-frame.ts'
import { indexJson } from '../text/json-index.ts'
import type { LineSample } from './line-sample.ts'

/** Longer texts are judged by their ends and their first value; the packer reads the rest anyway. */
const READ_WHOLE = 20_000

/** One document. */
const DOCUMENT = 100
/** Several documents in a row, or a long text that begins and ends as a document does. */
const LIKELY = 95
/** A document with some text around it. */
const FRAMED = 80
/** With no more around it than tags or a status, a document is one all the same: its share in per cent. */
const NEARLY_ALL = 90

/**
 * How sure it is, 0 … 100, that a text is JSON: a document (object or array), a sequence of them,
 * or mostly one with some text around it. Cut-off JSON, `NaN` and scalars alone are not. Linear.
 */
export function recognizeJson({ text }: LineSample): number {
  if (!mayHoldJson(text)) return 0
  const bare = text.length > READ_WHOLE ? text.trim() : ''
  if (bare !== '' && opensDocument(bare, 0) && '}]'.includes(bare.charAt(bare.length - 1))) {
    return beginsWell(bare) ? LIKELY : 0
  }
  const frame = frameJson(text)
  if (frame === undefined) return 0
  if (frame.isSequence) return LIKELY
  const [inside, all] = [frame.end - frame.start, text.trim().length]
  if (inside === all) return DOCUMENT
  return inside * 100 >= all * NEARLY_ALL ? LIKELY : FRAMED
}

/** A quick no for most texts: without an opening on a first line, or at the start of one, there is nothing to find. */
function mayHoldJson(text: string): boolean {
  return opensDocument(text, firstOpening(text)) || text.includes('\n{') || text.includes('\n[')
}

/** True when the first value inside the outermost brackets is whole. */
function beginsWell(text: string): boolean {
  if (!text.startsWith('{')) return /^\[\s*\]/.test(text) || indexJson(text, 1) !== undefined
  const key = /^\{\s*(?="|\})/.exec(text)
  if (key === null) return false
  const afterKey = indexJson(text, key[0].length)
  if (afterKey === undefined) return false
  const colon = /^\s*:/.exec(text.slice(afterKey.ends[0], (afterKey.ends[0] ?? 0) + 1000))
  return colon !== null && indexJson(text, (afterKey.ends[0] ?? 0) + colon[0].length) !== undefined
}
