import { isRecallTool } from '../ir/recall-tool.ts'
import { itemsAt, type JsonObject, type JsonSource, textAt } from './json-source.ts'

/** Members under which a tool holds others: OpenAI's namespaces, Gemini's declarations. */
const GROUPS: readonly string[] = ['tools', 'functionDeclarations', 'function_declarations']

/**
 * True when a list of tools holds our recall tool. One that the model has to search for first is not
 * offered yet.
 */
export function holdsRecallTool<Value>(
  source: JsonSource<Value>,
  tools: readonly Value[],
): boolean {
  return tools.some((tool) => {
    const object = source.object(tool)
    const groups = GROUPS.filter((key) => object.has(key))
    const inner = groups.flatMap((key) => itemsAt(source, object, key))
    if (groups.length === 0) return isOurs(source, object)
    return inner.some((one) => isOurs(source, source.object(one)))
  })
}

function isOurs<Value>(source: JsonSource<Value>, tool: JsonObject<Value>): boolean {
  const called = tool.member('function')
  const name = textAt(source, called === undefined ? tool : source.object(called), 'name')
  return name !== undefined && isRecallTool(name) && !isDeferred(source, tool)
}

function isDeferred<Value>(source: JsonSource<Value>, tool: JsonObject<Value>): boolean {
  const deferred = tool.member('defer_loading')
  return deferred !== undefined && source.json(deferred) === 'true'
}
