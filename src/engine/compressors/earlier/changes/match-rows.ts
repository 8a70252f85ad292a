import { type Change, differencesOf } from './differences.ts'
import type { Document, Place } from './document.ts'
import { type Identity, identityOf, type RowPair } from './identity.ts'

/** What became of one row. */
export interface Match {
  /** The row above that it is, from 0. */
  readonly row: number
  readonly changes: readonly Change[]
}

/** The rows of a list beside those of an earlier one. */
export interface Matches {
  readonly identity: Identity | undefined
  /** One a row; `undefined` for new ones. */
  readonly rows: readonly (Match | undefined)[]
}

/** Changed values of one row that are told one by one; with more it is written out. */
const MOST_CHANGES = 8

/** Finds each row again, by its identity where there is one, else where it is the same. */
export function matchRows(documents: RowPair<Document>, rows: RowPair): Matches {
  const identity = identityOf(documents, rows)
  const isTaken = new Set<number>()
  const find = identity === undefined ? sameRows(documents, rows) : rowsByIdentity(identity)
  const matches = rows.now.map((row, at) => {
    const found = find(at)
    const before = found === undefined ? undefined : rows.before[found]
    if (found === undefined || before === undefined || isTaken.has(found)) return undefined
    const changes = changesOf(documents, before, row)
    if (changes === undefined) return undefined
    isTaken.add(found)
    return { row: found, changes }
  })
  return { identity, rows: matches }
}

function rowsByIdentity({ before, now }: Identity): (at: number) => number | undefined {
  const places = new Map(before.map((value, at) => [value, at]))
  return (at) => places.get(now[at] ?? '')
}

/** Equal rows in the order in which they stand above. */
function sameRows(documents: RowPair<Document>, rows: RowPair): (at: number) => number | undefined {
  const places = new Map<string, number[]>()
  for (const [at, row] of [...rows.before.entries()].reverse()) {
    const text = textOf(documents.before, row)
    const known = places.get(text)
    if (known === undefined) places.set(text, [at])
    else known.push(at)
  }
  return (at) => {
    const row = rows.now[at]
    return row === undefined ? undefined : places.get(textOf(documents.now, row))?.pop()
  }
}

function changesOf(
  documents: RowPair<Document>,
  before: Place,
  now: Place,
): readonly Change[] | undefined {
  if (textOf(documents.before, before) === textOf(documents.now, now)) return []
  const pair = { before: before.node, now: now.node }
  const changes = differencesOf(documents.before, documents.now, { pair })
  return changes === undefined || changes.length > MOST_CHANGES ? undefined : changes
}

function textOf({ text }: Document, { start, end }: Place): string {
  return text.slice(start, end)
}
