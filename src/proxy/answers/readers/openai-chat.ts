import { type AnswerReader, type AnswerUsage, defined, type Telling } from '../answer-facts.ts'
import { numberAt, parsed, textAt, valueAt } from '../json-values.ts'
import { openAiError } from './openai-error.ts'

/** What an event holds that says more than a further piece of the message: every other has its nulls there. */
const TELLS =
  /"(?:usage|finish_reason)"\s*:\s*[^n\s]|"(?:error|object)"\s*:(?!\s*(?:null|"chat\.completion\.chunk"))|\\u|\[DONE\]/

/** OpenAI's chat completions, streamed and whole, and what speaks like them. */
export const chatReader: AnswerReader = {
  matters: (_, data) => TELLS.test(data),
  get signs() {
    return new RegExp(TELLS, 'g')
  },
  read: (data) => (data.trim() === '[DONE]' ? { isTerminated: true } : tellingOf(parsed(data))),
  readWhole: tellingOf,
}

function tellingOf(value: unknown): Telling {
  return defined({
    model: textAt(value, 'model'),
    stopReason: textAt(value, 'choices', 0, 'finish_reason'),
    usage: usageOf(valueAt(value, 'usage')),
    error: openAiError(value),
    isTerminated: textAt(value, 'object') === 'chat.completion' ? true : undefined,
  })
}

/** `cache_write_tokens` is OpenRouter's name, `prompt_cache_hit_tokens` DeepSeek's. */
function usageOf(usage: unknown): AnswerUsage {
  return defined({
    input: numberAt(usage, 'prompt_tokens'),
    output: numberAt(usage, 'completion_tokens'),
    cacheRead:
      numberAt(usage, 'prompt_tokens_details', 'cached_tokens') ??
      numberAt(usage, 'prompt_cache_hit_tokens'),
    cacheWrite: numberAt(usage, 'prompt_tokens_details', 'cache_write_tokens'),
  })
}
