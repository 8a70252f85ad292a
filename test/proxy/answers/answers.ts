import type { AnswerFacts } from '../../../src/proxy/answers/answer-facts.ts'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { sse, typed } from './streams.ts'

interface Answer {
  readonly name: string
  readonly format: Format
  readonly text: string
  readonly facts: Partial<AnswerFacts>
}

const anthropicUsage = {
  input_tokens: 7,
  cache_creation_input_tokens: 100,
  cache_read_input_tokens: 2000,
  cache_creation: { ephemeral_5m_input_tokens: 60, ephemeral_1h_input_tokens: 40 },
  output_tokens: 1,
}
const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-x' }
const anthropicFacts = {
  model: 'claude-x',
  stopReason: 'tool_use',
  isTerminated: true,
  usage: {
    input: 7,
    cacheRead: 2000,
    cacheWrite: 100,
    cacheWrite5m: 60,
    cacheWrite1h: 40,
    output: 25,
  },
}

const chatUsage = {
  prompt_tokens: 50,
  completion_tokens: 20,
  total_tokens: 70,
  prompt_tokens_details: { cached_tokens: 30 },
}
const chatFacts = {
  model: 'gpt-x',
  stopReason: 'stop',
  isTerminated: true,
  usage: { input: 50, output: 20, cacheRead: 30 },
}
const chunk = (delta: unknown, finish: string | null = null): readonly [undefined, unknown] => [
  undefined,
  {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model: 'gpt-x',
    choices: [{ index: 0, delta, finish_reason: finish }],
  },
]

const response = (status: string, more: object = {}): object => ({
  id: 'resp_1',
  object: 'response',
  status,
  error: null,
  incomplete_details: null,
  model: 'gpt-y',
  usage: null,
  ...more,
})
const responsesUsage = {
  input_tokens: 80,
  input_tokens_details: { cached_tokens: 64 },
  output_tokens: 20,
}
const responsesFacts = {
  model: 'gpt-y',
  stopReason: 'completed',
  isTerminated: true,
  usage: { input: 80, output: 20, cacheRead: 64 },
}

const usageMetadata = {
  promptTokenCount: 40,
  candidatesTokenCount: 15,
  thoughtsTokenCount: 5,
  cachedContentTokenCount: 32,
}
const gemini = (text: string, finishReason?: string): object => ({
  candidates: [
    {
      content: { role: 'model', parts: [{ text }] },
      ...(finishReason && { finishReason }),
      index: 0,
    },
  ],
  usageMetadata,
  modelVersion: 'gemini-x',
})
const geminiFacts = {
  model: 'gemini-x',
  stopReason: 'STOP',
  isTerminated: true,
  usage: { input: 40, output: 20, cacheRead: 32 },
}

/** One answer of each format, streamed and whole, with what it tells. */
export const ANSWERS: readonly Answer[] = [
  {
    name: 'anthropic stream',
    format: 'anthropic',
    facts: anthropicFacts,
    text: typed([
      { type: 'message_start', message: { ...message, content: [], usage: anthropicUsage } },
      { type: 'ping' },
      { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'signature_delta', signature: 'c2ln' },
      },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'é🔥漢\u2028' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'citations_delta', citation: {} } },
      { type: 'content_block_delta', index: 0, delta: { type: 'unknown_delta', x: 1 } },
      {
        type: 'content_block_delta',
        index: 2,
        delta: { type: 'input_json_delta', partial_json: '{"' },
      },
      { type: 'content_block_stop', index: 1 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 25 } },
      { type: 'message_stop' },
    ]),
  },
  {
    name: 'anthropic whole',
    format: 'anthropic',
    facts: anthropicFacts,
    text: JSON.stringify({
      ...message,
      content: [{ type: 'text', text: 'é🔥' }],
      stop_reason: 'tool_use',
      usage: { ...anthropicUsage, output_tokens: 25 },
    }),
  },
  {
    name: 'chat stream',
    format: 'openai-chat',
    facts: chatFacts,
    text: sse([
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'é🔥' }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '"\\' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: 'u00e9"' } }] }),
      chunk({}, 'stop'),
      [
        undefined,
        { object: 'chat.completion.chunk', model: 'gpt-x', choices: [], usage: chatUsage },
      ],
      [undefined, '[DONE]'],
    ]),
  },
  {
    name: 'chat whole',
    format: 'openai-chat',
    facts: chatFacts,
    text: JSON.stringify(
      {
        object: 'chat.completion',
        model: 'gpt-x',
        choices: [{ index: 0, message: { content: 'x' }, finish_reason: 'stop' }],
        usage: chatUsage,
      },
      null,
      2,
    ),
  },
  {
    name: 'responses stream',
    format: 'openai-responses',
    facts: responsesFacts,
    text: typed([
      { type: 'response.created', response: response('in_progress') },
      { type: 'response.output_item.added' },
      { type: 'response.output_text.delta', ...{ delta: 'é🔥' } },
      { type: 'response.completed', response: response('completed', { usage: responsesUsage }) },
    ]),
  },
  {
    name: 'responses stream that is incomplete',
    format: 'openai-responses',
    facts: { ...responsesFacts, stopReason: 'max_output_tokens' },
    text: typed([
      { type: 'response.created', response: response('in_progress') },
      {
        type: 'response.incomplete',
        response: response('incomplete', {
          usage: responsesUsage,
          incomplete_details: { reason: 'max_output_tokens' },
        }),
      },
    ]),
  },
  {
    name: 'responses whole',
    format: 'openai-responses',
    facts: responsesFacts,
    text: JSON.stringify(response('completed', { usage: responsesUsage })),
  },
  {
    name: 'gemini stream',
    format: 'gemini',
    facts: geminiFacts,
    text: sse([
      [undefined, gemini('é🔥')],
      [undefined, gemini('end', 'STOP')],
    ]),
  },
  {
    name: 'gemini list',
    format: 'gemini',
    facts: geminiFacts,
    text: `[${JSON.stringify(gemini('a'))}\n,\r\n${JSON.stringify(gemini('b', 'STOP'))}]`,
  },
  {
    name: 'gemini whole',
    format: 'gemini',
    facts: geminiFacts,
    text: JSON.stringify(gemini('a', 'STOP')),
  },
]
