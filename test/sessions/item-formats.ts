import type { Format } from '../../src/proxy/upstream/route-of.ts'
import type { RecordedCall, RecordedTurn } from './recorded.ts'

/** A message or an item of a conversation, as a request lists it. */
export type Item = Readonly<Record<string, unknown>>

/** A call under the id that belongs to it. */
export interface NamedCall extends RecordedCall {
  readonly id: string
}

/** How one format lists what is said. */
interface ItemFormat {
  /** Members that stand around the list. */
  readonly around: Readonly<Record<string, unknown>>
  /** The member that holds it. */
  readonly list: string
  readonly path: string
  readonly asks: (text: string) => readonly Item[]
  readonly answers: (says: string, calls: readonly NamedCall[]) => readonly Item[]
  readonly results: (calls: readonly NamedCall[], user: RecordedTurn['user']) => readonly Item[]
}

const TOOLS = ['bash', 'read_file', 'edit_file', 'write_file', 'grep']
const SYSTEM = 'You are a coding agent. Work on the package in the current folder with the tools.'
const parameters = { type: 'object', properties: {} }
const asText = (text: string): Item => ({ type: 'text', text })
const some = (text: string | undefined): readonly string[] => (text ? [text] : [])

const anthropic: ItemFormat = {
  path: '/v1/messages',
  list: 'messages',
  around: {
    model: 'claude-sonnet-4-5',
    max_tokens: 8000,
    system: [{ ...asText(SYSTEM), cache_control: { type: 'ephemeral' } }],
    tools: TOOLS.map((name) => ({ name, description: name, input_schema: parameters })),
  },
  asks: (content) => [{ role: 'user', content }],
  answers: (says, calls) => [
    {
      role: 'assistant',
      content: [
        ...some(says).map(asText),
        ...calls.map(({ id, tool, input }) => ({ type: 'tool_use', id, name: tool, input })),
      ],
    },
  ],
  results: (calls, user) => [
    {
      role: 'user',
      content: [
        ...calls.map(({ id, output, isError }) => ({
          type: 'tool_result',
          tool_use_id: id,
          content: output,
          ...(isError === true ? { is_error: true } : {}),
        })),
        ...some(user).map(asText),
      ],
    },
  ],
}

const chat: ItemFormat = {
  path: '/v1/chat/completions',
  list: 'messages',
  around: {
    model: 'gpt-4o',
    tools: TOOLS.map((name) => ({ type: 'function', function: { name, parameters } })),
  },
  asks: (content) => [
    { role: 'system', content: SYSTEM },
    { role: 'user', content },
  ],
  answers: (says, calls) => [
    {
      role: 'assistant',
      content: says || null,
      tool_calls: calls.map(({ id, tool, input }) => ({
        id,
        type: 'function',
        function: { name: tool, arguments: JSON.stringify(input) },
      })),
    },
  ],
  results: (calls, user) => [
    ...calls.map(({ id, output }) => ({ role: 'tool', tool_call_id: id, content: output })),
    ...some(user).map((content) => ({ role: 'user', content })),
  ],
}

const responses: ItemFormat = {
  path: '/v1/responses',
  list: 'input',
  around: {
    model: 'gpt-5-codex',
    instructions: SYSTEM,
    store: false,
    tools: TOOLS.map((name) => ({ type: 'function', name, parameters, strict: false })),
  },
  asks: (text) => [{ type: 'message', role: 'user', content: [{ type: 'input_text', text }] }],
  answers: (says, calls) => [
    ...some(says).map((text) => ({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text }],
    })),
    ...calls.map(({ id, tool, input }) => ({
      type: 'function_call',
      call_id: id,
      name: tool,
      arguments: JSON.stringify(input),
    })),
  ],
  results: (calls, user) => [
    ...calls.map(({ id, output }) => ({ type: 'function_call_output', call_id: id, output })),
    ...some(user).flatMap((text) => responses.asks(text)),
  ],
}

const gemini: ItemFormat = {
  path: '/v1beta/models/gemini-2.5-pro:generateContent',
  list: 'contents',
  around: {
    systemInstruction: { parts: [{ text: SYSTEM }] },
    tools: [{ functionDeclarations: TOOLS.map((name) => ({ name, description: name })) }],
  },
  asks: (text) => [{ role: 'user', parts: [{ text }] }],
  answers: (says, calls) => [
    {
      role: 'model',
      parts: [
        ...some(says).map((text) => ({ text })),
        ...calls.map(({ id, tool, input }) => ({ functionCall: { id, name: tool, args: input } })),
      ],
    },
  ],
  results: (calls, user) => [
    {
      role: 'user',
      parts: [
        ...calls.map(({ id, tool, output }) => ({
          functionResponse: { id, name: tool, response: { output } },
        })),
        ...some(user).map((text) => ({ text })),
      ],
    },
  ],
}

export const ITEM_FORMATS: Readonly<Record<Format, ItemFormat>> = {
  anthropic,
  'openai-chat': chat,
  'openai-responses': responses,
  gemini,
}
