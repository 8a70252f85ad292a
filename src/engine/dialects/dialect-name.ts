import type { JsonObject } from './json-source.ts'

/** The formats that reports name. */
export type DialectName = 'anthropic' | 'openai-chat' | 'openai-responses' | 'gemini' | 'plain'

/**
 * Whose format a list of messages is in, for the report only: how it is read never depends on it. The
 * envelope tells, or else the first message that uses something only one provider has.
 */
export function nameByEnvelope(envelope: JsonObject<unknown>): DialectName | undefined {
  const isAnthropic = envelope.has('system') || envelope.has('anthropic_version')
  return isAnthropic ? 'anthropic' : undefined
}

const OPENAI_ROLES: readonly string[] = ['tool', 'function', 'developer']
const OPENAI_KEYS: readonly string[] = ['tool_calls', 'function_call']
const OPENAI_PARTS: readonly string[] = ['image_url', 'input_audio', 'file', 'refusal']
const ANTHROPIC_PARTS: readonly string[] = [
  'tool_use',
  'tool_result',
  'thinking',
  'redacted_thinking',
  'server_tool_use',
  'image',
  'document',
]

/** The same by one message; most tell nothing. */
export function nameByMessage(message: JsonObject<unknown>): DialectName | undefined {
  if (message.has('call_id')) return 'openai-responses'
  if (OPENAI_KEYS.some((key) => message.has(key))) return 'openai-chat'
  if (OPENAI_ROLES.includes(message.text('role') ?? '')) return 'openai-chat'
  for (const part of message.objects('content')) {
    const type = part.text('type') ?? ''
    if (ANTHROPIC_PARTS.includes(type)) return 'anthropic'
    if (OPENAI_PARTS.includes(type)) return 'openai-chat'
  }
  return undefined
}
