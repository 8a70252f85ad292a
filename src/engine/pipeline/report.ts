import type { Edit } from '../ir/conversation.ts'
import type { Decision, OutcomeFacts, Ref, Report } from '../ir/decision.ts'
import type { Outcome } from './decide.ts'
import { type Entry, tokensAfter, tokensBefore } from './entry.ts'

/** What decisions come to: the changes, one value a block, on which every log and view draws, and sums. */
export interface Told {
  readonly edits: readonly Edit[]
  readonly report: Omit<Report, 'milliseconds'>
  /** What folding would have saved further, in tokens, where recall was not possible. */
  readonly foldingWouldSave: number
  /** Names of the compressors whose work is in the result, each once, in order of use. */
  readonly by: readonly string[]
  /** Refs of originals that markers in the result point to, each once. */
  readonly refs: readonly Ref[]
}

/** Tells what entries come to; of those that have been told before, it remembers what they came to. */
export class Teller {
  #settled = new Tally()

  /** Entries whose decision is settled are counted once, as long as they stand first. */
  tell(entries: readonly Entry[]): Told {
    for (let entry = entries[this.settled]; entry?.decision; entry = entries[this.settled]) {
      this.#settled.add(entry)
    }
    const tally = this.#settled.copy()
    for (let at = this.settled; at < entries.length; at++) {
      const entry = entries[at]
      if (entry !== undefined) tally.add(entry)
    }
    return tally.told()
  }

  /** How many are counted for good. */
  get settled(): number {
    return this.#settled.count
  }

  /** One of those has changed. */
  forget(): void {
    this.#settled = new Tally()
  }
}

class Tally {
  readonly #edits: Edit[]
  readonly #decisions: Decision[]
  readonly #by: Set<string>
  readonly #refs: Set<Ref>
  #tokensBefore = 0
  #tokensAfter = 0
  #foldingWouldSave = 0

  constructor(
    edits: readonly Edit[] = [],
    decisions: readonly Decision[] = [],
    used: { readonly by?: Iterable<string>; readonly refs?: Iterable<Ref> } = {},
  ) {
    this.#edits = edits.slice()
    this.#decisions = decisions.slice()
    this.#by = new Set(used.by)
    this.#refs = new Set(used.refs)
  }

  copy(): Tally {
    const copy = new Tally(this.#edits, this.#decisions, { by: this.#by, refs: this.#refs })
    copy.#tokensBefore = this.#tokensBefore
    copy.#tokensAfter = this.#tokensAfter
    copy.#foldingWouldSave = this.#foldingWouldSave
    return copy
  }

  get count(): number {
    return this.#decisions.length
  }

  add(entry: Entry): void {
    const { outcome } = entry
    const after = tokensAfter(entry)
    const edit = editOf(entry)
    if (edit !== undefined) this.#edits.push(edit)
    this.#decisions.push(entry.decision ?? decisionOf(entry))
    this.#tokensBefore += tokensBefore(entry)
    this.#tokensAfter += after
    this.#foldingWouldSave += after - (outcome.tokensIfFolded ?? after)
    if (outcome.outcome === 'kept') return
    this.#by.add(outcome.by)
    if (outcome.outcome !== 'packed') for (const ref of outcome.refs) this.#refs.add(ref)
  }

  told(): Told {
    return {
      edits: this.#edits,
      report: {
        decisions: this.#decisions,
        tokensBefore: this.#tokensBefore,
        tokensAfter: this.#tokensAfter,
      },
      foldingWouldSave: this.#foldingWouldSave,
      by: [...this.#by],
      refs: [...this.#refs],
    }
  }
}

function editOf({ block, outcome, mendedFrom }: Entry): Edit | undefined {
  if (outcome.outcome !== 'kept') return { block: block.id, text: outcome.text }
  return mendedFrom === undefined ? undefined : { block: block.id, text: block.text }
}

/** What is told of one block. Members stand before spreads: behind one, they cost ten times as much. */
export function decisionOf(entry: Entry): Decision {
  const { block, content, milliseconds, outcome } = entry
  const { attempts, tokensIfFolded } = outcome
  return {
    block: block.id,
    content: content.kind,
    tokensBefore: tokensBefore(entry),
    tokensAfter: tokensAfter(entry),
    milliseconds,
    attempts,
    ...toldOf(outcome),
    ...(block.origin === undefined ? {} : { tool: block.origin.tool }),
    ...(tokensIfFolded === undefined ? {} : { tokensIfFolded }),
    ...(entry.isReplayed === true ? { replayed: true } : {}),
  }
}

/** What only some outcomes tell. */
function toldOf(outcome: Outcome): OutcomeFacts {
  if (outcome.outcome === 'kept') return { outcome: 'kept', reason: outcome.reason }
  if (outcome.outcome === 'packed') {
    return { outcome: 'packed', by: outcome.by, proof: outcome.proof }
  }
  const { by, refs, proof } = outcome
  const facts = { outcome: outcome.outcome, by, refs }
  return proof === undefined ? facts : { ...facts, proof }
}
