import type { Passages } from './passages.ts'
import { isIdeograph, isWordCode } from './words.ts'

/** Passages that hold the phrase as it is or as JSON spells it, whole words at both ends; in order. */
export function passagesWith(passages: Passages, phrase: string): readonly number[] {
  const plain = hitsOf(passages, phrase)
  const spelled = passages.escaped ? JSON.stringify(phrase).slice(1, -1) : phrase
  if (spelled === phrase) return plain
  return [...new Set([...plain, ...hitsOf(passages, spelled)])].sort((one, other) => one - other)
}

function hitsOf({ text, starts, ends }: Passages, phrase: string): readonly number[] {
  const hits: number[] = []
  let at = -1
  for (let passage = 0; passage < starts.length; passage++) {
    const end = ends[passage] ?? 0
    const start = starts[passage] ?? 0
    if (at < start) at = text.indexOf(phrase, start)
    while (at !== -1 && at + phrase.length <= end && !isWhole(text, at, at + phrase.length)) {
      at = text.indexOf(phrase, at + 1)
    }
    if (at === -1) break
    if (at + phrase.length <= end) hits.push(passage)
  }
  return hits
}

/** Neither end of the match goes on: not inside a word, and not inside `1.2.3` when asked for `1.2`. */
function isWhole(text: string, start: number, end: number): boolean {
  return startsWhole(text, start) && endsWhole(text, end)
}

function startsWhole(text: string, start: number): boolean {
  const edge = text.charCodeAt(start)
  if (!isWordCode(edge) || isIdeograph(edge)) return true
  const before = text.charCodeAt(start - 1)
  if (before === POINT) return !isDigit(edge) || !isDigit(text.charCodeAt(start - 2))
  // The `n` of `\n` before a match is no letter of the text.
  return !isWordCode(before) || isIdeograph(before) || text.charCodeAt(start - 2) === BACKSLASH
}

function endsWhole(text: string, end: number): boolean {
  const edge = text.charCodeAt(end - 1)
  if (!isWordCode(edge) || isIdeograph(edge)) return true
  const after = text.charCodeAt(end)
  if (after === POINT) return !isDigit(edge) || !isDigit(text.charCodeAt(end + 1))
  return !isWordCode(after) || isIdeograph(after)
}

const POINT = 0x2e
const BACKSLASH = 0x5c

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}
