import type { Block, Conversation } from '../ir/conversation.ts'
import type { Ref } from '../ir/decision.ts'
import { findRefs } from '../recall/marker.ts'
import type { Desk } from './desk.ts'
import { Ledger } from './earlier.ts'
import { type Entry, shownBy } from './entry.ts'
import { userWordsBefore } from './query.ts'
import { RecentEdits } from './recent-edits.ts'

/** A block, and what the user had said before it. */
export interface Station {
  readonly block: Block
  readonly userWords: string
}

/** All blocks of a conversation, in order. */
export function stationsOf(conversation: Conversation): readonly Station[] {
  const userWords = userWordsBefore(conversation)
  return conversation.messages.flatMap(({ blocks }, message) =>
    blocks.map((block) => ({ block, userWords: userWords[message] ?? '' })),
  )
}

/** One pass over a conversation, and what the next block finds above it. */
export class Run {
  readonly passed: Station[] = []
  readonly entries: Entry[] = []
  readonly edits: RecentEdits = new RecentEdits()
  readonly change: { readonly before: Ledger; readonly after: Ledger }
  #refsInSight: ReadonlySet<Ref> = new Set()

  constructor(desk: Desk) {
    this.change = { before: new Ledger(desk), after: new Ledger(desk) }
  }

  /** The refs of markers before the next block: those written in this run, and those that came with the text. */
  get refsInSight(): ReadonlySet<Ref> {
    return this.#refsInSight
  }

  pass(station: Station, entry: Entry): void {
    const { block } = station
    this.passed.push(station)
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

  /** The same pass over a conversation that says the same up to here: only its blocks are other values. */
  rebase(stations: readonly Station[]): void {
    for (let at = 0; at < this.passed.length; at++) {
      const station = stations[at]
      const entry = this.entries[at]
      if (station === undefined || entry === undefined) return
      this.passed[at] = station
      this.entries[at] = rebased(entry, station)
    }
  }
}

/** What was decided, for an equal block of another reading. */
export function rebased(entry: Entry, { block }: Station): Entry {
  const known = entry.mendedFrom === undefined ? block : { ...block, text: entry.block.text }
  return { ...entry, block: known, milliseconds: 0, isReplayed: true }
}
