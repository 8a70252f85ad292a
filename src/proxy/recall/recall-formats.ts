import type { Format } from '../upstream/route-of.ts'
import { anthropicFormat } from './anthropic/anthropic-format.ts'
import { chatFormat } from './chat/chat-format.ts'
import { geminiFormat } from './gemini/gemini-format.ts'
import type { PendingRecall } from './pending.ts'
import type { RecallFormat } from './recall-format.ts'
import { responsesFormat } from './responses/responses-format.ts'

/** How private calls are answered, in each format. */
export const RECALL_FORMATS: Readonly<Record<Format, RecallFormat>> = {
  anthropic: anthropicFormat,
  'openai-chat': chatFormat,
  'openai-responses': responsesFormat,
  gemini: geminiFormat,
}

/**
 * A request body with calls of ours put back among the client's, and their results beside the
 * client's results. Pure and repeatable: a body that holds them already, or neither holds the client's
 * calls nor their results any more, is given back as it is. To be applied to every later request, so
 * that no prefix changes, and, where there are several of a conversation, in the order in which they
 * came. The engine leaves the results alone, since it finds the calls. `body` must be valid JSON text.
 */
export function withPending(body: string, format: Format, pending: PendingRecall): string {
  return RECALL_FORMATS[format].withPending(body, pending)
}
