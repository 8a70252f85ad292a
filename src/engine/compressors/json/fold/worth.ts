import { rarity } from '../../../relevance/bm25.ts'
import { type Cells, KINDS, kindOf, RECURRENCE } from './cells.ts'
import { type Budget, GAP_TOKENS } from './costs.ts'
import { ERROR_SIGN, errorSign, type KeyRole, keyOf, keyRole } from './error-signs.ts'
import type { JsonText } from './row-lists.ts'
import { numberAt } from './stamps.ts'
import type { Table } from './table.ts'
import { at, byteAt } from './typed.ts'

/** What rows tell, in 32nds of a bit. */
export interface Worth {
  /** Value → what seeing it for the first time tells. Falls once it has been shown. */
  readonly weights: Int32Array
  /** Value → what one example of it tells beside: an error among many, a sentence that recurs. */
  readonly examples: Int32Array
  /** Row → what it tells whatever else is shown: errors, outliers, breaks, what was asked for. */
  readonly bonuses: Int32Array
  /** Row → one of `MUST`. */
  readonly musts: Uint8Array
}

/**
 * Rows that come before all others, as long as there is room: those the query matches best, those with
 * a rare word of it, and those it spells out, even where there is not.
 */
export const MUST = { none: 0, matching: 1, likely: 2, spelled: 3 } as const

export const BIT = 32

/** Novelty, errors and odd kinds; what a query and numbers add comes on top. */
export function judgeRows(table: Table, budget: Budget): Worth {
  const rows = table.lists.rowNodes.length
  const worth = {
    weights: weighValues(table),
    examples: new Int32Array(table.cells.valueTable.size),
    bonuses: new Int32Array(rows).fill(BIT),
    musts: new Uint8Array(rows),
  }
  addOddKinds(table, worth.bonuses)
  addErrors(table, worth, budget)
  return worth
}

/** Columns with more different values tell less by each: `[most values, share of the rarity]`. */
const SHARES: readonly (readonly [number, number])[] = [
  [12, 1],
  [40, 1 / 2],
  [120, 1 / 4],
]
const LEAST_SHARE = 1 / 8
/** A value in so few cells of a column with few others is an event. */
const RARE_SHARE = 1 / 50
const MOST_BESIDE_RARE = 40
const RARE_BITS = 7
/** Numbers and days hardly ever name anything; what stands out among them is found by `column-marks.ts`. */
const MEASURE_SHARE = 1 / 4

function measuredPaths({ json, cells }: Table): (path: number) => boolean {
  const measured = Uint8Array.from({ length: cells.pathCount }, (_, path) =>
    Number.isNaN(numberAt(json, at(cells.firstNodes, path))) ? 0 : 1,
  )
  return (path) => measured[path] === 1 && at(cells.distinct, path) >= FEWEST_DIFFERENT
}

/** Numbers with fewer different values are names of something. */
const FEWEST_DIFFERENT = 6

function weighValues(table: Table): Int32Array {
  const { cells } = table
  const isMeasured = measuredPaths(table)
  const { paths, valueNodes, valueTable, sizes, distinct } = cells
  const weights = new Int32Array(valueTable.size)
  for (let value = 0; value < weights.length; value++) {
    const path = at(paths, at(valueNodes, value))
    const [size, different] = [at(sizes, path), at(distinct, path)]
    if (different < 2 || different * RECURRENCE > size) continue
    const share = SHARES.find(([most]) => different <= most)?.[1] ?? LEAST_SHARE
    const ofKind = isMeasured(path) ? MEASURE_SHARE : 1
    const count = at(valueTable.counts, value)
    const isRare = count <= size * RARE_SHARE && different <= MOST_BESIDE_RARE && ofKind === 1
    weights[value] = isRare
      ? rarity(size, count) + RARE_BITS * BIT
      : Math.floor(rarity(size, count) * share * ofKind)
  }
  return weights
}

/** Fewer cells have no usual kind. */
const FEWEST_CELLS = 10
const ODD_SHARE = 1 / 10
/** One that hardly ever occurs in its column is an event. */
const EVENT_SHARE = 1 / 100
const EVENT_BITS = 10

/** A text among numbers, an object among texts, a null where there is none. */
function addOddKinds({ json, lists, cells }: Table, bonuses: Int32Array): void {
  const { paths, sizes, kindCounts } = cells
  for (let node = 0; node < json.index.count; node++) {
    const row = at(lists.rowOfNode, node)
    const path = at(paths, node)
    const size = at(sizes, path)
    if (row === -1 || size < FEWEST_CELLS) continue
    const alike = at(kindCounts, path * KINDS + kindOf(json, node))
    if (alike > size * ODD_SHARE) continue
    const event = alike <= size * EVENT_SHARE ? EVENT_BITS * BIT : 0
    bonuses[row] = at(bonuses, row) + (rarity(size, alike) >> 1) + event
  }
}

/** An error is worth this much however often it was seen … */
const ERROR_BITS = 20
const WARNING_BITS = 3
/** … unless so many rows have one that they are the usual case … */
const USUAL_SHARE = 0.4
/** … and beyond this share of the target one of each kind tells what went wrong. */
const ERRORS_SHARE = 1 / 3

function addErrors(table: Table, worth: Worth, budget: Budget): void {
  const signs = signsOf(table)
  const special = specialPaths(table, signs)
  const found = signsOfRows(table, signs, special)
  const areMany = tokensOfErrors(found, budget) > budget.targetTokens * ERRORS_SHARE
  const bits = [0, WARNING_BITS, areMany ? 0 : ERROR_BITS]
  for (let row = 0; row < found.length; row++) {
    worth.bonuses[row] = at(worth.bonuses, row) + (bits[byteAt(found, row)] ?? 0) * BIT
  }
  if (areMany) addExamplesOfErrors(table, worth, { signs, special })
}

function signsOfRows(
  { json, lists, cells }: Table,
  signs: Uint8Array,
  special: Uint8Array,
): Uint8Array {
  const found = new Uint8Array(lists.rowNodes.length)
  for (let node = 0; node < json.index.count; node++) {
    const row = at(lists.rowOfNode, node)
    const value = at(cells.values, node)
    if (row === -1 || value === -1 || special[at(cells.paths, node)] !== 1) continue
    found[row] = Math.max(byteAt(found, row), byteAt(signs, value))
  }
  return found
}

function addExamplesOfErrors(
  { cells }: Table,
  { examples }: Worth,
  { signs, special }: { readonly signs: Uint8Array; readonly special: Uint8Array },
): void {
  for (let value = 0; value < signs.length; value++) {
    const isSpecial = special[at(cells.paths, at(cells.valueNodes, value))] === 1
    if (isSpecial && signs[value] === ERROR_SIGN.error) examples[value] = ERROR_BITS * BIT
  }
}

function tokensOfErrors(found: Uint8Array, { costs }: Budget): number {
  let tokens = 0
  for (let row = 0; row < found.length; row++) {
    if (found[row] === ERROR_SIGN.error) tokens += at(costs.rows, row) + GAP_TOKENS
  }
  return tokens
}

/** Value → `ERROR_SIGN`, read once a value. */
function signsOf({ json, cells }: Table): Uint8Array {
  const roles = rolesOf(json, cells)
  return Uint8Array.from({ length: cells.valueTable.size }, (_, value) => {
    const node = at(cells.valueNodes, value)
    if (byteAt(json.index.kinds, node) < 3) return ERROR_SIGN.none
    return errorSign(json, node, roles[at(cells.paths, node)] ?? 'other')
  })
}

function rolesOf(json: JsonText, cells: Cells): readonly KeyRole[] {
  return Array.from({ length: cells.pathCount }, (_, path) => {
    const key = keyOf(json, at(cells.firstNodes, path))
    return key === '' ? 'text' : keyRole(key)
  })
}

/** Path → 1 where error signs are the exception among the rows of its list. */
function specialPaths({ lists, cells }: Table, signs: Uint8Array): Uint8Array {
  const signed = new Int32Array(cells.pathCount)
  for (let value = 0; value < signs.length; value++) {
    if (signs[value] !== ERROR_SIGN.error) continue
    const path = at(cells.paths, at(cells.valueNodes, value))
    signed[path] = at(signed, path) + at(cells.valueTable.counts, value)
  }
  return Uint8Array.from(signed, (count, path) => {
    const row = at(lists.rowOfNode, at(cells.firstNodes, path))
    if (row === -1) return 0
    const rows = at(cells.sizes, at(cells.paths, at(lists.rowNodes, row)))
    return count <= rows * USUAL_SHARE ? 1 : 0
  })
}
