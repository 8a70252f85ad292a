import { RECALL_TOOL } from '../../../engine/index.ts'
import { textAt } from '../../answers/json-values.ts'

/** True for a content block that calls our tool. */
export function isOurCall(block: unknown): boolean {
  return textAt(block, 'type') === 'tool_use' && textAt(block, 'name') === RECALL_TOOL
}

/** True for a content block that the client has to answer; providers answer `server_tool_use` and others. */
export function isClientCall(block: unknown): boolean {
  return textAt(block, 'type') === 'tool_use' && !isOurCall(block)
}
