import { isBare } from '../../columns/spell-cell.ts'
import { numberEnd, wordEnd } from '../../text/json-lexemes.ts'
import type { Source } from './source.ts'

/**
 * A JSON scalar as a cell: numbers and words as written; a string without its quotes where nothing
 * else reads so, else with them.
 */
export function spellScalar(lexeme: string, delimiter: string): string {
  if (lexeme.charCodeAt(0) !== QUOTE) return lexeme
  const body = lexeme.slice(1, -1)
  return isBare(body, delimiter) && !looksLikeOther(body) ? body : lexeme
}

/** `spellScalar` of a node; of most strings, only what stands between their quotes is cut out. */
export function spellNode({ text, index }: Source, node: number, delimiter: string): string {
  const start = index.starts[node] ?? 0
  const end = index.ends[node] ?? 0
  if (text.charCodeAt(start) !== QUOTE) return text.slice(start, end)
  const body = text.slice(start + 1, end - 1)
  return isBare(body, delimiter) && !looksLikeOther(body) ? body : text.slice(start, end)
}

/** A string in a column of texts, where numbers can be nothing else. */
export function spellText(lexeme: string, delimiter: string): string {
  const body = lexeme.slice(1, -1)
  const isPlain = isNumber(body) || !looksLikeOther(body)
  return isPlain && isBare(body, delimiter) ? body : lexeme
}

/** True when `text` is a JSON number. */
export function isNumber(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first !== MINUS && (first < ZERO || first > NINE)) return false
  return numberEnd(text, 0) === text.length
}

/** Numbers, words, and names of tables and shared values. */
function looksLikeOther(body: string): boolean {
  const first = body.charCodeAt(0)
  if (first === AT || first === STAR) {
    const digit = body.charCodeAt(1)
    return digit >= ZERO && digit <= NINE
  }
  return isNumber(body) || (first > 0x60 && wordEnd(body, 0) === body.length)
}

const QUOTE = 0x22
const STAR = 0x2a
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const AT = 0x40
