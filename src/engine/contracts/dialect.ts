import type { Conversation, Edit } from '../ir/conversation.ts'

/** How much of a body a caller opens; the rest is sealed. */
export interface ReadOptions {
  /** Opens fenced or whole-message data in user messages, for packers only. */
  readonly compressUser: boolean
}

/**
 * A body that has been read. `write` closes over the source, so the rest of the
 * engine never learns where a block lives. Law: `write([])` is the very same body.
 */
export interface Reading<Body> {
  /** Whose format it is, e.g. `"anthropic"`; for reports. */
  readonly dialect: string
  readonly conversation: Conversation
  write(edits: readonly Edit[]): Body
}

/** Text to be put in where a character of the frame stands: of the body without its conversation. */
export interface Insertion {
  readonly at: number
  readonly text: string
}
