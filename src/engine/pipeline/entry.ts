import type { Content } from '../ir/content.ts'
import type { Block } from '../ir/conversation.ts'
import type { Outcome } from './decide.ts'
import type { Work } from './desk.ts'

/** One block on its way through: what came in, what was decided, what it costs now. */
export interface Entry {
  readonly block: Block
  readonly content: Content
  readonly tokens: number
  readonly milliseconds: number
  readonly query: string
  readonly outcome: Outcome
}

/** The block as `decide` takes it. */
export function workOf(entry: Pick<Entry, 'block' | 'content' | 'tokens' | 'query'>): Work {
  const { block, content, tokens, query } = entry
  const { text, origin, packOnly = false } = block
  const passage = { text, content, folded: false, ...(origin === undefined ? {} : { origin }) }
  return { passage, tokens, query, packOnly }
}

/** Tokens a block costs after its decision. */
export function tokensAfter({ outcome, tokens }: Entry): number {
  return outcome.outcome === 'kept' ? tokens : outcome.tokens
}
