import { RECALL_TOOL } from '../../../engine/index.ts'
import { textAt } from '../../answers/json-values.ts'

/** True for a tool call, or the first part of one, that is ours. */
export function isOurCall(entry: unknown): boolean {
  return textAt(entry, 'function', 'name') === RECALL_TOOL
}

/**
 * Reasons that end a turn with calls: some servers say `stop` where others say `tool_calls`. An answer
 * that was cut for its length is over.
 */
const WAITING: readonly string[] = ['tool_calls', 'stop']

/** True for the reason of an answer whose calls are to be answered. */
export function isWaitingReason(reason: string | undefined): boolean {
  return reason !== undefined && WAITING.includes(reason)
}
