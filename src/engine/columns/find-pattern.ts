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
  for (const seed of spread(usable, SEEDS)) {
    for (const pattern of [
      narrow(partsOf(seed, context), usable, context),
      narrow([{ fixed: cells[seed] ?? '' }], usable, context),
    ]) {
      if (pattern !== undefined) found.set(JSON.stringify(pattern), pattern)
    }
  }
  return [...found.values()]
}

function isPatternCell(cell: string): boolean {
  return cell.length >= 3 && !'"[{'.includes(cell.charAt(0)) && isWritable(cell)
}

function spread(rows: readonly number[], count: number): number[] {
  const picked: number[] = []
  for (let at = 0; at < count; at++) {
    const row = rows[Math.floor(((at + 1) * rows.length) / (count + 1))]
    if (row !== undefined && !picked.includes(row)) picked.push(row)
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
  rows: readonly number[],
  context: CodecContext,
): Pattern | undefined {
  const witnesses = spread(rows, WITNESSES).map((row) => rowOf(row, context))
  const left = matchFrom(seed, witnesses, LEFT)
  if (left.rest === 0) return left.parts.some((part) => 'column' in part) ? left.parts : undefined
  const right = matchFrom(
    seed.slice(left.parts.length === 0 ? 0 : left.whole),
    left.remaining,
    RIGHT,
  )
  const parts: Pattern = [...left.parts, { hole: true }, ...right.parts]
  return parts.length > 1 ? parts : undefined
}

/** One witness: what of its cell is still to be explained, and the cells around it. */
interface Witness {
  readonly rest: string
  cellOf(column: number): string
}

function rowOf(row: number, { cells, table }: CodecContext): Witness {
  return { rest: cells[row] ?? '', cellOf: (column) => table[column]?.cells[row] ?? '' }
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
  readonly remaining: readonly Witness[]
}

function matchFrom(seed: Pattern, witnesses: readonly Witness[], side: Side): Match {
  const parts: Part[] = []
  let remaining = witnesses
  let whole = 0
  for (const part of side.order(seed)) {
    const texts = remaining.map((witness) => textOf(part, witness))
    if (!remaining.every((witness, at) => side.starts(witness.rest, texts[at] ?? '\n'))) {
      const shared = 'fixed' in part ? side.common(remaining.map((w) => w.rest)) : ''
      if (shared !== '') parts.push({ fixed: shared })
      remaining = remaining.map((w) => ({ ...w, rest: side.cut(w.rest, shared.length) }))
      break
    }
    remaining = remaining.map((w, at) => ({ ...w, rest: side.cut(w.rest, texts[at]?.length ?? 0) }))
    parts.push(part)
    whole++
  }
  const rest = remaining.reduce((most, witness) => Math.max(most, witness.rest.length), 0)
  return { parts: side.join(parts), whole, rest, remaining }
}

function textOf(part: Part, witness: Witness): string {
  if ('fixed' in part) return part.fixed
  const cell = 'column' in part ? witness.cellOf(part.column) : ''
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
