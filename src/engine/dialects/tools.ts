import { isRecallTool } from '../ir/recall-tool.ts'
import type { JsonObject } from './json-source.ts'

/** Members under which a tool holds others: OpenAI's namespaces, Gemini's declarations. */
const GROUPS: readonly string[] = ['tools', 'functionDeclarations', 'function_declarations']

/**
 * True for a tool that is our recall tool, or a group that holds it. One that the model has to search
 * for first is not offered yet.
 */
export function offersRecall(tool: JsonObject<unknown>): boolean {
  const groups = GROUPS.filter((key) => tool.has(key))
  if (groups.length === 0) return isOurs(tool)
  return groups.some((key) => tool.objects(key).some(isOurs))
}

function isOurs(tool: JsonObject<unknown>): boolean {
  const named = tool.has('function') ? tool.object('function') : tool
  return isRecallTool(named.text('name') ?? '') && !tool.isTrue('defer_loading')
}
