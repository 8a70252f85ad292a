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
  const pieces = values.map(piecesOf)
  const first = pieces[0]
  if (first === undefined || pieces.some(({ length }) => length > MOST_PIECES)) return []
  let common: readonly string[] = first
  for (const other of pieces.slice(1)) {
    common = commonOf(common, other)
    if (common.length === 0) return []
  }
  return chainsOf(common, values)
    .map((text) => ({ text, isEdge: isEdgeOf(text, values) }))
    .filter(({ text, isEdge }) => isEdge || countWordCodes(text) >= LEAST_ANCHOR)
}

/** Runs of letters and digits, cut once between letters and digits; any other character alone. */
function piecesOf(value: string): readonly string[] {
  return (value.match(RUNS) ?? []).flatMap((run) => {
    const cut = LETTERS_AND_DIGITS.exec(run)
    return cut === null ? [run] : cut.slice(1).filter((part) => part !== undefined)
  })
}

const RUNS = /[A-Za-z0-9\u0080-\uffff]+|[^A-Za-z0-9\u0080-\uffff]/g
const LETTERS_AND_DIGITS = /^(?:(?=[A-Za-z])([A-Za-z]+)(\d+)|(?=\d)(\d+)([A-Za-z]+))$/

/** Longest common subsequence. */
function commonOf(a: readonly string[], b: readonly string[]): readonly string[] {
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
  return text.length - text.replace(/[A-Za-z0-9\u0080-\uffff]/g, '').length
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
