import type { PendingRecall } from './pending.ts'
import type { PrivateResult, Turn } from './turn.ts'

/** What the client gets of an event: all of it as it came, nothing, or the event with other data. */
export type Passing = 'as-it-came' | 'nothing' | { readonly data: string }

/**
 * Turns the event streams of several answers, one after the other, into the one that the client sees.
 * Knows of every event whether it is private, and says it again as a part of the first answer.
 */
export interface Splicer {
  /** Takes an event by its data. Never throws for odd data: what is not understood passes. */
  take(data: string): Passing
  /** True once the answer that is coming has said why it stops. Cheap, unlike `turn`. */
  readonly isOver: boolean
  /** The answer that is coming, as far as it has come; put together anew each time it is asked for. */
  readonly turn: Turn
  /** From here on, events belong to the answer to the next question. */
  nextAnswer(): void
}

/** All that differs between the formats in answering a private call. */
export interface RecallFormat {
  openSplicer(): Splicer
  /** A whole answer's turn; one without calls for what is no answer. */
  readWhole(json: string): Turn
  /** Several whole answers, each but the last with private calls alone, as the one the client sees. */
  joinWhole(answers: readonly string[]): string
  /** The request that asks on: the body, then the turn, then its results. */
  askOn(body: string, turn: Turn, results: readonly PrivateResult[]): string
  /** A call and its result as requests hold them. */
  pairOf(result: PrivateResult): { readonly call: string; readonly result: string }
  /** The body with calls and results put where the client's calls of that turn and their results are. */
  withPending(body: string, pending: PendingRecall): string
}
