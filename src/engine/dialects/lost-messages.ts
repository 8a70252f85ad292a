import type { JsonObject } from './json-source.ts'

/** Edits of Anthropic's context management that leave tool results alone. */
const HARMLESS_EDIT = /^clear_thinking_\d+$/

/**
 * True when a request lets its provider take messages away, or read others than those it carries:
 * Anthropic's `context_management` (clearing tool uses, compaction), OpenAI's `truncation: "auto"`,
 * `previous_response_id`, `conversation` and `context_management`, OpenRouter's `transforms`. What is
 * there and not understood counts, too.
 */
export function mayLoseMessages(body: JsonObject<unknown>): boolean {
  if (body.says('previous_response_id') || body.says('conversation')) return true
  if (body.says('truncation') && body.text('truncation') !== 'disabled') return true
  if (body.says('transforms') && !body.isEmptyList('transforms')) return true
  return body.says('context_management') && !isHarmless(body.object('context_management'))
}

function isHarmless(management: JsonObject<unknown>): boolean {
  if (management.isEmptyList('edits')) return true
  const types = management.objects('edits').map((edit) => edit.text('type') ?? '')
  return types.length > 0 && types.every((type) => HARMLESS_EDIT.test(type))
}
