import { createRanker } from '../../relevance/rank.ts'
import type { SourceView } from '../../text/source-view.ts'
import { type Pointers, pointersOf } from './pointers.ts'
import type { Region } from './region.ts'

/** What a gap line costs, about, in tokens. */
const GAP_COST = 16
/** A gap that hides less than this beyond its own cost is no gain. */
const LEAST_GAIN = 10
/** A name that the query has as a plain word counts as much as this many 32nds of a bit. */
const NAMED = 320
/** Fixed point of worth per token. */
const SCALE = 1024

export interface Choice {
  readonly view: SourceView
  /** The file's number of the first line, for views without numbers. */
  readonly firstLine: number
  /** In order, none within another. */
  readonly regions: readonly Region[]
  readonly query: string
  /** What the outline should come to. */
  readonly targetTokens: number
  /** Characters a token, times 100. */
  readonly density: number
}

/** The regions to leave out: all but what the query points at, and what else the target has room for. */
export function chooseHidden(choice: Choice): readonly Region[] {
  const costs = choice.regions.map((region) => tokensOf(choice, region))
  const candidates = choice.regions.map((region, index) => ({
    region,
    cost: (costs[index] ?? 0) - GAP_COST,
    worth: 0,
  }))
  const foldable = candidates.filter(({ cost }) => cost >= LEAST_GAIN)
  if (foldable.length === 0) return []
  const worths = worthsOf(
    choice,
    foldable.map(({ region }) => region),
  )
  const total = Math.floor((choice.view.text.length * 100) / choice.density)
  let left = choice.targetTokens - total
  for (const { cost } of foldable) left += cost
  const ranked = foldable
    .map((candidate, index) => ({ ...candidate, worth: worths[index] ?? 0 }))
    .sort((one, other) => rankOf(other) - rankOf(one) || one.cost - other.cost)
  const hidden = ranked.filter(({ cost, worth }) => {
    const isShown = worth === POINTED_AT || cost <= left
    if (isShown) left -= cost
    return !isShown
  })
  return hidden.map(({ region }) => region).sort((one, other) => one.from - other.from)
}

const POINTED_AT = Number.MAX_SAFE_INTEGER

function rankOf({ worth, cost }: { readonly worth: number; readonly cost: number }): number {
  return worth === POINTED_AT ? POINTED_AT : Math.floor((worth * SCALE) / (cost + GAP_COST))
}

function tokensOf({ view, density }: Choice, { from, to }: Region): number {
  const length = (view.starts[to] ?? 0) - (view.starts[from] ?? 0)
  return Math.floor((length * 100) / density)
}

/** How much each region has to do with the query; a comment shares the fate of what it stands above. */
function worthsOf(choice: Choice, regions: readonly Region[]): readonly number[] {
  const pointers = pointersOf(choice.query)
  const scores = scoresOf(choice, regions)
  const worths = regions.map((region, index) =>
    isPointedAt(choice, region, pointers)
      ? POINTED_AT
      : (scores[index] ?? 0) + (pointers.words.has(lastPart(region.name)) ? NAMED : 0),
  )
  return worths.map((worth, index) => {
    const [region, next] = [regions[index], regions[index + 1]]
    const documents = region?.kind === 'note' && next !== undefined && next.head <= region.to + 1
    return documents && worths[index + 1] === POINTED_AT ? POINTED_AT : worth
  })
}

function scoresOf({ view, query }: Choice, regions: readonly Region[]): ArrayLike<number> {
  const ranker = createRanker(query)
  if (ranker.isEmpty) return []
  const starts = new Int32Array(regions.length)
  const ends = new Int32Array(regions.length)
  for (const [index, { head, to }] of regions.entries()) {
    starts[index] = Math.max(view.starts[Math.max(0, head)] ?? 0, ends[index - 1] ?? 0)
    ends[index] = Math.max(starts[index] ?? 0, Math.min(view.text.length, view.starts[to] ?? 0))
  }
  return ranker.rank({ text: view.text, starts, ends, escaped: false }).scores
}

function isPointedAt(
  { view: { numbers, count }, firstLine }: Choice,
  { kind, head, to, name }: Region,
  { names, lines }: Pointers,
): boolean {
  if (kind !== 'note' && names.has(lastPart(name))) return true
  const numberOf = (line: number) => (numbers === undefined ? line + firstLine : numbers[line])
  const [first, last] = [numberOf(head), numberOf(Math.min(to, count - 1))]
  if (first === undefined || last === undefined) return false
  return lines.some(([from, until]) => from <= last && until >= first)
}

/** `parse` of `Parser::parse` and `exports.parse`. */
function lastPart(name: string): string {
  return /([\w$]+)\W*$/.exec(name.slice(-LONGEST_NAME))?.[1] ?? ''
}

const LONGEST_NAME = 200
