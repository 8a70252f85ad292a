import type { Span } from '../ir/content.ts'
import { indexJson, indexJsonSequence, type JsonIndex } from '../text/json-index.ts'
import { lineSpans } from '../text/lines.ts'
import { mainArray } from '../text/main-array.ts'

/** A text in the units in which it is asked for. Spans are in order and do not overlap. */
export interface Units {
  readonly unit: 'lines' | 'rows'
  readonly spans: readonly Span[]
}

/** A line without its break, so that a range of lines reads as it would when cut out. */
export function linesOf(text: string): Units {
  const spans = [...lineSpans(text)].map(({ start, end }) => ({
    start,
    end: text[end - 1] === '\n' ? end - 1 : end,
  }))
  return { unit: 'lines', spans }
}

/** Rows of JSON or NDJSON, `undefined` where JSON has none; of any other text its lines. */
export function rowsOf(text: string): Units | undefined {
  const document = documentOf(text)
  if (document === undefined) return { unit: 'rows', spans: linesOf(text).spans }
  const array = document.isSequence ? 0 : mainArray(document.index)
  return array === undefined
    ? undefined
    : { unit: 'rows', spans: childSpans(document.index, array) }
}

export interface JsonDocument {
  readonly index: JsonIndex
  /** True for NDJSON, whose values are the elements of node 0. */
  readonly isSequence: boolean
}

/** `undefined` unless the whole text is one JSON value or a sequence of them. */
export function documentOf(text: string): JsonDocument | undefined {
  const start = text.startsWith('\ufeff') ? 1 : 0
  const index = indexJson(text, start)
  if (index === undefined) return undefined
  if (text.slice(index.ends[0]).trim() === '') return { index, isSequence: false }
  const sequence = indexJsonSequence(text, { start, end: text.length })
  return sequence === undefined ? undefined : { index: sequence, isSequence: true }
}

function childSpans({ starts, ends, nexts }: JsonIndex, node: number): Span[] {
  const spans: Span[] = []
  const last = nexts[node] ?? 0
  for (let child = node + 1; child < last; child = nexts[child] ?? last) {
    spans.push({ start: starts[child] ?? 0, end: ends[child] ?? 0 })
  }
  return spans
}
