import type { Conversation, Edit } from '../ir/conversation.ts'

/** How much of a body a caller opens; the rest is sealed. */
export interface ReadOptions {
  /** Opens fenced or whole-message data in user messages, for packers only. */
  readonly compressUser: boolean
}

/** One provider's request format, over live JavaScript values. */
export interface Dialect {
  readonly name: string
  recognizes(body: unknown): boolean
  /** Throws `EngineError('bad-body')` for a body it does not recognize. */
  read(body: unknown, options: ReadOptions): Reading<unknown>
}

/**
 * A body that has been read. `write` closes over the source, so the rest of the
 * engine never learns where a block lives. Law: `write([])` is the very same body.
 */
export interface Reading<Body> {
  /** The dialect's name. */
  readonly dialect: string
  readonly conversation: Conversation
  write(edits: readonly Edit[]): Body
}
