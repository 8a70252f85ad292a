import type { LocalOptions } from './compress-options.ts'
import type { Insertion } from './contracts/dialect.ts'
import type { HeldBody } from './dialects/index.ts'
import type { Conversation } from './ir/conversation.ts'
import type { BlockDecision, Elsewhere } from './pipeline/block-decision.ts'
import type { CompressFigures } from './results.ts'

/** What a request body says of itself. */
export interface BodyFacts {
  /** Which format it was read as. */
  readonly dialect: string
  /** As the body names it; empty where it does not. */
  readonly model: string
  /** True where the request carries the recall tool. */
  readonly canRecall: boolean
  /**
   * Names the conversation: a digest of its first user message. The same in every request of a
   * conversation, so long as its client does not compact it away; conversations that begin alike share it.
   */
  readonly root: string
  /** How many turns the model has had in it. */
  readonly turns: number
}

/** A request body that was read once, for all that is to be done with it. */
export class RequestBody {
  readonly facts: BodyFacts
  /**
   * Its text without the messages, items or contents of its conversation: what says how it is to be
   * answered. Mostly the very same string in the next request of a conversation.
   */
  readonly frame: string
  /**
   * What the engine knows of it.
   * @internal
   */
  readonly held: HeldBody

  /** @internal */
  constructor(held: HeldBody) {
    const { model, canRecall, messages } = held.conversation
    const turns = turnsIn(messages)
    this.facts = { dialect: held.dialect, model, canRecall, root: held.opening.root, turns }
    this.frame = held.parts.frame.text
    this.held = held
  }

  /** What it says, block by block. */
  get conversation(): Conversation {
    return this.held.conversation
  }

  /** What it was read from. */
  get bytes(): Uint8Array {
    return this.held.parts.bytes
  }

  /** Its bytes with texts put in, each where a character of the frame stands. */
  inserted(insertions: readonly Insertion[]): Uint8Array {
    return this.held.write([], insertions)
  }

  /** Whether data in user messages was opened, too. */
  get compressUser(): boolean {
    return this.held.parts.compressUser
  }
}

/** Some formats say one turn in several messages. */
function turnsIn(messages: Conversation['messages']): number {
  let turns = 0
  let before = ''
  for (const { role } of messages) {
    if (role === 'assistant' && before !== 'assistant') turns++
    before = role
  }
  return turns
}

/** How a body that was read is made smaller. */
export interface CompressReadOptions extends Omit<LocalOptions, 'compressUser'> {
  /** Texts to put in, each where a character of the frame stands. */
  readonly insertions?: readonly Insertion[]
  /** May decide in another thread what is not remembered. Not used where `memory` is not. */
  readonly elsewhere?: Elsewhere
}

/** How a body is decided for another thread, which writes it. */
export interface DecideReadOptions extends Omit<LocalOptions, 'compressUser' | 'memory'> {
  /** What was decided there for its first blocks. */
  readonly known: readonly BlockDecision[]
}

/** The outcome of compressing a body as bytes. */
export interface CompressBytesResult extends CompressFigures {
  /** Every byte that no decision changed is as it came; the very same bytes where none did. */
  readonly bytes: Uint8Array
}
