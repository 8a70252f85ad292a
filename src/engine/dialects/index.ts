import type { Reading, ReadOptions } from '../contracts/dialect.ts'
import { EngineError } from '../errors.ts'
import { findConversation } from './formats.ts'
import { jsonTextSource } from './json-text.ts'
import { liveSource, withChanges } from './live.ts'
import { mayBeBody } from './may-be-body.ts'
import { changesOf, readConversation } from './read-conversation.ts'

export { type Glance, glanceAt, HeldBody } from './held-body.ts'
export { readBytes } from './read-bytes.ts'

/** Reads live objects. Throws `EngineError('bad-body')` for what no format finds its conversation in. */
export function readBody(body: unknown, options: ReadOptions): Reading<unknown> {
  const found = findConversation(liveSource, { value: body })
  if (found === undefined) {
    throw new EngineError(
      'bad-body',
      'expected a list of { role, content } messages, or a request body with `messages` (OpenAI chat, Anthropic), `input` (OpenAI Responses: a text or items) or `contents` (Gemini: { role, parts })',
    )
  }
  const { dialect, conversation, places } = readConversation(found, options)
  return {
    dialect,
    conversation,
    write: (edits) => withChanges(body, changesOf(places, edits)),
  }
}

/**
 * Reads a message list or request body as JSON text. `undefined` means: pass it on as it came (not
 * strict JSON, or no body we know).
 */
export function readJsonBody(text: string, options: ReadOptions): Reading<string> | undefined {
  const source = mayBeBody(text) ? jsonTextSource(text) : undefined
  const found = source && findConversation(source, source.root)
  if (source === undefined || found === undefined) return undefined
  const { dialect, conversation, places } = readConversation(found, options)
  return {
    dialect,
    conversation,
    write: (edits) => source.splice(changesOf(places, edits)),
  }
}
