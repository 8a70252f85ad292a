/** Where a value stands in JSON text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** One member of an object, or one element of a list, whose key is its position. */
export interface Child {
  readonly key: string | number
  /** Offset of the key of a member; of an element the same as `value.start`. */
  readonly start: number
  readonly value: Span
}

/** The way from the top of a JSON text to one of its values. */
export type Path = readonly (string | number)[]

/**
 * The members or elements of the value that starts at `start`, in order; none of a scalar. The text
 * must be valid JSON: what a parser has accepted. Of a text that is not, what comes out means nothing,
 * but it comes out.
 */
export function childrenAt(json: string, start: number): readonly Child[] {
  const opening = json[start]
  if (opening !== '{' && opening !== '[') return []
  const children: Child[] = []
  let at = afterBlanks(json, start + 1)
  while (at < json.length && !isClosing(json.charCodeAt(at))) {
    const child = opening === '{' ? memberAt(json, at) : elementAt(json, at, children.length)
    children.push(child)
    const next = afterBlanks(json, child.value.end)
    if (json.charCodeAt(next) !== COMMA) return children
    at = afterBlanks(json, next + 1)
  }
  return children
}

/** Where the value at a path stands; of members with one name the last counts, as for `JSON.parse`. */
export function spanAt(json: string, path: Path): Span | undefined {
  let span: Span | undefined = wholeOf(json)
  for (const key of path) {
    const children: readonly Child[] = span === undefined ? [] : childrenAt(json, span.start)
    span = children.findLast((child) => child.key === key)?.value
  }
  return span
}

/** The text of the value at a path, as it is written. */
export function rawAt(json: string, path: Path): string | undefined {
  const span = spanAt(json, path)
  return span === undefined ? undefined : json.slice(span.start, span.end)
}

/** The texts of the elements of the list at a path, as they are written; none where there is no list. */
export function rawItemsAt(json: string, path: Path): readonly string[] {
  const span = spanAt(json, path)
  if (span === undefined || json[span.start] !== '[') return []
  return childrenAt(json, span.start).map(({ value }) => json.slice(value.start, value.end))
}

function wholeOf(json: string): Span {
  const start = afterBlanks(json, 0)
  return { start, end: endOfValue(json, start) }
}

function memberAt(json: string, start: number): Child {
  const keyEnd = endOfString(json, start)
  const written = json.slice(start, keyEnd)
  const key = written.includes('\\') ? String(JSON.parse(written)) : written.slice(1, -1)
  const valueStart = afterBlanks(json, afterBlanks(json, keyEnd) + 1)
  return { key, start, value: { start: valueStart, end: endOfValue(json, valueStart) } }
}

function elementAt(json: string, start: number, key: number): Child {
  return { key, start, value: { start, end: endOfValue(json, start) } }
}

/** The first offset from `start` on that is no blank; a leading byte order mark counts as one. */
function afterBlanks(json: string, start: number): number {
  let at = start === 0 && json.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start
  while (at < json.length && json.charCodeAt(at) <= SPACE) at++
  return at
}

function endOfValue(json: string, start: number): number {
  const first = json.charCodeAt(start)
  if (first === QUOTE) return endOfString(json, start)
  return isOpening(first) ? endOfNested(json, start) : endOfScalar(json, start)
}

/** Texts without a quote in them are passed over in one step, others letter by letter. */
function endOfString(json: string, start: number): number {
  const quote = json.indexOf('"', start + 1)
  if (quote === -1) return json.length
  if (!isEscaped(json, quote)) return quote + 1
  let at = quote + 1
  let code = json.charCodeAt(at)
  while (code !== QUOTE && at < json.length) {
    at += code === BACKSLASH ? 2 : 1
    code = json.charCodeAt(at)
  }
  return Math.min(at + 1, json.length)
}

/** True for a quote with an odd number of backslashes before it. */
function isEscaped(json: string, quote: number): boolean {
  let at = quote - 1
  while (json.charCodeAt(at) === BACKSLASH) at--
  return (quote - at) % 2 === 0
}

function endOfNested(json: string, start: number): number {
  let depth = 0
  let at = start
  while (at < json.length) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(json, at)
      continue
    }
    at++
    if (isOpening(code)) depth++
    else if (isClosing(code) && --depth === 0) return at
  }
  return at
}

/** A number, `true`, `false` or `null` ends where a blank, a comma or a bracket stands. */
function endOfScalar(json: string, start: number): number {
  let at = start
  while (at < json.length && !isEnd(json.charCodeAt(at))) at++
  return at
}

const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const BYTE_ORDER_MARK = 0xfeff

function isOpening(code: number): boolean {
  return code === 0x5b || code === 0x7b
}

function isClosing(code: number): boolean {
  return code === 0x5d || code === 0x7d
}

function isEnd(code: number): boolean {
  return code <= SPACE || code === COMMA || isClosing(code)
}
