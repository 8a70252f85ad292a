import { createRanker, type Ranking } from '../../../relevance/rank.ts'
import type { FileClass } from './file-class.ts'
import type { LineFacts } from './line-facts.ts'
import { ROLE } from './role.ts'
import { hunksOfSpace } from './space-hunks.ts'

/** Lines that are left out together, or not at all. */
export interface Unit {
  /** First line, and the line behind the last. */
  readonly from: number
  readonly to: number
  /** What goes first is of the lowest rank. */
  readonly rank: number
  /** How much it has to do with the query; among equals the least goes first. */
  readonly score: number
}

/**
 * What goes before what. Context goes before changes; of changes, those that a tool made, those of
 * white space alone, prose, and then the rest.
 */
export const RANK = {
  made: 0,
  space: 1,
  trailer: 1,
  farContext: 2,
  context: 3,
  message: 3,
  hunk: 4,
  /** From here on only what is far above its target loses more. */
  entry: 5,
  prose: 6,
  change: 7,
  /** What the query spells out, heads of files and commits, and what was not understood. */
  kept: 10,
} as const

/** A long run of changes goes in pieces. */
const LONGEST_UNIT = 24
/** Entries of a list that stay at its ends. */
const FIRST_ENTRIES = 12
const LAST_ENTRIES = 2

/** Parts all lines into units. */
export function unitsOf(facts: LineFacts, query: string): readonly Unit[] {
  const ranking = rankLines(facts.lines, query)
  const ranks = ranksOf(facts, ranking)
  const { roles, hunkOf, lines } = facts
  const units: Unit[] = []
  for (let from = 0; from < lines.length; ) {
    let to = from + 1
    let score = ranking?.scores[from] ?? 0
    const longest = longestFrom(roles[from] ?? ROLE.text, ranks[from] ?? RANK.kept)
    while (
      to < lines.length &&
      to - from < longest &&
      ranks[to] === ranks[from] &&
      hunkOf[to] === hunkOf[from]
    ) {
      score = Math.max(score, ranking?.scores[to] ?? 0)
      to++
    }
    units.push({ from, to, rank: ranks[from] ?? RANK.kept, score })
    from = to
  }
  return units
}

/** Entries stand alone; what no hand wrote goes whole, what one wrote in pieces. */
function longestFrom(role: number, rank: number): number {
  if (role === ROLE.entry) return 1
  return rank < RANK.entry ? Number.POSITIVE_INFINITY : LONGEST_UNIT
}

function rankLines(lines: readonly string[], query: string): Ranking | undefined {
  const ranker = createRanker(query)
  if (ranker.isEmpty) return undefined
  const text = lines.join('\n')
  const starts = new Int32Array(lines.length)
  const ends = new Int32Array(lines.length)
  let start = 0
  for (const [at, line] of lines.entries()) {
    starts[at] = start
    ends[at] = start + line.length
    start += line.length + 1
  }
  return ranker.rank({ text, starts, ends, escaped: false })
}

function ranksOf(facts: LineFacts, ranking: Ranking | undefined): Uint8Array {
  const { lines, roles, fileOf, files, hunkOf } = facts
  const ranks = new Uint8Array(lines.length).fill(RANK.kept)
  const asked = askedFiles(facts, ranking)
  const spaced = hunksOfSpace(facts)
  for (const [at, role] of roles.entries()) {
    const file = fileOf[at] ?? -1
    const kind = asked.has(file) ? 'source' : (files[file]?.kind ?? 'source')
    const isSpace = spaced.has(hunkOf[at] ?? -1)
    ranks[at] = ranking?.spelled[at] === 1 ? RANK.kept : rankOf(role, { kind, isSpace })
  }
  rankNear(facts, ranks)
  rankEntries(facts, ranks, ranking)
  return ranks
}

function rankOf(
  role: number,
  { kind, isSpace }: { readonly kind: FileClass; readonly isSpace: boolean },
): number {
  const isInHunk = role >= ROLE.hunk && role <= ROLE.note
  if (isInHunk && (kind === 'lock' || kind === 'made')) return RANK.made
  if (isInHunk && isSpace) return RANK.space
  if (role === ROLE.added || role === ROLE.removed) {
    return kind === 'prose' ? RANK.prose : RANK.change
  }
  return RANK_OF_ROLE[role] ?? RANK.kept
}

const RANK_OF_ROLE: Readonly<Record<number, number>> = {
  [ROLE.hunk]: RANK.hunk,
  [ROLE.context]: RANK.farContext,
  [ROLE.message]: RANK.message,
  [ROLE.trailer]: RANK.trailer,
  [ROLE.entry]: RANK.entry,
  [ROLE.binary]: RANK.made,
}

/** Files whose head the query singles out. */
function askedFiles(
  { roles, fileOf }: LineFacts,
  ranking: Ranking | undefined,
): ReadonlySet<number> {
  const asked = new Set<number>()
  if (ranking === undefined) return asked
  for (const [at, role] of roles.entries()) {
    if (role === ROLE.head && ranking.spelled[at] === 1) asked.add(fileOf[at] ?? -1)
  }
  return asked
}

/** Context beside a change says more than context further away. */
function rankNear({ roles }: LineFacts, ranks: Uint8Array): void {
  const isChange = (at: number): boolean => roles[at] === ROLE.added || roles[at] === ROLE.removed
  for (let at = 0; at < ranks.length; at++) {
    if (ranks[at] === RANK.farContext && (isChange(at - 1) || isChange(at + 1))) {
      ranks[at] = RANK.context
    }
  }
}

function rankEntries({ roles }: LineFacts, ranks: Uint8Array, ranking: Ranking | undefined): void {
  const entries: number[] = []
  for (const [at, role] of roles.entries()) if (role === ROLE.entry) entries.push(at)
  for (const [index, at] of entries.entries()) {
    if (ranks[at] !== RANK.entry) continue
    const isEnd = index < FIRST_ENTRIES || index >= entries.length - LAST_ENTRIES
    if (isEnd || (ranking?.scores[at] ?? 0) > 0) ranks[at] = RANK.change
  }
}
