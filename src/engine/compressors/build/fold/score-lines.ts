import { createRanker } from '../../../relevance/rank.ts'
import { lineOf } from '../../../text/line-starts.ts'
import { judge, SEVERITY } from '../../../text/severity.ts'
import { ROLE, type RunFacts } from './run-facts.ts'

/** What a line is worth to its reader; only the ratios matter. From `needed` on it is shown even beyond the budget. */
export const WORTH = {
  needed: 1000,
  edge: 2000,
  summary: 1500,
  failure: 1400,
  /** Of a rule of which enough is shown whole: its first line, and the rest of it. */
  laterFailure: 1300,
  laterDetail: 240,
  detail: 1200,
  longDetail: 150,
  warning: 420,
  secondWarning: 60,
  section: 160,
  laterSection: 40,
  skip: 110,
  firstOfWord: 30,
  firstOfFlags: 100,
  error: 320,
  caution: 150,
  other: 40,
  /** Shared among the lines of a shape. */
  rarity: 200,
  beside: 110,
  exactMatch: 700,
  spelledOut: 3000,
  mostRelevant: 500,
  /** What passed, and steps under way: not worth a line by themselves. */
  nothing: 0,
} as const

const FIRST_LINES = 2
const LAST_LINES = 4
/** Findings of one rule that are shown whole, beyond the budget if need be. */
const WHOLE_FAILURES = 6
/** Findings of one rule with a place whose first lines are; gaps give the places of the rest. */
const SHOWN_HEADS = 30
/** Summary lines of one shape that are. */
const WHOLE_SUMMARIES = 40
/** Lines of one finding that are. */
const WHOLE_DETAIL = 60

/** Recursion says the same again and again. */
const WHOLE_REPEATS = 3

/** Worth of every line. */
export function scoreRun(facts: RunFacts, query: string): Int32Array {
  const scorer = new Scorer(facts)
  const { count } = facts.lines
  for (let line = 0; line < count; line++) scorer.score(line)
  const { worth } = scorer
  addEnds(worth)
  addNeighbours(worth, facts)
  addRelevance(worth, facts, query)
  return worth
}

class Scorer {
  readonly worth: Int32Array
  readonly #facts: RunFacts
  readonly #seenShapes = new Map<number, number>()
  readonly #shapeCounts = new Map<number, number>()
  readonly #seenWords = new Set<number>()
  readonly #seenFlags = new Set<string>()
  readonly #seenRules = new Map<string, number>()
  readonly #heads = new Map<string, number>()
  /** By finding: how many of its rule came before it. */
  readonly #nthOf: number[] = []
  #detail = 0
  /** What the present finding has said so far. */
  readonly #said = new Map<string, number>()

  constructor(facts: RunFacts) {
    this.#facts = facts
    this.worth = new Int32Array(facts.lines.count)
    for (const shape of facts.shapes) {
      this.#shapeCounts.set(shape, (this.#shapeCounts.get(shape) ?? 0) + 1)
    }
  }

  score(line: number): void {
    this.worth[line] = this.#worthOf(line)
  }

  #worthOf(line: number): number {
    switch (this.#facts.roles[line]) {
      case ROLE.summary:
        return this.#summary(line)
      case ROLE.failure:
        return this.#failure(line)
      case ROLE.failureDetail:
        return this.#failureDetail(line)
      case ROLE.libraryFrame:
        return WORTH.nothing
      case ROLE.warning:
        return this.#warning(this.#nthOfRule(line))
      case ROLE.warningDetail:
        return Math.max(this.#warning(this.#nthAt(line)), this.#errorWithin(line))
      case ROLE.skip:
        return this.#nthOfShape(line) === 1 ? WORTH.skip : WORTH.nothing
      case ROLE.section:
        return this.#nthOfShape(line) === 1 ? WORTH.section : WORTH.laterSection
      case ROLE.pass:
        return this.#firstOfWord(line)
      case ROLE.progress:
        return Math.max(this.#firstOfWord(line), this.#firstOfFlags(line))
      case ROLE.passDetail:
        return this.#errorWithin(line)
      default:
        return this.#other(line)
    }
  }

  /** Counts of each part of a run may differ; the very same line says nothing more. */
  #summary(line: number): number {
    const times = this.#timesAtHead(line)
    if (times > WHOLE_REPEATS) return Math.floor(WORTH.caution / times)
    return this.#nthOfShape(line) <= WHOLE_SUMMARIES ? WORTH.summary : WORTH.laterDetail
  }

  /** What passed or was warned of is worth a further look only where it speaks of a failure. */
  #errorWithin(line: number): number {
    const { severity } = judge(lineOf(this.#facts.lines, line))
    return severity >= SEVERITY.error ? Math.floor(WORTH.error / this.#nthOfShape(line)) : 0
  }

  #failure(line: number): number {
    const finding = this.#facts.findingOf[line] ?? -1
    const isHead = this.#facts.findings[finding]?.head === line
    const nth = isHead ? this.#nthOfRule(line) : this.#nthAt(line)
    if (isHead) {
      this.#detail = 0
      this.#said.clear()
    }
    if (nth <= WHOLE_FAILURES) return WORTH.failure
    if (!isHead) return WORTH.laterDetail
    const isListed = nth > SHOWN_HEADS && this.#facts.findings[finding]?.place !== ''
    if (isListed) return Math.floor((WORTH.laterFailure * SHOWN_HEADS) / nth / 3)
    const again = this.#timesAtHead(line)
    return again <= WHOLE_REPEATS ? WORTH.laterFailure : Math.floor(WORTH.error / again)
  }

  /** How often findings or summaries have had the very same line. */
  #timesAtHead(line: number): number {
    const text = lineOf(this.#facts.lines, line)
    const times = (this.#heads.get(text) ?? 0) + 1
    this.#heads.set(text, times)
    return times
  }

  #failureDetail(line: number): number {
    if (this.#nthAt(line) > WHOLE_FAILURES) return Math.floor(WORTH.laterDetail / 2)
    this.#detail++
    const again = this.#timesSaid(line)
    if (again > WHOLE_REPEATS) return Math.floor(WORTH.laterDetail / again)
    return this.#detail <= WHOLE_DETAIL ? WORTH.detail : WORTH.longDetail
  }

  /** How often this finding has said the very same, lines without words aside. */
  #timesSaid(line: number): number {
    const text = lineOf(this.#facts.lines, line)
    if (!/\w/.test(text)) return 1
    const times = (this.#said.get(text) ?? 0) + 1
    this.#said.set(text, times)
    return times
  }

  #warning(nth: number): number {
    if (nth === 1) return WORTH.warning
    return nth === 2 ? WORTH.secondWarning : WORTH.nothing
  }

  /** Which of its rule the finding that begins here is, from 1. */
  #nthOfRule(line: number): number {
    const finding = this.#facts.findingOf[line] ?? -1
    const rule = this.#facts.findings[finding]?.rule ?? ''
    const nth = (this.#seenRules.get(rule) ?? 0) + 1
    this.#seenRules.set(rule, nth)
    this.#nthOf[finding] = nth
    return nth
  }

  #nthAt(line: number): number {
    return this.#nthOf[this.#facts.findingOf[line] ?? -1] ?? 1
  }

  #nthOfShape(line: number): number {
    const shape = this.#facts.shapes[line] ?? 0
    const nth = (this.#seenShapes.get(shape) ?? 0) + 1
    this.#seenShapes.set(shape, nth)
    return nth
  }

  #firstOfWord(line: number): number {
    const word = this.#facts.wordOf[line] ?? 0
    if (this.#seenWords.has(word)) return WORTH.nothing
    this.#seenWords.add(word)
    return WORTH.firstOfWord
  }

  /** A command with other flags than before does something else. */
  #firstOfFlags(line: number): number {
    const flags = flagsOf(lineOf(this.#facts.lines, line))
    if (flags === '' || this.#seenFlags.has(flags)) return WORTH.nothing
    this.#seenFlags.add(flags)
    return WORTH.firstOfFlags
  }

  #other(line: number): number {
    const nth = this.#nthOfShape(line)
    const text = lineOf(this.#facts.lines, line)
    if (text.trim() === '') return WORTH.nothing
    const { severity } = judge(text)
    const times = this.#shapeCounts.get(this.#facts.shapes[line] ?? 0) ?? 1
    if (severity >= SEVERITY.error) return Math.floor(WORTH.error / nth)
    if (severity === SEVERITY.warning) return Math.floor(WORTH.caution / nth)
    return Math.floor((WORTH.other + Math.floor(WORTH.rarity / times)) / nth)
  }
}

/** The flags of a command, without the names of files. */
function flagsOf(line: string): string {
  const flags = line.slice(0, LONGEST_COMMAND).match(/(?<= )-{1,2}[A-Za-z][\w=+-]{0,60}(?= |$)/g)
  return flags === null ? '' : flags.join(' ')
}

const LONGEST_COMMAND = 2000

function addEnds(worth: Int32Array): void {
  const { length } = worth
  for (let line = 0; line < Math.min(FIRST_LINES, length); line++) add(worth, line, WORTH.edge)
  for (let back = 1; back <= Math.min(LAST_LINES, length); back++) {
    add(worth, length - back, WORTH.edge)
  }
}

function add(worth: Int32Array, line: number, amount: number): void {
  if (line >= 0 && line < worth.length) worth[line] = (worth[line] ?? 0) + amount
}

/** The line above a finding: the function it is in, the test it is of. It stays and goes with it. */
function addNeighbours(worth: Int32Array, { roles }: RunFacts): void {
  for (let line = 1; line < roles.length; line++) {
    const isFinding = roles[line] === ROLE.failure || roles[line] === ROLE.warning
    if (isFinding) worth[line - 1] = headingWorth(worth, roles, line)
  }
}

function headingWorth(worth: Int32Array, roles: Uint8Array, finding: number): number {
  const [above, here] = [worth[finding - 1] ?? 0, worth[finding] ?? 0]
  const role = roles[finding - 1]
  if (role !== ROLE.section && role !== ROLE.other) return above
  if (here >= WORTH.warning) return Math.max(above, here)
  return role === ROLE.section ? Math.min(above, here) : above
}

/** What the query names. */
function addRelevance(worth: Int32Array, { lines, roles }: RunFacts, query: string): void {
  const ranker = createRanker(query)
  if (ranker.isEmpty) return
  const { text, starts, count } = lines
  const passages = {
    text,
    starts: starts.subarray(0, count),
    ends: starts.subarray(1),
    escaped: false,
  }
  const { scores, exact, spelled } = ranker.rank(passages)
  for (let line = 0; line < count; line++) {
    // Common words of a query stand in every pass; there only what singles a line out counts.
    if (!isRoutine(roles[line] ?? 0))
      add(worth, line, Math.min(WORTH.mostRelevant, scores[line] ?? 0))
    if (exact[line] === 1) add(worth, line, WORTH.exactMatch)
    if (spelled[line] === 1) add(worth, line, WORTH.spelledOut)
  }
}

function isRoutine(role: number): boolean {
  return (
    role === ROLE.pass || role === ROLE.passDetail || role === ROLE.progress || role === ROLE.skip
  )
}
