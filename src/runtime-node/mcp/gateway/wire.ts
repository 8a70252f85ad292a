import type { Frame } from './frame.ts'

/** One side of a conversation: a client, or a server. */
export interface Wire {
  /** What comes from there, in order, until it ends. */
  readonly incoming: AsyncIterable<Frame>
  /** Resolves when the other side can take more. Never rejects: who is gone hears nothing. */
  send(frame: Frame): Promise<void>
  /** Says that nothing more will be sent. */
  end(): void
}
