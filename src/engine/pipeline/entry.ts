import type { Content } from '../ir/content.ts'
import type { Block } from '../ir/conversation.ts'
import type { Ref } from '../ir/decision.ts'
import type { Outcome } from './decide.ts'
import type { Work } from './desk.ts'

/** One block on its way through: what came in, what was decided, what it costs now. */
export interface Entry {
  readonly block: Block
  readonly content: Content
  readonly tokens: number
  readonly milliseconds: number
  readonly query: string
  readonly refsInSight: ReadonlySet<Ref>
  readonly outcome: Outcome
}

/** The block as `decide` takes it. */
export function workOf(entry: Omit<Entry, 'outcome' | 'milliseconds'>): Work {
  const { block, content, tokens, query, refsInSight } = entry
  const { text, origin, packOnly = false } = block
  const passage = { text, content, folded: false, ...(origin === undefined ? {} : { origin }) }
  return { passage, tokens, query, packOnly, refsInSight }
}

/** Tokens a block costs after its decision. */
export function tokensAfter({ outcome, tokens }: Entry): number {
  return outcome.outcome === 'kept' ? tokens : outcome.tokens
}
