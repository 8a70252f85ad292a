import { namePackages } from '../../../text/stack-frames/name-packages.ts'
import { ROLE, type RunFacts } from './run-facts.ts'

const MOST_WORDS = 5
const MOST_RULES = 4
const MOST_PLACES = 12
const LONGEST = 320

/** How often each status word and rule occurs in the whole run. */
export interface RunTotals {
  readonly words: ReadonlyMap<number, number>
  readonly rules: ReadonlyMap<string, number>
}

export function totalsOf({ wordOf, findings, roles }: RunFacts): RunTotals {
  const words = new Map<number, number>()
  for (const [line, word] of wordOf.entries()) {
    if (isCounted(roles[line] ?? 0)) words.set(word, (words.get(word) ?? 0) + 1)
  }
  const rules = new Map<string, number>()
  for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1)
  return { words, rules }
}

/** Roles whose words say how a step ended, that one is under way, or what was found. */
const COUNTED: ReadonlySet<number> = new Set([
  ROLE.pass,
  ROLE.skip,
  ROLE.progress,
  ROLE.failure,
  ROLE.warning,
])

function isCounted(role: number): boolean {
  return COUNTED.has(role)
}

export interface Run {
  readonly from: number
  readonly to: number
}

/** Exact counts over the hidden lines, of all: `79 of 79 PASSED; 11 of 40 -Wconversion at a.c:3, b.c:9`. */
export function summarizeRun(facts: RunFacts, run: Run, totals: RunTotals): string {
  const parts = [
    ...wordsIn(facts, run, totals),
    ...findingsIn(facts, run, totals),
    namePackages(packagesIn(facts, run)),
  ].filter((part) => part !== '')
  const summary = parts.join('; ')
  return summary.length <= LONGEST ? summary : `${summary.slice(0, lastBreak(summary))} …`
}

function packagesIn({ libraries }: RunFacts, { from, to }: Run): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  if (libraries.size === 0) return counts
  for (let line = from; line < to; line++) {
    const name = libraries.get(line)
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

/** Only whole facts are told. */
function lastBreak(summary: string): number {
  return Math.max(summary.lastIndexOf(', ', LONGEST), summary.lastIndexOf('; ', LONGEST))
}

function wordsIn(facts: RunFacts, { from, to }: Run, totals: RunTotals): readonly string[] {
  const counts = new Map<number, number>()
  for (let line = from; line < to; line++) {
    const word = facts.wordOf[line] ?? 0
    if (word === 0 || !isCounted(facts.roles[line] ?? 0) || facts.words[word] === 'note') continue
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_WORDS)
    .map(([word, count]) => `${count} of ${totals.words.get(word) ?? count} ${facts.words[word]}`)
}

function findingsIn(facts: RunFacts, { from, to }: Run, totals: RunTotals): readonly string[] {
  const places = new Map<string, string[]>()
  for (let line = from; line < to; line++) {
    const finding = facts.findings[facts.findingOf[line] ?? -1]
    if (finding?.head !== line) continue
    if (facts.roles[line] === ROLE.failure && finding.place === '') continue
    const known = places.get(finding.rule)
    if (known === undefined) places.set(finding.rule, [finding.place])
    else known.push(finding.place)
  }
  return [...places]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_RULES)
    .map(
      ([rule, at]) =>
        `${at.length} of ${totals.rules.get(rule) ?? at.length} ${plain(rule)}${placesOf(at)}`,
    )
}

/** ` at deflate.c:571, 789, inflate.c:12, 3 more`. */
function placesOf(places: readonly string[]): string {
  const known = [...new Set(places)].filter((place) => place !== '')
  if (known.length === 0) return ''
  let file = ''
  const named = known.slice(0, MOST_PLACES).map((place) => {
    const cut = place.lastIndexOf(':')
    const here = place.slice(0, cut)
    const isSame = here === file
    file = here
    return isSame ? place.slice(cut + 1) : plain(place)
  })
  const more = known.length > MOST_PLACES ? `, ${known.length - MOST_PLACES} more` : ''
  return ` at ${named.join(', ')}${more}`
}

/** Control characters and halves of surrogate pairs have no place in a summary. */
function plain(text: string): string {
  return text.replace(UNSHOWN, ' ')
}

const UNSHOWN = new RegExp(
  `[${String.raw`\u0000-\u001f\u007f`}${String.raw`\u2028\u2029\ud800-\udfff`}]`,
  'g',
)
