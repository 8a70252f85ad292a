/** Ends of JSON lexemes by RFC 8259, found without reading their value. */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const SPACE = 0x20
const LOWER_U = 0x75

/** The four characters JSON takes for white space. */
export function isPlainSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** Offset behind the string that opens at `start`; -1 when it is not one. */
export function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (true) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at + 1
    if (code === BACKSLASH) {
      at = escapeEnd(text, at)
      if (at === -1) return -1
    } else if (code >= SPACE) at++
    else return -1
  }
}

/** Behind the escape whose backslash stands at `start`; -1 when JSON has no such escape. */
function escapeEnd(text: string, start: number): number {
  const code = text.charCodeAt(start + 1)
  if (code !== LOWER_U) return SIMPLE_ESCAPES.includes(code) ? start + 2 : -1
  for (let at = start + 2; at < start + 6; at++) {
    if (!isHexDigit(text.charCodeAt(at))) return -1
  }
  return start + 6
}

/** `" \ / b f n r t` */
const SIMPLE_ESCAPES: readonly number[] = [0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66)
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Offset behind the number that begins at `start`; -1 when none does. */
export function numberEnd(text: string, start: number): number {
  let at = text.charCodeAt(start) === MINUS ? start + 1 : start
  const whole = digitsEnd(text, at)
  if (whole === at || (text.charCodeAt(at) === ZERO && whole > at + 1)) return -1
  at = whole
  if (text.charCodeAt(at) === POINT) {
    const end = digitsEnd(text, at + 1)
    if (end === at + 1) return -1
    at = end
  }
  const exponent = text.charCodeAt(at)
  return exponent === LOWER_E || exponent === UPPER_E ? exponentEnd(text, at) : at
}

const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const ZERO = 0x30
const UPPER_E = 0x45
const LOWER_E = 0x65

function exponentEnd(text: string, start: number): number {
  const sign = text.charCodeAt(start + 1)
  const digits = sign === PLUS || sign === MINUS ? start + 2 : start + 1
  const end = digitsEnd(text, digits)
  return end === digits ? -1 : end
}

function digitsEnd(text: string, start: number): number {
  let at = start
  while (isDigit(text.charCodeAt(at))) at++
  return at
}

/** Offset behind `true`, `false` or `null` at `start`; -1 when none of them stands there. */
export function wordEnd(text: string, start: number): number {
  if (text.startsWith('true', start) || text.startsWith('null', start)) return start + 4
  return text.startsWith('false', start) ? start + 5 : -1
}
