import { RECALL_TOOL } from '../../engine/index.ts'

/** True for JSON text that may name our tool: the name may be written with escapes. */
export function mayMention(json: string): boolean {
  return json.includes(RECALL_TOOL) || json.includes('\\u')
}
