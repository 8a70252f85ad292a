import type { Content } from '../ir/content.ts'
import type { Block } from '../ir/conversation.ts'
import type { Decision, Ref } from '../ir/decision.ts'
import type { Outcome } from './decide.ts'
import type { Work } from './desk.ts'
import type { Shown, Sight } from './earlier.ts'

/** One block on its way through: what came in, what was decided, what it costs now. */
export interface Entry {
  readonly block: Block
  readonly content: Content
  readonly tokens: number
  readonly milliseconds: number
  readonly query: string
  readonly refsInSight: ReadonlySet<Ref>
  readonly outcome: Outcome
  /** Tokens of the text as it came, where its references led nowhere and were written out. */
  readonly mendedFrom?: number
  /** True where an earlier request was given the same decision. */
  readonly isReplayed?: boolean
  /** What the report says of it, where that is known already. */
  readonly decision?: Decision
}

/** The block as `decide` takes it; only tool results see what is above them. */
export function workOf(entry: Omit<Entry, 'outcome' | 'milliseconds'>, sight: Sight): Work {
  const { block, content, tokens, query, refsInSight } = entry
  const { text, origin, packOnly = false } = block
  const passage = { text, content, folded: false, ...(origin === undefined ? {} : { origin }) }
  const seen = block.kind === 'tool-result' ? sight : {}
  return { passage, tokens, query, packOnly, refsInSight, ...seen }
}

/** What stands in the place of a tool result after its decision. */
export function shownBy({ block, outcome }: Entry): Shown {
  const { origin, text } = block
  if (outcome.outcome === 'kept') return { text, origin }
  const isExact = outcome.outcome === 'packed' && outcome.proof === 'bytes'
  return { text: outcome.text, origin, ...(isExact ? { original: text } : {}) }
}

/** Tokens of a block as it came. */
export function tokensBefore({ mendedFrom, tokens }: Entry): number {
  return mendedFrom ?? tokens
}

/** Tokens a block costs after its decision. */
export function tokensAfter({ outcome, tokens }: Entry): number {
  return outcome.outcome === 'kept' ? tokens : outcome.tokens
}
