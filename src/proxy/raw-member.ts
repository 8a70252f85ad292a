/**
 * The text of a member's value in valid JSON text whose value is an object, exactly as written:
 * numbers keep their spelling, keys their order, strings their escapes. Of members with one name
 * the last counts, as it does for `JSON.parse`. `undefined` when there is none.
 */
export function rawMember(json: string, name: string): string | undefined {
  let found: string | undefined
  let at = afterBlanks(json, 0) + 1
  while (true) {
    at = afterBlanks(json, at)
    if (json[at] !== '"') return found
    const keyEnd = endOfString(json, at)
    const valueStart = afterBlanks(json, afterBlanks(json, keyEnd) + 1)
    const valueEnd = endOfValue(json, valueStart)
    if (JSON.parse(json.slice(at, keyEnd)) === name) found = json.slice(valueStart, valueEnd)
    at = afterBlanks(json, valueEnd) + 1
  }
}

function afterBlanks(json: string, start: number): number {
  let at = start
  while (at < json.length && json.charCodeAt(at) <= SPACE) at++
  return at
}

function endOfValue(json: string, start: number): number {
  const first = json.charCodeAt(start)
  if (first === QUOTE) return endOfString(json, start)
  return isOpening(first) ? endOfNested(json, start) : endOfScalar(json, start)
}

function endOfString(json: string, start: number): number {
  let at = start + 1
  while (json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at + 1
}

function endOfNested(json: string, start: number): number {
  let depth = 0
  let at = start
  do {
    const code = json.charCodeAt(at)
    if (isOpening(code)) depth++
    if (isClosing(code)) depth--
    at = code === QUOTE ? endOfString(json, at) : at + 1
  } while (depth > 0)
  return at
}

/** A number, `true`, `false` or `null` ends where a blank, a comma or a bracket stands. */
function endOfScalar(json: string, start: number): number {
  let at = start
  while (!isEnd(json.charCodeAt(at))) at++
  return at
}

const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c

function isOpening(code: number): boolean {
  return code === 0x5b || code === 0x7b
}

function isClosing(code: number): boolean {
  return code === 0x5d || code === 0x7d
}

function isEnd(code: number): boolean {
  return code <= SPACE || code === COMMA || isClosing(code)
}
