import { type HeldBody, readBytes } from './dialects/index.ts'
import type { DecisionMemory } from './pipeline/decision-memory.ts'
import { RequestBody } from './request-body.ts'
import { isSameBytes } from './text/same-bytes.ts'

/** How a body is read. */
export interface ReadBodyOptions {
  /** Also opens data in user messages, as the option of `compress` does. Default false. */
  readonly compressUser?: boolean
  /**
   * Of conversations that came by before: what one of them began with, too, is not read again. What
   * comes of a body is the same without.
   */
  readonly memories?: Iterable<DecisionMemory>
  /** Whether two runs of bytes are the same, where the host can tell quicker than a loop. */
  readonly isSame?: (one: Uint8Array, other: Uint8Array) => boolean
}

/** Reads a request body. `undefined` for what is not UTF-8, not JSON or no conversation: it stays as it is. */
export function readRequestBody(
  bytes: Uint8Array,
  { compressUser = false, memories = [], isSame = isSameBytes }: ReadBodyOptions = {},
): RequestBody | undefined {
  const held = readBytes(bytes, { compressUser, before: bodiesIn(memories), isSame })
  return held === undefined ? undefined : new RequestBody(held)
}

function* bodiesIn(memories: Iterable<DecisionMemory>): Generator<HeldBody> {
  for (const { body } of memories) if (body !== undefined) yield body
}
