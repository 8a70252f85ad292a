import type { Span } from '../../../ir/content.ts'
import { type JsonText, rowStart } from './row-lists.ts'
import type { Table } from './table.ts'
import { at } from './typed.ts'

/** Neighbouring rows of one list that are left out. */
export interface HiddenRun {
  readonly list: number
  readonly first: number
  /** The row after the last. */
  readonly end: number
}

/** The longest runs of hidden rows in lists that are in sight, list by list. */
export function hiddenRuns({ lists }: Table, shown: Uint8Array): readonly HiddenRun[] {
  const runs: HiddenRun[] = []
  for (let list = 0; list < lists.count; list++) {
    const parent = at(lists.parentRows, list)
    if (parent === -1 || shown[parent] === 1) runs.push(...runsIn(list, lists.firstRows, shown))
  }
  return runs
}

function runsIn(list: number, firstRows: Int32Array, shown: Uint8Array): readonly HiddenRun[] {
  const runs: HiddenRun[] = []
  const end = at(firstRows, list + 1)
  let row = at(firstRows, list)
  while (row < end) {
    const first = row
    while (row < end && shown[row] !== 1) row++
    if (row > first) runs.push({ list, first, end: row })
    row++
  }
  return runs
}

/**
 * What to cut so that the rows vanish with the commas behind them: from the start of the first one (of
 * its line, if nothing else stands there) to that of the next row in sight, or to the closing bracket
 * or its line. The comma before a gap stays, as `text/json-index.ts` reads gaps.
 */
export function spanOf({ json, lists }: Table, run: HiddenRun): Span {
  const { index, isSequence } = json
  const start = leadOf(json, at(lists.rowNodes, run.first))
  if (run.end < at(lists.firstRows, run.list + 1)) {
    return { start, end: leadOf(json, at(lists.rowNodes, run.end)) }
  }
  const list = at(lists.nodes, run.list)
  if (isSequence && list === 0) return { start, end: at(index.ends, list) }
  return { start, end: lineStartOr(json.text, at(index.ends, list) - 1) }
}

function leadOf(json: JsonText, node: number): number {
  return lineStartOr(json.text, rowStart(json, node))
}

const LINE_BREAK = 0x0a
const SPACE = 0x20
const TAB = 0x09

/** The start of the line when only blanks stand before `place` on it, else `place`. */
function lineStartOr(text: string, place: number): number {
  let start = place
  while (text.charCodeAt(start - 1) === SPACE || text.charCodeAt(start - 1) === TAB) start--
  return start === 0 || text.charCodeAt(start - 1) === LINE_BREAK ? start : place
}
