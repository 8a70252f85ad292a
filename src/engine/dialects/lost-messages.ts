import { type JsonObject, type JsonSource, textAt } from './json-source.ts'

/** Edits of Anthropic's context management that leave tool results alone. */
const HARMLESS_EDIT = /^clear_thinking_\d+$/

/**
 * True when a request lets its provider take messages away, or read others than those it carries:
 * Anthropic's `context_management` (clearing tool uses, compaction), OpenAI's `truncation: "auto"`,
 * `previous_response_id`, `conversation` and `context_management`, OpenRouter's `transforms`. What is
 * there and not understood counts, too.
 */
export function mayLoseMessages<Value>(
  source: JsonSource<Value>,
  body: JsonObject<Value>,
): boolean {
  const says = (key: string): boolean => {
    const value = body.member(key)
    return body.has(key) && (value === undefined || !source.isNull(value))
  }
  if (says('previous_response_id') || says('conversation')) return true
  if (says('truncation') && textAt(source, body, 'truncation') !== 'disabled') return true
  const transforms = body.member('transforms')
  if (says('transforms') && (transforms === undefined || source.items(transforms)?.length !== 0)) {
    return true
  }
  return says('context_management') && !isHarmless(source, body.member('context_management'))
}

function isHarmless<Value>(source: JsonSource<Value>, management: Value | undefined): boolean {
  const edits = management === undefined ? undefined : source.object(management).member('edits')
  const list = edits === undefined ? undefined : source.items(edits)
  if (list === undefined) return false
  const types = list.map((edit) => textAt(source, source.object(edit), 'type') ?? '')
  return types.every((type) => HARMLESS_EDIT.test(type))
}
