import type { BlockKind, Role } from '../ir/conversation.ts'
import type { JsonObject } from './json-source.ts'

/** The role as the engine knows it; unknown ones count as the assistant's: sealed, and no query. */
export function roleOf(role: string | undefined): Role {
  if (role === 'system' || role === 'developer') return 'system'
  if (role === 'tool' || role === 'function') return 'tool'
  return role === 'user' ? 'user' : 'assistant'
}

/** Members that tie a part to a signature, a cipher or positions inside its text. */
const SIGNING_KEYS = [
  'signature',
  'encrypted_content',
  'thought_signature',
  'thoughtSignature',
  'citations',
] as const

/** True for a message or part whose provider checks its text, or points into it. */
export function isSigned(part: JsonObject<unknown>): boolean {
  return SIGNING_KEYS.some((key) => part.says(key))
}

/** Every member that decides how a message, an item or a part is read. */
const READ_KEYS: readonly string[] = [
  'role',
  'type',
  'content',
  'text',
  'tool_call_id',
  'tool_use_id',
  'tool_calls',
  'function_call',
  'id',
  'name',
  'input',
  'call_id',
  'output',
  'arguments',
  'action',
  'environment',
  'tools',
  'stdout',
  'stderr',
  'parts',
  'thought',
  'functionCall',
  'functionResponse',
  'function_response',
  'args',
  'response',
]

/** What stands twice says one thing to one reader and another to the next: not ours to touch. */
export function hasDoubledKey({ doubled }: JsonObject<unknown>): boolean {
  return doubled.some((key) => READ_KEYS.includes(key))
}

const TEXT_TYPES: readonly string[] = ['text', 'input_text', 'output_text']

/** True for a part that is text; OpenAI's Responses tell by its type who said it. */
export function isTextPart(part: JsonObject<unknown>): boolean {
  return TEXT_TYPES.includes(part.text('type') ?? '')
}

const MEDIA_TYPES: readonly string[] = [
  'image',
  'image_url',
  'input_image',
  'input_audio',
  'input_file',
  'audio',
  'video_url',
  'document',
  'file',
]

const COMPACTION_TYPES: readonly string[] = [
  'compaction',
  'compaction_summary',
  'context_compaction',
]

/** What a part or item that is never touched is, by its type. */
export function kindOf(type: string | undefined): BlockKind {
  if (MEDIA_TYPES.includes(type ?? '')) return 'media'
  return COMPACTION_TYPES.includes(type ?? '') ? 'compaction' : 'opaque'
}
