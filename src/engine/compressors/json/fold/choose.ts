import { Choice } from './choice.ts'
import type { Budget } from './costs.ts'
import type { Table } from './table.ts'
import type { Worth } from './worth.ts'

/** Rows the query spells out may go beyond the target by this factor; others leave room for the rest. */
const SPELLED_FACTOR = 1.5
const LIKELY_FACTOR = 0.7
/** What stands for the rest gets this share of the target, unless the caller set it … */
const ORDINARY_SHARE = 0.3
/** … and less where what is asked for is known. */
const BESIDE_SHARE = 0.2

/** Row → 1 where it is shown: most information a token, within `targetTokens`. */
export function chooseRows(
  table: Table,
  worth: Worth,
  budget: Budget & { readonly isBudget: boolean },
): Uint8Array {
  const choice = new Choice(table, worth, budget.costs)
  const { targetTokens, isBudget } = budget
  const ordinary = isBudget ? targetTokens : Math.floor(targetTokens * ORDINARY_SHARE)
  const likely = targetTokens * LIKELY_FACTOR
  choice.keepEnds(ordinary)
  choice.keepMusts([0, likely, likely, targetTokens * SPELLED_FACTOR])
  choice.keepBest(targetTokens, ordinary)
  choice.fillUp(ordinary)
  choice.closeGaps()
  return choice.shown
}

/**
 * The rows the query is after and what tells much beside, all of them; `undefined` where they do not
 * fit. Then hiding the rest is no gamble.
 */
export function chooseAnswer(table: Table, worth: Worth, budget: Budget): Uint8Array | undefined {
  const choice = new Choice(table, worth, budget.costs)
  const { targetTokens } = budget
  const beside = Math.floor(targetTokens * BESIDE_SHARE)
  const most = targetTokens * SPELLED_FACTOR
  choice.keepEnds(beside)
  choice.keepMusts([0, most, most, most])
  if (!choice.holdsMusts() || !choice.keepBest(targetTokens, beside)) return undefined
  choice.closeGaps()
  return choice.shown
}
