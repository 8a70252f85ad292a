import { createRanker } from '../../../relevance/rank.ts'
import { SEVERITY } from '../../../text/severity.ts'
import { type LineFacts, lineOf } from './line-facts.ts'

/** What a line is worth to its reader; only the ratios matter. From `needed` on it is shown before all else. */
export const WORTH = {
  needed: 2000,
  /** The first of the first few kinds of errors, and of fatal ones. */
  worst: 4000,
  firstFatal: 500,
  firstError: 420,
  lastError: 200,
  error: 140,
  leastError: 75,
  firstWarning: 220,
  lastWarning: 80,
  warning: 60,
  leastWarning: 14,
  firstOfKind: 50,
  /** Shared among the lines of a kind. */
  rarity: 260,
  lastOfKind: 16,
  plain: 4,
  /** The very first and the very last line say when and how. */
  edge: 2000,
  start: 160,
  end: 200,
  nearEnd: 50,
  outcome: 170,
  beside: 120,
  stack: 130,
  pause: 150,
  exactMatch: 700,
  /** A line the query spells out is what was asked for, whatever else there is. */
  spelledOut: 3000,
  mostRelevant: 500,
} as const

/** Lines at the start and the end of the text. */
const START_LINES = 3
const END_LINES = 4
const NEAR_END_LINES = 10
/** Errors of one kind whose neighbours are worth a look. */
const SHOWN_WITH_NEIGHBOURS = 3
const NEIGHBOURS = 2
/** Kinds of errors, as bad as each other, whose first is shown before all else. */
const WORST_KINDS = 3
/** Severities are smaller numbers. */
const SEVERITIES = 256
/** Lines of one stack. */
const LONGEST_STACK = 60
/** A wait so many times the usual one is a gap. */
const UNUSUAL = 12

/** Worth of every line. */
export function scoreLines(facts: LineFacts, query: string): Int32Array {
  const worth = new Int32Array(facts.lines.count)
  addKinds(worth, facts)
  addEnds(worth, facts)
  addContexts(worth, facts)
  addPauses(worth, facts)
  addRelevance(worth, facts, query)
  return worth
}

/** First, last and further lines of each kind, by how bad and how rare it is. */
function addKinds(worth: Int32Array, { kindOf, counts, severities }: LineFacts): void {
  const seen = new Int32Array(counts.length)
  const kindsAt = new Int32Array(SEVERITIES)
  for (const [line, kind] of kindOf.entries()) {
    const nth = (seen[kind] ?? 0) + 1
    seen[kind] = nth
    const count = counts[kind] ?? 1
    const severity = severities[line] ?? 0
    worth[line] = worthOf({ severity, nth, count })
    if (nth > 1 || severity < SEVERITY.error) continue
    const kinds = (kindsAt[severity] ?? 0) + 1
    kindsAt[severity] = kinds
    if (kinds <= WORST_KINDS) add(worth, line, WORTH.worst)
  }
}

interface Place {
  readonly severity: number
  /** Which of its kind the line is, from 1. */
  readonly nth: number
  readonly count: number
}

function worthOf(place: Place): number {
  const { severity, nth, count } = place
  const rarity = Math.floor(WORTH.rarity / count)
  if (severity >= SEVERITY.error) {
    const first = severity === SEVERITY.fatal ? WORTH.firstFatal : WORTH.firstError
    return byPlace(place, {
      first,
      last: WORTH.lastError,
      all: WORTH.error,
      least: WORTH.leastError,
    })
  }
  if (severity === SEVERITY.warning) {
    const first = WORTH.firstWarning + Math.floor(rarity / 2)
    return byPlace(place, {
      first,
      last: WORTH.lastWarning,
      all: WORTH.warning,
      least: WORTH.leastWarning,
    })
  }
  const first = WORTH.firstOfKind + rarity
  return byPlace(
    { severity, nth, count },
    { first, last: WORTH.lastOfKind, all: 0, least: WORTH.plain },
  )
}

interface Worths {
  readonly first: number
  readonly last: number
  /** Shared by the lines between, each getting less than the one before. */
  readonly all: number
  readonly least: number
}

function byPlace({ nth, count }: Place, { first, last, all, least }: Worths): number {
  if (nth === 1) return first
  return nth === count ? last : Math.max(least, Math.floor(all / nth))
}

/** How a run ended, in the words of test runners, builds and shells. */
const OUTCOME =
  /\bexit(?:ed)?(?: with)?(?: code| status)?:? \d|\b\d{1,9} (?:passed|failed|errors?|warnings?|tests?|problems?)\b|^(?:Found|Ran|Total|Summary|Tests?|BUILD|OK|FAILED|Done|Finished|Process)\b|\b(?:finished|completed|terminated|succeeded|summary)\b/i

function addEnds(worth: Int32Array, facts: LineFacts): void {
  const { lines } = facts
  add(worth, 0, WORTH.edge)
  add(worth, lines.count - 1, WORTH.edge)
  for (let line = 0; line < Math.min(START_LINES, lines.count); line++)
    add(worth, line, WORTH.start)
  for (let back = 1; back <= Math.min(NEAR_END_LINES, lines.count); back++) {
    add(worth, lines.count - back, back <= END_LINES ? WORTH.end : WORTH.nearEnd)
  }
  for (const line of facts.examples) {
    if (OUTCOME.test(lineOf(facts, line).slice(0, 200))) add(worth, line, WORTH.outcome)
  }
}

function add(worth: Int32Array, line: number, amount: number): void {
  if (line >= 0 && line < worth.length) worth[line] = (worth[line] ?? 0) + amount
}

/** What stands around the first errors of each kind, and each different stack once. */
function addContexts(worth: Int32Array, facts: LineFacts): void {
  const { kindOf, counts, severities, continues } = facts
  const shown = new Int32Array(counts.length)
  const stacks = new Set<number>()
  for (const [line, severity] of severities.entries()) {
    if (severity < SEVERITY.error) continue
    const kind = kindOf[line] ?? 0
    shown[kind] = (shown[kind] ?? 0) + 1
    if (continues[line] === 0) addStack(worth, line, { facts, stacks })
    if ((shown[kind] ?? 0) <= SHOWN_WITH_NEIGHBOURS) addNeighbours(worth, line)
  }
}

function addNeighbours(worth: Int32Array, line: number): void {
  for (let away = 1; away <= NEIGHBOURS; away++) {
    const amount = Math.floor(WORTH.beside / away)
    add(worth, line - away, amount)
    add(worth, line + away, amount)
  }
}

function addStack(
  worth: Int32Array,
  head: number,
  { facts, stacks }: { readonly facts: LineFacts; readonly stacks: Set<number> },
): void {
  const { continues, kindOf } = facts
  let end = head + 1
  let hash = 0
  while (end - head <= LONGEST_STACK && continues[end] === 1) {
    hash = (Math.imul(hash, 31) + (kindOf[end] ?? 0)) | 0
    end++
  }
  if (end === head + 1 || stacks.has(hash)) return
  stacks.add(hash)
  for (let line = head + 1; line < end; line++) add(worth, line, WORTH.stack)
}

/** Both sides of an unusually long wait, and stamps that run backwards. */
function addPauses(worth: Int32Array, { waits }: LineFacts): void {
  const known = waits.filter((wait) => wait >= 0)
  if (known.length < 8) return
  known.sort()
  const usual = Math.max(
    known[known.length >> 1] ?? 0,
    known[Math.floor(known.length * 0.9)] ?? 0,
    1,
  )
  for (const [line, wait] of waits.entries()) {
    if (wait < usual * UNUSUAL) continue
    add(worth, line - 1, WORTH.pause)
    add(worth, line, WORTH.pause)
  }
}

/** What the query names. */
function addRelevance(worth: Int32Array, { lines }: LineFacts, query: string): void {
  const ranker = createRanker(query)
  if (ranker.isEmpty) return
  const { text, starts, count } = lines
  const ends = starts.subarray(1).map((start) => start - 1)
  const passages = { text, starts: starts.subarray(0, count), ends, escaped: false }
  const { scores, exact, spelled } = ranker.rank(passages)
  for (let line = 0; line < count; line++) {
    add(worth, line, Math.min(WORTH.mostRelevant, scores[line] ?? 0))
    if (exact[line] === 1) add(worth, line, WORTH.exactMatch)
    if (spelled[line] === 1) add(worth, line, WORTH.spelledOut)
  }
}
