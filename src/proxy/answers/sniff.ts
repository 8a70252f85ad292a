/** What a body is, by its own first bytes: what its content type says need not be so. */
export type BodyKind = 'events' | 'json' | 'other'

/** Bytes at a body's start that may be blank before it is taken for something else. */
const MOST_BLANKS = 1024

/** First bytes of the lines an event stream is made of: comments and the four fields. */
const EVENT_STARTS: readonly number[] = [...':deir'].map((letter) => letter.charCodeAt(0))
const JSON_STARTS: readonly number[] = [...'{['].map((bracket) => bracket.charCodeAt(0))

/** Blanks of JSON and of event streams, and the bytes of a byte order mark. */
const BLANKS: readonly number[] = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]

/** What a body that starts so is; `undefined` while it can't be told yet. */
export function sniff(start: Uint8Array): BodyKind | undefined {
  let at = 0
  while (at < MOST_BLANKS && BLANKS.includes(start[at] ?? 0)) at++
  const first = at < MOST_BLANKS ? start[at] : undefined
  if (first === undefined) return start.byteLength >= MOST_BLANKS ? 'other' : undefined
  if (JSON_STARTS.includes(first)) return 'json'
  return EVENT_STARTS.includes(first) ? 'events' : 'other'
}
