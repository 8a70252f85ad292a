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

/** Where calls of ours go among others: for each position of a client's call, the texts before it. */
export function pairsByPosition(
  pairs: readonly PendingPair[],
): readonly { readonly position: number; readonly pairs: readonly PendingPair[] }[] {
  const positions = [...new Set(pairs.map(({ position }) => position))]
  return positions
    .sort((one, other) => other - one)
    .map((position) => ({ position, pairs: pairs.filter((pair) => pair.position === position) }))
}

/** True where one of the calls has been put into the body already. */
export function hasPending(body: string, { pairs }: PendingRecall): boolean {
  return pairs.some(({ id, call }) => body.includes(id === '' ? call : JSON.stringify(id)))
}
