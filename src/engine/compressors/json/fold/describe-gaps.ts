import { eachWord, lowerAscii } from '../../../relevance/words.ts'
import { factsOf } from './facts.ts'
import { type HiddenRun, spanOf } from './gaps.ts'
import { namesOf } from './row-names.ts'
import type { Table } from './table.ts'
import { at } from './typed.ts'

export interface GapsRequest {
  readonly runs: readonly HiddenRun[]
  readonly shown: Uint8Array
  readonly query: string
}

/** Facts cost tokens as well: at most this many characters, and this share of what is hidden. */
const LONGEST_FACTS = 300
const SHORTEST_FACTS = 24
const FACTS_SHARE = 1 / 8

/**
 * What each gap line says of the rows it stands for. Facts about all hidden rows of a list, and of the
 * lists inside them, stand once: at the largest gap. Names of large entries stand at their own.
 */
export function describeGaps(table: Table, { runs, shown, query }: GapsRequest): readonly string[] {
  const asked = askedWords(query)
  const largest = largestRuns(table, runs)
  return runs.map((run) => {
    const names = namesOf(table, run)
    const group = largest.get(run)
    if (group === undefined) return names
    const room = Math.min(LONGEST_FACTS, Math.floor(group.characters * FACTS_SHARE))
    if (room < SHORTEST_FACTS) return names
    const facts = factsOf({ table, shown, list: group.list, room, asked })
    const scope = facts !== '' && group.runs > 1 ? 'in all gaps here: ' : ''
    return [names, scope + facts].filter((part) => part !== '').join('; ')
  })
}

/** Words and whole names of the query, in lower case. */
function askedWords(query: string): ReadonlySet<string> {
  const words = new Set<string>()
  const visit = (start: number, end: number): void => {
    words.add(lowerAscii(query.slice(start, end)))
  }
  eachWord(query, { start: 0, end: query.length, escaped: false }, visit)
  for (const [name] of query.matchAll(/[\w.@/:+-]+/g))
    words.add(lowerAscii(name.replace(/[.:]{1,9}$/, '')))
  return words
}

interface Group {
  readonly list: number
  runs: number
  characters: number
}

/** The largest gap of each list that lies in no row, counting those inside its rows. */
function largestRuns(table: Table, runs: readonly HiddenRun[]): ReadonlyMap<HiddenRun, Group> {
  const groups = new Map<number, Group & { largest: HiddenRun; most: number }>()
  for (const run of runs) {
    const { start, end } = spanOf(table, run)
    const list = rootOf(table, run.list)
    const group = groups.get(list) ?? { list, runs: 0, characters: 0, largest: run, most: 0 }
    groups.set(list, group)
    group.runs++
    group.characters += end - start
    if (end - start > group.most) {
      group.most = end - start
      group.largest = run
    }
  }
  return new Map([...groups.values()].map((group) => [group.largest, group]))
}

function rootOf({ lists }: Table, start: number): number {
  let list = start
  for (let row = at(lists.parentRows, list); row !== -1; row = at(lists.parentRows, list)) {
    list = at(lists.rowLists, row)
  }
  return list
}
