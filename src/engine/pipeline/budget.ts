import { decide } from './decide.ts'
import type { Desk } from './desk.ts'
import { Ledger, sightOf } from './earlier.ts'
import { type Entry, shownBy, tokensAfter, workOf } from './entry.ts'
import { hasLostReferences, mended } from './lost-references.ts'

/** What became of a budget: said plainly, also when it can't be met. */
export interface BudgetResult {
  readonly tokens: number
  readonly met: boolean
  /** Tokens by which the conversation is still too large; 0 when met. */
  readonly missing: number
}

/** Folds land near their aim, not on it; each round takes up what the last one missed. */
const ROUNDS = 4
/** No fold can say anything in less. */
const LEAST_TARGET = 120

/**
 * Brings the conversation under `budget` tokens by lowering the largest blocks first: all blocks
 * above one common height are folded down to it, so that no block loses more than it must and the
 * longest, where a single token tells least, pay most.
 */
export async function meetBudget(
  entries: readonly Entry[],
  desk: Desk,
  { budget, mayRefer }: { readonly budget: number; readonly mayRefer: boolean },
): Promise<{ readonly entries: readonly Entry[]; readonly result: BudgetResult }> {
  let current = entries
  let aim = budget
  for (let round = 0; round < ROUNDS && total(current) > budget && aim > 0; round++) {
    const height = heightFor(current, aim)
    current = await lower(current, desk, { height, mayRefer })
    aim -= Math.max(0, total(current) - budget)
  }
  const missing = Math.max(0, total(current) - budget)
  return { entries: current, result: { tokens: budget, met: missing === 0, missing } }
}

function total(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + tokensAfter(entry), 0)
}

/** Height at which the blocks that can be lowered, cut off there, and all others come to `aim`. */
function heightFor(entries: readonly Entry[], aim: number): number {
  const heights = entries
    .filter(canLower)
    .map(tokensAfter)
    .sort((a, b) => a - b)
  const others = entries.filter((entry) => !canLower(entry))
  let left = aim - total(others)
  for (const [index, height] of heights.entries()) {
    const share = Math.floor(left / (heights.length - index))
    if (height >= share) return Math.max(LEAST_TARGET, share)
    left -= height
  }
  return LEAST_TARGET
}

function canLower({ block }: Entry): boolean {
  return block.seal === 'open' && block.packOnly !== true
}

interface Aim {
  readonly height: number
  readonly mayRefer: boolean
}

async function lower(entries: readonly Entry[], desk: Desk, aim: Aim): Promise<readonly Entry[]> {
  const lowered: Entry[] = []
  const change = { before: new Ledger(desk), after: new Ledger(desk) }
  for (const entry of entries) {
    const next = await lowerOne(entry, { ...aim, desk, change })
    lowered.push(next)
    if (entry.block.kind === 'compaction') change.after.forget()
    if (entry.block.kind === 'tool-call') {
      change.before.addCall(entry.block.text)
      change.after.addCall(entry.block.text)
    }
    if (entry.block.kind !== 'tool-result') continue
    change.before.add(shownBy(entry))
    change.after.add(shownBy(next))
  }
  return lowered
}

interface Round extends Aim {
  readonly desk: Desk
  readonly change: { readonly before: Ledger; readonly after: Ledger }
}

/** What an entry refers to may be hidden by now; then it is decided again, whatever its height. */
async function lowerOne(known: Entry, { desk, change, height, mayRefer }: Round): Promise<Entry> {
  const entry = known.outcome.outcome === 'kept' ? mended(known, change, desk) : known
  const isStale = entry !== known || hasLostReferences(shownBy(entry).text, change.after, desk)
  if (!isStale && (!canLower(entry) || tokensAfter(entry) <= height)) return entry
  const start = desk.now()
  const sight = sightOf(change.after, mayRefer)
  const outcome = await decide({ ...workOf(entry, sight), targetTokens: height }, desk)
  const milliseconds = entry.milliseconds + desk.now() - start
  const next = { ...entry, outcome, milliseconds }
  return isStale || tokensAfter(next) < tokensAfter(entry) ? next : entry
}
