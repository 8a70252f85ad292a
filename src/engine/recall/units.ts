import type { Span } from '../ir/content.ts'
import { indexJson, indexJsonSequence, type JsonIndex } from '../text/json-index.ts'
import { lineSpans } from '../text/lines.ts'
import { mainList } from '../text/main-list.ts'
import { nodeAt, pathTo } from './json-path.ts'

/** A text in the units in which it is asked for. Spans are in order and do not overlap. */
export interface Units {
  readonly unit: 'lines' | 'rows'
  readonly spans: readonly Span[]
  /** Of rows of a JSON list, the list's path; empty for the whole document. */
  readonly list?: string
}

/** A line without its break, so that a range of lines reads as it would when cut out. */
export function linesOf(text: string): Units {
  const spans = [...lineSpans(text)].map(({ start, end }) => ({
    start,
    end: text[end - 1] === '\n' ? end - 1 : end,
  }))
  return { unit: 'lines', spans }
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

/**
 * The rows of the list at `path`, or of the main list; `undefined` where the document has none.
 * A row of an object is a member with its key.
 */
export function rowsOf(
  text: string,
  { index, isSequence }: JsonDocument,
  path?: string,
): Units | undefined {
  const node = path === undefined ? listNode(text, index, isSequence) : nodeAt(text, index, path)
  if (node === undefined) return undefined
  return { unit: 'rows', spans: childSpans(index, node), list: pathTo(text, index, node) }
}

function listNode(text: string, index: JsonIndex, isSequence: boolean): number | undefined {
  return isSequence ? 0 : mainList(text, index)
}

function childSpans({ starts, ends, nexts, keys }: JsonIndex, node: number): Span[] {
  const spans: Span[] = []
  const last = nexts[node] ?? 0
  for (let child = node + 1; child < last; child = nexts[child] ?? last) {
    const key = keys[child] ?? -1
    spans.push({ start: key === -1 ? (starts[child] ?? 0) : key, end: ends[child] ?? 0 })
  }
  return spans
}
