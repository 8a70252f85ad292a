import type { Ref } from '../ir/decision.ts'
import { findRefs } from '../recall/marker.ts'
import type { Desk } from './desk.ts'
import { Ledger } from './earlier.ts'
import { type Entry, shownBy } from './entry.ts'
import { RecentEdits } from './recent-edits.ts'
import { decisionOf, Teller, type Told } from './report.ts'
import type { Station } from './route.ts'

/** One pass over a conversation, and what the next block finds above it. */
export class Run {
  readonly passed: Station[] = []
  readonly entries: Entry[] = []
  readonly edits: RecentEdits = new RecentEdits()
  readonly change: { readonly before: Ledger; readonly after: Ledger }
  /** Characters of the blocks that were passed. */
  characters = 0
  #refsInSight: ReadonlySet<Ref> = new Set()
  readonly #teller = new Teller()
  #told: Told | undefined

  constructor(desk: Desk) {
    this.change = { before: new Ledger(desk), after: new Ledger(desk) }
  }

  /** The refs of markers before the next block: those written in this run, and those that came with the text. */
  get refsInSight(): ReadonlySet<Ref> {
    return this.#refsInSight
  }

  pass(station: Station, entry: Entry): void {
    const { block } = station
    this.#told = undefined
    this.passed.push(station)
    this.characters += block.text.length
    this.entries.push(entry)
    this.edits.add(block)
    if (block.kind === 'compaction') this.change.after.forget()
    if (block.kind === 'tool-call') {
      this.change.before.addCall(block.text)
      this.change.after.addCall(block.text)
    }
    if (block.kind === 'tool-result') {
      this.change.before.add(block)
      this.change.after.add(shownBy(entry))
    }
    const { outcome } = entry
    const refs = 'refs' in outcome ? outcome.refs : findRefs(entry.block.text)
    if (refs.length > 0) this.#refsInSight = new Set([...this.#refsInSight, ...refs])
  }

  /** What all of it comes to; the very same for as long as nothing changes. */
  told(): Told {
    this.#told ??= this.#teller.tell(this.entries)
    return this.#told
  }

  /** The same pass over a conversation that says the same up to here: only its blocks are other values. */
  rebase(stations: readonly Station[]): void {
    for (let at = 0; at < this.passed.length; at++) {
      const station = stations[at]
      if (this.passed[at] === station && at < this.#teller.settled) continue
      const entry = this.entries[at]
      if (station === undefined || entry === undefined) return
      if (at < this.#teller.settled) this.#teller.forget()
      this.#told = undefined
      this.passed[at] = station
      this.entries[at] = rebased(entry, station)
    }
  }
}

/** What was decided, for an equal block of another reading. */
export function rebased(entry: Entry, { block }: Station): Entry {
  const { decision: _, ...decided } = entry
  const known = entry.mendedFrom === undefined ? block : { ...block, text: entry.block.text }
  const replayed = { isReplayed: true, ...decided, block: known, milliseconds: 0 }
  return { decision: decisionOf(replayed), ...replayed }
}
