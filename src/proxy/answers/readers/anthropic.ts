import { type AnswerReader, type AnswerUsage, defined, type Telling } from '../answer-facts.ts'
import { numberAt, parsed, textAt, valueAt } from '../json-values.ts'

/** Events that make up nearly all of a stream and tell nothing of what is asked for here. */
const SILENT: readonly string[] = [
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'ping',
]

/** Anthropic's messages, streamed and whole. */
export const anthropicReader: AnswerReader = {
  matters: (name) => !SILENT.includes(name),
  read: (data) => tellingOf(parsed(data)),
  readWhole: tellingOf,
}

function tellingOf(value: unknown): Telling {
  switch (textAt(value, 'type')) {
    case 'message_start':
      return messageTelling(valueAt(value, 'message'))
    case 'message':
      return { ...messageTelling(value), isTerminated: true }
    case 'message_delta':
      return defined({
        stopReason: textAt(value, 'delta', 'stop_reason'),
        usage: usageOf(valueAt(value, 'usage')),
      })
    case 'message_stop':
      return { isTerminated: true }
    case 'error':
      return { error: textAt(value, 'error', 'type') ?? 'error' }
    default:
      return {}
  }
}

function messageTelling(message: unknown): Telling {
  return defined({
    model: textAt(message, 'model'),
    stopReason: textAt(message, 'stop_reason'),
    usage: usageOf(valueAt(message, 'usage')),
  })
}

function usageOf(usage: unknown): AnswerUsage {
  return defined({
    input: numberAt(usage, 'input_tokens'),
    output: numberAt(usage, 'output_tokens'),
    cacheRead: numberAt(usage, 'cache_read_input_tokens'),
    cacheWrite: numberAt(usage, 'cache_creation_input_tokens'),
    cacheWrite5m: numberAt(usage, 'cache_creation', 'ephemeral_5m_input_tokens'),
    cacheWrite1h: numberAt(usage, 'cache_creation', 'ephemeral_1h_input_tokens'),
  })
}
