import { type AnswerReader, type AnswerUsage, defined, type Telling } from '../answer-facts.ts'
import { numberAt, parsed, textAt, valueAt } from '../json-values.ts'
import { openAiError } from './openai-error.ts'

/** Statuses of a response that nothing follows. */
const ENDINGS: readonly string[] = ['completed', 'incomplete', 'failed', 'cancelled']

/** What comes at the level of the response; all the rest is about one of its items. */
const RESPONSE_EVENTS: readonly string[] = [
  '',
  'message',
  'error',
  'response.created',
  'response.in_progress',
  'response.queued',
  ...ENDINGS.map((status) => `response.${status}`),
]

/** OpenAI's Responses, streamed and whole. */
export const responsesReader: AnswerReader = {
  matters: (name) => RESPONSE_EVENTS.includes(name),
  read: (data) => tellingOf(parsed(data)),
  readWhole: tellingOf,
}

function tellingOf(value: unknown): Telling {
  const response = valueAt(value, 'response')
  if (response !== undefined) return responseTelling(response)
  if (textAt(value, 'object') === 'response') return responseTelling(value)
  if (textAt(value, 'type') === 'error') return { error: errorName(value) }
  return defined({ error: openAiError(value) })
}

/** The error event has its code at its own level, or in `error`, depending on who sends it. */
function errorName(value: unknown): string {
  return openAiError(value) ?? textAt(value, 'code') ?? 'error'
}

function responseTelling(response: unknown): Telling {
  const status = textAt(response, 'status') ?? ''
  const isOver = ENDINGS.includes(status)
  const why = textAt(response, 'incomplete_details', 'reason') ?? status
  return defined({
    model: textAt(response, 'model'),
    usage: usageOf(valueAt(response, 'usage')),
    stopReason: isOver ? why : undefined,
    error: openAiError(response),
    isTerminated: isOver ? true : undefined,
  })
}

function usageOf(usage: unknown): AnswerUsage {
  return defined({
    input: numberAt(usage, 'input_tokens'),
    output: numberAt(usage, 'output_tokens'),
    cacheRead: numberAt(usage, 'input_tokens_details', 'cached_tokens'),
    cacheWrite: numberAt(usage, 'input_tokens_details', 'cache_write_tokens'),
  })
}
