/** Position of a block in its conversation, e.g. `"3.0"` or `"3.0.1"`. Unique within one conversation only. */
export type BlockId = string & { readonly __brand: 'BlockId' }

export type Role = 'system' | 'user' | 'assistant' | 'tool'

export type BlockKind =
  | 'text'
  | 'tool-call'
  | 'tool-result'
  | 'reasoning'
  | 'media'
  /** A provider's summary of what stands above it, which the model may read instead. */
  | 'compaction'
  | 'opaque'

/**
 * Why a block may not be rewritten; only `open` blocks may.
 *
 * - `signed`: the provider verifies a signature over them.
 * - `instruction`: system prompts, skills, anything that tells the model what to do.
 * - `pinned`: the caller said so.
 */
export type Seal = 'open' | 'signed' | 'instruction' | 'pinned'

/** The tool call that produced a `tool-result` block. */
export interface Origin {
  readonly tool: string
  readonly callId: string
  readonly input: string
}

export interface Block {
  readonly id: BlockId
  readonly kind: BlockKind
  readonly text: string
  readonly seal: Seal
  /** True where only packers may work, e.g. data inside a user message. */
  readonly packOnly?: boolean
  readonly origin?: Origin
}

export interface Message {
  readonly role: Role
  readonly blocks: readonly Block[]
}

/** What every provider's request body is once a dialect has read it. */
export interface Conversation {
  readonly model: string
  readonly messages: readonly Message[]
  /** True when the model can call the recall tool; without it nothing may be folded. */
  readonly canRecall: boolean
  /**
   * True when the request lets the provider drop or hold earlier messages elsewhere, so that the model
   * may not see what stands in this request.
   */
  readonly mayLoseEarlier: boolean
}

/** One rewrite. The dialect that read the conversation knows where the block lives. */
export interface Edit {
  readonly block: BlockId
  readonly text: string
}

/** The only way to make a `BlockId`: indices from the message inwards. */
export function blockId(...path: readonly number[]): BlockId {
  return path.join('.') as BlockId
}
