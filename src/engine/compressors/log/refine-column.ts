/** A column of words cut into what all have in common and what differs. */
export type ColumnPart = { readonly text: string } | { readonly values: readonly string[] }

/** Different values looked at when searching for what all have in common. */
const VALUES_COMPARED = 12
const MOST_PIECES = 48
/** A common stretch inside a value must hold this many letters or digits to part it. */
const LEAST_ANCHOR = 3

/** Cuts off a common start and end, and parts the values at longer common stretches. */
export function refineColumn(values: readonly string[]): readonly ColumnPart[] {
  const first = values[0] ?? ''
  if (values.every((value) => value === first)) return [{ text: first }]
  if (values.every((value) => DIGITS.test(value))) return [{ values }]
  const anchors = anchorsOf(distinct(values))
  if (anchors.length === 0) return [{ values }]
  const parted = partAll(values, anchors)
  return parted === undefined ? [{ values }] : partsOf(parted, anchors)
}

/** Numbers have nothing in common but by chance. */
const DIGITS = /^\d*$/

function distinct(values: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  for (const value of values) {
    seen.add(value)
    if (seen.size === VALUES_COMPARED) break
  }
  return [...seen]
}

interface Anchor {
  readonly text: string
  /** Stands at the very start or end of all values. */
  readonly isEdge: boolean
}

function anchorsOf(values: readonly string[]): readonly Anchor[] {
  let common = piecesOf(values[0] ?? '')
  if (common.length > MOST_PIECES) return []
  for (let at = 1; at < values.length; at++) {
    const other = piecesOf(values[at] ?? '')
    if (other.length > MOST_PIECES) return []
    common = commonOf(common, other)
    if (common.length === 0) return []
  }
  return chainsOf(common, values)
    .map((text) => ({ text, isEdge: isEdgeOf(text, values) }))
    .filter(({ text, isEdge }) => isEdge || countWordCodes(text) >= LEAST_ANCHOR)
}

/** Runs of letters and digits, cut once between letters and digits; any other character alone. */
function piecesOf(value: string): readonly string[] {
  const pieces: string[] = []
  for (let at = 0; at < value.length; ) {
    const end = endOfRun(value, at)
    const cut = cutIn(value, at, end)
    if (cut !== end) pieces.push(value.slice(at, cut))
    pieces.push(value.slice(cut === end ? at : cut, end))
    at = end
  }
  return pieces
}

function endOfRun(value: string, start: number): number {
  let end = start
  while (end < value.length && classOf(value.charCodeAt(end)) !== SIGN) end++
  return Math.max(end, start + 1)
}

/** Where a run of ASCII letters and then digits, or of digits and then letters, changes; else its end. */
function cutIn(value: string, start: number, end: number): number {
  const cut = endOfClass(value, start, end)
  return endOfClass(value, cut, end) === end ? cut : end
}

/** End of the characters from `start` on that are of its class; `start` for what is beyond ASCII. */
function endOfClass(value: string, start: number, end: number): number {
  const first = classOf(value.charCodeAt(start))
  if (first !== LETTER && first !== DIGIT) return start
  let at = start + 1
  while (at < end && classOf(value.charCodeAt(at)) === first) at++
  return at
}

const SIGN = 0
const LETTER = 1
const DIGIT = 2
/** Beyond ASCII. */
const OTHER = 3

function classOf(code: number): number {
  if (code >= 0x80) return OTHER
  if (code >= 0x30 && code <= 0x39) return DIGIT
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a ? LETTER : SIGN
}

/** Longest common subsequence: what both begin and end with, and that of what is between. */
function commonOf(a: readonly string[], b: readonly string[]): readonly string[] {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head++
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  if (head + tail === a.length) return a
  const between = commonWithin(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return [...a.slice(0, head), ...between, ...a.slice(a.length - tail)]
}

function commonWithin(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0 || b.length === 0) return []
  const width = b.length + 1
  const lengths = commonLengths(a, b)
  const common: string[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const skipped = lengths[(i + 1) * width + j] ?? 0
    if (a[i] === b[j]) {
      common.push(a[i] ?? '')
      i++
      j++
    } else if (skipped === lengths[i * width + j]) i++
    else j++
  }
  return common
}

/** By start in `a` and `b`: how much the rest of both has in common. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint8Array {
  const width = b.length + 1
  const lengths = new Uint8Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const skip = Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
      const take = a[i] === b[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : 0
      lengths[i * width + j] = Math.max(skip, take)
    }
  }
  return lengths
}

/** Common pieces that stand side by side in every value, joined. */
function chainsOf(common: readonly string[], values: readonly string[]): readonly string[] {
  const chains: string[] = []
  for (const piece of common) {
    const longer = (chains.at(-1) ?? '') + piece
    if (chains.length > 0 && values.every((value) => value.includes(longer)))
      chains.splice(-1, 1, longer)
    else chains.push(piece)
  }
  return chains
}

function isEdgeOf(text: string, values: readonly string[]): boolean {
  return (
    values.every((value) => value.startsWith(text)) || values.every((value) => value.endsWith(text))
  )
}

function countWordCodes(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) if (classOf(text.charCodeAt(at)) !== SIGN) count++
  return count
}

/** What stands before, between and behind the anchors of each value; `undefined` if one lacks them. */
function partAll(
  values: readonly string[],
  anchors: readonly Anchor[],
): readonly (readonly string[])[] | undefined {
  const columns: string[][] = Array.from({ length: anchors.length + 1 }, () => [])
  for (const value of values) {
    let from = 0
    for (const [index, { text }] of anchors.entries()) {
      const isLast = index === anchors.length - 1
      const at =
        isLast && value.endsWith(text) ? value.length - text.length : value.indexOf(text, from)
      if (at < from) return undefined
      columns[index]?.push(value.slice(from, at))
      from = at + text.length
    }
    columns[anchors.length]?.push(value.slice(from))
  }
  return columns
}

function partsOf(
  columns: readonly (readonly string[])[],
  anchors: readonly Anchor[],
): readonly ColumnPart[] {
  const parts: ColumnPart[] = []
  for (const [index, values] of columns.entries()) {
    const first = values[0] ?? ''
    if (values.every((value) => value === first)) parts.push({ text: first })
    else parts.push({ values })
    const anchor = anchors[index]
    if (anchor !== undefined) parts.push({ text: anchor.text })
  }
  return parts
}
