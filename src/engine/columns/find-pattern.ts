import type { CodecContext } from './codec.ts'
import { isReferable, isWritable, type Part, type Pattern } from './pattern.ts'

/** A referred-to cell must be at least this long to be more than chance. */
const SHORTEST_REFERENCE = 2
/** Rows that suggest patterns; the sample then judges them. */
const SEEDS = 3
/** Rows that narrow a hole. */
const WITNESSES = 40

/** Patterns worth weighing for a column, drawn from a few of its rows. */
export function findPatterns(context: CodecContext): readonly Pattern[] {
  const { sample, cells } = context
  const usable = sample.filter((row) => isPatternCell(cells[row] ?? ''))
  if (usable.length * 10 < sample.length * 7 || usable.length < 3) return []
  const found = new Map<string, Pattern>()
  const witnesses = spread(usable, WITNESSES)
  const seeds = spread(usable, SEEDS)
  const keep = (seed: Pattern): void => {
    const pattern = narrow(seed, witnesses, context)
    if (pattern !== undefined) found.set(JSON.stringify(pattern), pattern)
  }
  for (const seed of seeds) {
    const parts = partsOf(seed, context)
    if (parts.length > 1 || !('fixed' in (parts[0] ?? {}))) keep(parts)
  }
  keep([{ fixed: cells[seeds[0] ?? 0] ?? '' }])
  return [...found.values()]
}

function isPatternCell(cell: string): boolean {
  return cell.length >= 3 && !'"[{'.includes(cell.charAt(0)) && isWritable(cell)
}

function spread(rows: readonly number[], count: number): number[] {
  const picked: number[] = []
  for (let at = 0; at < count; at++) {
    const row = rows[Math.floor(((at + 1) * rows.length) / (count + 1))]
    if (row !== undefined && row !== picked.at(-1)) picked.push(row)
  }
  return picked
}

interface Reference {
  readonly column: number
  readonly start: number
  readonly end: number
}

/** Cuts one cell into cells of other columns (longest first) and what is between them. */
function partsOf(row: number, context: CodecContext): Pattern {
  const text = context.cells[row] ?? ''
  const taken: Reference[] = []
  for (const [column, cell] of neighbours(row, context)) {
    const start = placeIn(text, cell, taken)
    if (start !== undefined) taken.push({ column, start, end: start + cell.length })
  }
  taken.sort((a, b) => a.start - b.start)
  const parts: Part[] = []
  let from = 0
  for (const { column, start, end } of taken) {
    if (start > from) parts.push({ fixed: text.slice(from, start) })
    parts.push({ column })
    from = end
  }
  if (from < text.length) parts.push({ fixed: text.slice(from) })
  return parts
}

function neighbours(row: number, context: CodecContext): (readonly [number, string])[] {
  const { table, index, mayLeanOn, cells } = context
  const longest = cells[row]?.length ?? 0
  const found: (readonly [number, string])[] = []
  for (const [column, other] of table.entries()) {
    const cell = other.cells[row] ?? ''
    if (column === index || cell.length < SHORTEST_REFERENCE || cell.length > longest) continue
    if ('"[{'.includes(cell.charAt(0)) || !isReferable(other.name) || !mayLeanOn(column)) continue
    found.push([column, cell])
  }
  return found.sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
}

/** First place where `cell` stands as a whole word or path part and nothing else was found. */
function placeIn(text: string, cell: string, taken: readonly Reference[]): number | undefined {
  for (let at = text.indexOf(cell); at !== -1; at = text.indexOf(cell, at + 1)) {
    const end = at + cell.length
    const isFree = taken.every((other) => end <= other.start || at >= other.end)
    if (isFree && isBoundary(text, at) && isBoundary(text, end)) return at
  }
  return undefined
}

function isBoundary(text: string, at: number): boolean {
  return at === 0 || at === text.length || !(isWordAt(text, at - 1) && isWordAt(text, at))
}

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code > 0x7f
  )
}

/**
 * Keeps the parts that hold in the witnesses from the left and from the right, and puts the hole
 * between them. `undefined` when nothing holds.
 */
function narrow(
  seed: Pattern,
  witnesses: readonly number[],
  { cells, table }: CodecContext,
): Pattern | undefined {
  const rests = witnesses.map((row) => cells[row] ?? '')
  const rows = { witnesses, table }
  const left = matchFrom(seed, { ...rows, rests, side: LEFT })
  if (left.rest === 0) return left.parts.some((part) => 'column' in part) ? left.parts : undefined
  const open = seed.slice(left.parts.length === 0 ? 0 : left.whole)
  const right = matchFrom(open, { ...rows, rests: left.rests, side: RIGHT })
  const parts: Pattern = [...left.parts, { hole: true }, ...right.parts]
  return parts.length > 1 ? parts : undefined
}

/** Rows that must bear a pattern out, and what of their cells is still to be explained. */
interface Explaining {
  readonly witnesses: readonly number[]
  readonly table: CodecContext['table']
  readonly rests: readonly string[]
  readonly side: Side
}

interface Side {
  order(parts: Pattern): Pattern
  starts(text: string, part: string): boolean
  cut(text: string, length: number): string
  common(texts: readonly string[]): string
  join(parts: readonly Part[]): Pattern
}

interface Match {
  readonly parts: Pattern
  /** How many parts of the seed matched whole. */
  readonly whole: number
  /** Longest text still unexplained in any witness. */
  readonly rest: number
  readonly rests: readonly string[]
}

function matchFrom(seed: Pattern, { witnesses, table, side, ...open }: Explaining): Match {
  const parts: Part[] = []
  let { rests } = open
  let whole = 0
  for (const part of side.order(seed)) {
    const next = after(part, { witnesses, table, side, rests })
    if (next === undefined) {
      const shared = 'fixed' in part ? side.common(rests) : ''
      if (shared !== '') parts.push({ fixed: shared })
      rests = rests.map((rest) => side.cut(rest, shared.length))
      break
    }
    rests = next
    parts.push(part)
    whole++
  }
  let rest = 0
  for (const { length } of rests) rest = Math.max(rest, length)
  return { parts: side.join(parts), whole, rest, rests }
}

/** What is left of each cell behind a part; `undefined` where one does not go on with it. */
function after(
  part: Part,
  { witnesses, table, rests, side }: Explaining,
): readonly string[] | undefined {
  const left: string[] = []
  for (let at = 0; at < rests.length; at++) {
    const rest = rests[at] ?? ''
    const text = textOf(part, table, witnesses[at] ?? 0)
    if (!side.starts(rest, text)) return undefined
    left.push(side.cut(rest, text.length))
  }
  return left
}

function textOf(part: Part, table: CodecContext['table'], row: number): string {
  if ('fixed' in part) return part.fixed
  const cell = 'column' in part ? (table[part.column]?.cells[row] ?? '') : ''
  return cell === '' ? '\n' : cell
}

const LEFT: Side = {
  order: (parts) => parts,
  starts: (text, part) => text.startsWith(part),
  cut: (text, length) => text.slice(length),
  common: (texts) => {
    const shared = sharedStart(texts)
    let end = shared.length
    while (end > 0 && isWordAt(shared, end - 1)) end--
    return shared.slice(0, end)
  },
  join: (parts) => parts,
}

const RIGHT: Side = {
  order: (parts) => [...parts].reverse(),
  starts: (text, part) => text.endsWith(part),
  cut: (text, length) => text.slice(0, text.length - length),
  common: (texts) => {
    const shared = sharedEnd(texts)
    let start = 0
    while (start < shared.length && isWordAt(shared, start)) start++
    return shared.slice(start)
  },
  join: (parts) => [...parts].reverse(),
}

function sharedStart(texts: readonly string[]): string {
  const first = texts[0] ?? ''
  let length = first.length
  for (const text of texts) {
    let at = 0
    while (at < length && text.charCodeAt(at) === first.charCodeAt(at)) at++
    length = at
  }
  return first.slice(0, length)
}

function sharedEnd(texts: readonly string[]): string {
  const first = texts[0] ?? ''
  let length = first.length
  for (const text of texts) {
    let at = 0
    while (at < length && text.at(-1 - at) === first.at(-1 - at)) at++
    length = at
  }
  return first.slice(first.length - length)
}
