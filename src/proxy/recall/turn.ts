/** A call of our tool, as the model made it. */
export interface PrivateCall {
  /** What its result refers to; empty where the provider gives calls no ids. */
  readonly id: string
  /** The arguments as the model wrote them: JSON text, unless it wrote something else. */
  readonly input: string
  /** The call as the assistant's turn holds it, in JSON text. */
  readonly raw: string
  /** How many of the client's calls stand before it in its turn. */
  readonly position: number
}

/** One answer of the model's, as far as it has come. */
export interface Turn {
  readonly calls: readonly PrivateCall[]
  /** What names the calls of the turn that are for the client to answer. */
  readonly clientCalls: readonly string[]
  /**
   * The turn as a request says it again, in JSON texts: Anthropic's content blocks, one chat message,
   * items of Responses, Gemini's parts. Ours are among them.
   */
  readonly parts: readonly string[]
  /** True where the model has stopped so that its calls be answered. */
  readonly isWaiting: boolean
}

/** A call of ours, answered. */
export interface PrivateResult {
  readonly call: PrivateCall
  readonly text: string
  readonly isError: boolean
}

/** True where nobody but us has to answer, so that the upstream can be asked again at once. */
export function goesOn({ isWaiting, calls, clientCalls }: Turn): boolean {
  return isWaiting && calls.length > 0 && clientCalls.length === 0
}

/** True where the client answers its own calls first, and ours go with its next request. */
export function isShared({ isWaiting, calls, clientCalls }: Turn): boolean {
  return isWaiting && calls.length > 0 && clientCalls.length > 0
}
