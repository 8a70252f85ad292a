import type { ContentKind } from './content.ts'
import type { BlockId } from './conversation.ts'

/** Why a block was left as it was. */
export type KeepReason =
  | 'sealed'
  | 'small'
  | 'unrecognized'
  | 'nothing-to-do'
  | 'not-smaller'
  | 'not-worth-it'
  | 'not-faithful'
  | 'not-recallable'
  | 'compressor-failed'
  | 'store-failed'
  | 'secret'
  | 'already-ours'
  | 'recalled'
  /** The caller named the tool as one to leave alone. */
  | 'excluded'
  /** A file that is likely to be edited next. */
  | 'file-read'

/** Name under which an original can be recalled; see `recall/ref.ts`. */
export type Ref = string & { readonly __brand: 'Ref' }

/** What was shown to hold for a packed text: the very bytes come back, or equal JSON does. */
export type Proof = 'bytes' | 'json-equal'

/** One compressor that was asked, and what came of it. */
export interface Attempt {
  readonly by: string
  /** Tokens of its result, where there was one. */
  readonly tokens?: number
  readonly result: 'chosen' | 'beaten' | KeepReason
}

interface DecisionBase {
  readonly block: BlockId
  /** The tool that produced the block, where known. */
  readonly tool?: string
  readonly content: ContentKind
  readonly tokensBefore: number
  readonly tokensAfter: number
  readonly milliseconds: number
  readonly attempts: readonly Attempt[]
  /** What folding would have brought this block to, where recall was not possible. */
  readonly tokensIfFolded?: number
  /** True where an earlier request of the conversation was given the same, and nothing was worked out. */
  readonly replayed?: boolean
}

/** What happened to one block, and why. The unit of every report, trace and playground row. */
export type Decision = DecisionBase & OutcomeFacts

/** What became of a block, and what goes with that alone. */
export type OutcomeFacts =
  | { readonly outcome: 'kept'; readonly reason: KeepReason }
  | { readonly outcome: 'packed'; readonly by: string; readonly proof: Proof }
  | {
      readonly outcome: 'folded' | 'viewed'
      readonly by: string
      readonly refs: readonly Ref[]
      /** Proof of the packing of what was kept, where it was packed. */
      readonly proof?: Proof
    }

/** What one run did: a decision a block, and their sums. */
export interface Report {
  readonly decisions: readonly Decision[]
  readonly tokensBefore: number
  readonly tokensAfter: number
  readonly milliseconds: number
}
