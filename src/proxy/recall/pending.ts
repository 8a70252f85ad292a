/**
 * Calls of ours that a model made together with calls of the client's. The client has seen its own only;
 * with its next request, and every later one, ours are put back in their places, answered. Plain data,
 * to be kept with the conversation.
 */
export interface PendingRecall {
  /** What names the client's calls of that turn, in order. */
  readonly clientCalls: readonly string[]
  /** How many messages, items or contents came before that turn. */
  readonly messages: number
  readonly pairs: readonly PendingPair[]
}

/** One call of ours and its result, as JSON texts in the format of the conversation. */
export interface PendingPair {
  readonly id: string
  readonly call: string
  readonly result: string
  /** How many of the client's calls stand before it. */
  readonly position: number
}

/** Pairs together by where they go, from the last to the first, so that putting one in moves no other. */
export function pairsByPosition(
  pairs: readonly PendingPair[],
): readonly { readonly position: number; readonly pairs: readonly PendingPair[] }[] {
  const positions = [...new Set(pairs.map(({ position }) => position))]
  return positions
    .sort((one, other) => other - one)
    .map((position) => ({ position, pairs: pairs.filter((pair) => pair.position === position) }))
}

/**
 * Where the turn stands among the messages of a request: where it stood when it was made, else, in a
 * history that was rewritten, at the one place that it can be. Ids alone don't tell: some servers count
 * them anew in every answer.
 */
export function placeOfTurn(
  messages: readonly string[],
  pending: PendingRecall,
  isTurn: (raw: string) => boolean,
): number | undefined {
  const expected = messages[pending.messages]
  if (expected !== undefined && isTurn(expected)) return pending.messages
  const places = messages.flatMap((raw, at) => (isTurn(raw) ? [at] : []))
  return places.length === 1 ? places[0] : undefined
}

/** True for a text that names a call of the client's; spares all others the parsing. */
export function mentions(raw: string, { clientCalls }: PendingRecall): boolean {
  return clientCalls.some((name) => raw.includes(JSON.stringify(name)))
}

/** True where one of the calls has been put into the turn already. */
export function hasPending(turn: string, { pairs }: PendingRecall): boolean {
  return pairs.some(({ call }) => turn.includes(call))
}
