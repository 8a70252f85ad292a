import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { sse, typed } from '../answers/streams.ts'

/** What a model says in one answer, whatever the format. */
export type Block =
  | { readonly kind: 'thought'; readonly text: string; readonly signature: string }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'call'
      readonly id: string
      readonly name: string
      readonly input: string
      /** Gemini alone signs calls. */
      readonly signature?: string
    }

export interface Script {
  readonly blocks: readonly Block[]
  readonly stop: 'calls' | 'end' | 'length'
  readonly input: number
  readonly cached: number
  readonly output: number
}

export const thought = (text: string, signature: string): Block => ({
  kind: 'thought',
  text,
  signature,
})
export const text = (words: string): Block => ({ kind: 'text', text: words })
export const call = (id: string, name: string, input: object | string): Block => ({
  kind: 'call',
  id,
  name,
  input: typeof input === 'string' ? input : JSON.stringify(input),
})
export const script = (stop: Script['stop'], ...blocks: readonly Block[]): Script => ({
  blocks,
  stop,
  input: 10,
  cached: 2000,
  output: 20,
})

interface Event {
  readonly type: string
  readonly [key: string]: unknown
}

/** How providers write scripts; `number` tells answers apart by their ids. */
interface Provider {
  stream(script: Script, number: number): string
  whole(script: Script, number: number): string
  readonly body: string
}

const pieces = (words: string): readonly string[] => words.match(/.{1,7}/gsu) ?? ['']

function anthropicBlock(block: Block): object {
  if (block.kind === 'text') return { type: 'text', text: block.text }
  if (block.kind === 'thought')
    return { type: 'thinking', thinking: block.text, signature: block.signature }
  return { type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(block.input) }
}

function anthropicEvents(block: Block, index: number): readonly { readonly type: string }[] {
  const start = (content_block: object): { readonly type: string } =>
    ({ type: 'content_block_start', index, content_block }) as { readonly type: string }
  const delta = (inner: object): { readonly type: string } =>
    ({ type: 'content_block_delta', index, delta: inner }) as { readonly type: string }
  const stop = { type: 'content_block_stop', index }
  if (block.kind === 'text') {
    const deltas = pieces(block.text).map((words) => delta({ type: 'text_delta', text: words }))
    return [start({ type: 'text', text: '' }), ...deltas, stop]
  }
  if (block.kind === 'thought') {
    const deltas = pieces(block.text).map((thinking) => delta({ type: 'thinking_delta', thinking }))
    const signature = delta({ type: 'signature_delta', signature: block.signature })
    return [start({ type: 'thinking', thinking: '', signature: '' }), ...deltas, signature, stop]
  }
  const deltas = ['', ...pieces(block.input)].map((partial_json) =>
    delta({ type: 'input_json_delta', partial_json }),
  )
  return [start({ type: 'tool_use', id: block.id, name: block.name, input: {} }), ...deltas, stop]
}

const ANTHROPIC_STOPS = { calls: 'tool_use', end: 'end_turn', length: 'max_tokens' } as const

const anthropic: Provider = {
  body: '{"model":"claude-x", "messages": [{"role":"user","content":"hi \\u00e9"}] , "max_tokens":1.0,"tools":[{"name":"Bash"},{"name":"headroom_retrieve"}],"stream":true}',
  stream({ blocks, stop, input, cached, output }, number) {
    const usage = { input_tokens: input, cache_read_input_tokens: cached, output_tokens: 1 }
    const message = { id: `msg_${number}`, type: 'message', role: 'assistant', model: 'claude-x' }
    return typed([
      { type: 'message_start', message: { ...message, content: [], stop_reason: null, usage } },
      { type: 'ping' },
      ...blocks.flatMap(anthropicEvents),
      {
        type: 'message_delta',
        delta: { stop_reason: ANTHROPIC_STOPS[stop], stop_sequence: null },
        usage: { output_tokens: output },
      },
      { type: 'message_stop' },
    ])
  },
  whole({ blocks, stop, input, cached, output }, number) {
    return JSON.stringify({
      id: `msg_${number}`,
      type: 'message',
      role: 'assistant',
      content: blocks.map(anthropicBlock),
      stop_reason: ANTHROPIC_STOPS[stop],
      usage: { input_tokens: input, cache_read_input_tokens: cached, output_tokens: output },
    })
  },
}

const CHAT_STOPS = { calls: 'tool_calls', end: 'stop', length: 'length' } as const

function chatUsage({ input, cached, output }: Script): object {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
  }
}

const chat: Provider = {
  body: '{"model":"gpt-x","messages":[ {"role":"user","content":"hi"} ],"tools":[{"type":"function","function":{"name":"Bash"}}],"stream":true,"seed":12345678901234567}',
  stream(given, number) {
    const head = { id: `chatcmpl-${number}`, object: 'chat.completion.chunk', created: number }
    const chunk = (delta: object, finish: string | null = null): readonly [undefined, object] => [
      undefined,
      { ...head, choices: [{ index: 0, delta, finish_reason: finish }], usage: null },
    ]
    let calls = 0
    const events = given.blocks.flatMap((block) => {
      if (block.kind === 'text') return pieces(block.text).map((content) => chunk({ content }))
      if (block.kind === 'thought')
        return pieces(block.text).map((reasoning_content) => chunk({ reasoning_content }))
      const index = calls++
      const start = {
        id: block.id,
        type: 'function',
        function: { name: block.name, arguments: '' },
      }
      return [
        chunk({ tool_calls: [{ index, ...start }] }),
        ...pieces(block.input).map((part) =>
          chunk({ tool_calls: [{ index, function: { arguments: part } }] }),
        ),
      ]
    })
    return sse([
      chunk({ role: 'assistant', content: '' }),
      ...events,
      chunk({}, CHAT_STOPS[given.stop]),
      [undefined, { ...head, choices: [], usage: chatUsage(given) }],
      [undefined, '[DONE]'],
    ])
  },
  whole(given, number) {
    const calls = given.blocks.flatMap((block) =>
      block.kind === 'call'
        ? [
            {
              id: block.id,
              type: 'function',
              function: { name: block.name, arguments: block.input },
            },
          ]
        : [],
    )
    const joined = (kind: Block['kind']): string =>
      given.blocks
        .map((block) => (block.kind === kind && 'text' in block ? block.text : ''))
        .join('')
    return JSON.stringify({
      id: `chatcmpl-${number}`,
      object: 'chat.completion',
      created: number,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: joined('text') || null,
            refusal: null,
            ...(joined('thought') && { reasoning_content: joined('thought') }),
            ...(calls.length > 0 && { tool_calls: calls }),
          },
          finish_reason: CHAT_STOPS[given.stop],
        },
      ],
      usage: chatUsage(given),
    })
  },
}

function responseItem(block: Block, number: number, at: number): Item {
  const id = `item_${number}_${at}`
  if (block.kind === 'thought') {
    const summary = [{ type: 'summary_text', text: block.text }]
    return { type: 'reasoning', id, summary, encrypted_content: block.signature }
  }
  if (block.kind === 'text') {
    const content = [{ type: 'output_text', text: block.text, annotations: [] }]
    return { type: 'message', id, role: 'assistant', status: 'completed', content }
  }
  return {
    type: 'function_call',
    id,
    call_id: block.id,
    name: block.name,
    arguments: block.input,
    status: 'completed',
  }
}

function responseObject(given: Script, number: number, status: string): object {
  const output = given.blocks.map((block, at) => responseItem(block, number, at))
  const isOver = status !== 'in_progress'
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: 1_700_000_000,
    status,
    error: null,
    incomplete_details: given.stop === 'length' && isOver ? { reason: 'max_output_tokens' } : null,
    model: 'gpt-y',
    output: isOver ? output : [],
    tools: [
      { type: 'function', name: 'Bash' },
      { type: 'function', name: 'headroom_retrieve' },
    ],
    usage: isOver
      ? {
          input_tokens: given.input,
          input_tokens_details: { cached_tokens: given.cached },
          output_tokens: given.output,
          total_tokens: given.input + given.output,
        }
      : null,
  }
}

type Item = Readonly<Record<string, unknown>>

/** An item as it begins: nothing of what its deltas will say. */
function startedItem(block: Block, item: Item): Item {
  if (block.kind === 'call') return { ...item, arguments: '', status: 'in_progress' }
  return block.kind === 'text'
    ? { ...item, content: [], status: 'in_progress' }
    : { ...item, summary: [], encrypted_content: '' }
}

function itemEvents(
  block: Block,
  item: Item,
  at: number,
): readonly (readonly [type: string, more: object])[] {
  const place = { item_id: item['id'], output_index: at }
  const inner = block.kind === 'call' ? callEvents(block.input) : partEvents(block)
  return [
    ['output_item.added', { item: startedItem(block, item) }],
    ...inner.map(([type, more]) => [type, { ...place, ...more }] as const),
    ['output_item.done', { item }],
  ]
}

function callEvents(input: string): readonly (readonly [type: string, more: object])[] {
  return [
    ...pieces(input).map((delta) => ['function_call_arguments.delta', { delta }] as const),
    ['function_call_arguments.done', { arguments: input }],
  ]
}

function partEvents(
  block: Exclude<Block, { readonly kind: 'call' }>,
): readonly (readonly [type: string, more: object])[] {
  const isText = block.kind === 'text'
  const place = isText ? { content_index: 0 } : { summary_index: 0 }
  const part = isText ? 'content_part' : 'reasoning_summary_part'
  const words = isText ? 'output_text' : 'reasoning_summary_text'
  const made = isText ? { type: words, annotations: [] } : { type: 'summary_text' }
  return [
    [`${part}.added`, { ...place, part: { ...made, text: '' } }],
    ...pieces(block.text).map((delta) => [`${words}.delta`, { ...place, delta }] as const),
    [`${words}.done`, { ...place, text: block.text }],
    [`${part}.done`, { ...place, part: { ...made, text: block.text } }],
  ]
}

const responses: Provider = {
  body: '{"model":"gpt-y","input":"hi \\"you\\"","store":false,"stream":true,"tools":[{"type":"function","name":"Bash"}]}',
  stream(given, number) {
    let sequence = 0
    const event = (type: string, more: object): Event => ({
      type,
      sequence_number: sequence++,
      ...more,
    })
    const events = [
      event('response.created', { response: responseObject(given, number, 'in_progress') }),
      event('response.in_progress', { response: responseObject(given, number, 'in_progress') }),
    ]
    for (const [at, block] of given.blocks.entries()) {
      const item = responseItem(block, number, at)
      for (const [type, more] of itemEvents(block, item, at)) {
        events.push(event(`response.${type}`, { output_index: at, ...more }))
      }
    }
    const status = given.stop === 'length' ? 'incomplete' : 'completed'
    events.push(event(`response.${status}`, { response: responseObject(given, number, status) }))
    return typed(events)
  },
  whole: (given, number) =>
    JSON.stringify(
      responseObject(given, number, given.stop === 'length' ? 'incomplete' : 'completed'),
    ),
}

function geminiPart(block: Block): object {
  if (block.kind === 'text') return { text: block.text }
  if (block.kind === 'thought')
    return { text: block.text, thought: true, thoughtSignature: block.signature }
  const functionCall = { id: block.id, name: block.name, args: JSON.parse(block.input) }
  return block.signature === undefined
    ? { functionCall }
    : { functionCall, thoughtSignature: block.signature }
}

function geminiAnswer(
  given: Script,
  number: number,
  parts: readonly object[],
  isEnd: boolean,
): object {
  return {
    candidates: [
      {
        content: { parts, role: 'model' },
        ...(isEnd && { finishReason: given.stop === 'length' ? 'MAX_TOKENS' : 'STOP' }),
        index: 0,
      },
    ],
    usageMetadata: {
      promptTokenCount: given.input,
      candidatesTokenCount: given.output - 5,
      thoughtsTokenCount: 5,
      totalTokenCount: given.input + given.output,
      cachedContentTokenCount: given.cached,
    },
    modelVersion: 'gemini-x',
    responseId: `g_${number}`,
  }
}

const gemini: Provider = {
  body: '{"contents":[{"role":"user","parts":[{"text":"hi"}]}],"tools":[{"functionDeclarations":[{"name":"Bash"}]}]}',
  stream(given, number) {
    const parts = given.blocks.map(geminiPart)
    const events = parts.map((part, at) =>
      geminiAnswer(given, number, [part], at === parts.length - 1),
    )
    return sse(events.map((event) => [undefined, event]))
  },
  whole: (given, number) =>
    JSON.stringify(geminiAnswer(given, number, given.blocks.map(geminiPart), true), null, 1),
}

export const PROVIDERS: Readonly<Record<Format, Provider>> = {
  anthropic,
  'openai-chat': chat,
  'openai-responses': responses,
  gemini,
}

export const FORMATS = ['anthropic', 'openai-chat', 'openai-responses', 'gemini'] as const

/** A streamed answer as it would be without our tool: Responses alone repeats the request's. */
export function streamWithoutTool(format: Format, given: Script, number: number): string {
  const ours = ',{"type":"function","name":"headroom_retrieve"}'
  return PROVIDERS[format].stream(given, number).replaceAll(ours, '')
}
