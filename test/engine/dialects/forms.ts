import type { Call, Form, Turn } from '../../suites/dialect.ts'

/** A request whose conversation is the member of that name. */
function around(member: string): Pick<Form, 'body' | 'elements'> {
  return {
    body: (elements) => ({ model: 'm', [member]: elements, stream: true }),
    elements: (body) => Reflect.get(body as object, member) as readonly unknown[],
  }
}

const openAiChat: Form = {
  ...around('messages'),
  dialect: 'openai-chat',
  tools: (name) => [{ type: 'function', function: { name, parameters: {} } }],
  turn: ({ ask, calls, answer }, at) => [
    { role: 'user', content: ask },
    {
      role: 'assistant',
      content: null,
      tool_calls: calls.map(({ tool, command }, index) => ({
        id: `call_${at}_${index}`,
        type: 'function',
        function: { name: tool, arguments: JSON.stringify({ command }) },
      })),
    },
    ...calls.map(({ text, manner }, index) => ({
      role: 'tool',
      tool_call_id: `call_${at}_${index}`,
      content: manner % 2 === 1 ? [{ type: 'text', text }] : text,
    })),
    { role: 'assistant', content: answer },
  ],
}

const anthropic: Form = {
  ...around('messages'),
  dialect: 'anthropic',
  tools: (name) => [{ name, input_schema: { type: 'object' } }],
  turn: anthropicTurn,
}

function anthropicTurn({ ask, calls, answer }: Turn, at: number): readonly unknown[] {
  const uses = calls.map(({ tool, command }, index) => ({
    type: 'tool_use',
    id: `toolu_${at}_${index}`,
    name: tool,
    input: { command },
  }))
  const results = calls.map(({ text, manner }, index) => ({
    type: 'tool_result',
    tool_use_id: `toolu_${at}_${index}`,
    ...(manner > 1 && { is_error: true, cache_control: { type: 'ephemeral' } }),
    content:
      manner % 2 === 1
        ? [
            { type: 'text', text },
            { type: 'image', source: {} },
          ]
        : text,
  }))
  return [
    { role: 'user', content: [{ type: 'text', text: ask }] },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'hm', signature: 's==' },
        { type: 'text', text: 'Let me look.' },
        ...uses,
      ],
    },
    { role: 'user', content: results },
    { role: 'assistant', content: answer },
  ]
}

const openAiResponses: Form = {
  ...around('input'),
  dialect: 'openai-responses',
  tools: (name) => [{ type: 'namespace', name: 'edge', tools: [{ type: 'function', name }] }],
  turn: ({ ask, calls, answer }, at) => [
    { role: 'user', content: [{ type: 'input_text', text: ask }] },
    { type: 'reasoning', id: `rs_${at}`, summary: [], encrypted_content: 'gAAAA' },
    ...calls.map((call, index) => responsesCall(call, `call_${at}_${index}`)),
    ...calls.map((call, index) => responsesOutput(call, `call_${at}_${index}`)),
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: answer }] },
  ],
}

function responsesCall({ tool, command, manner }: Call, callId: string): object {
  const call = { call_id: callId, status: 'completed' }
  if (manner === 1) return { ...call, type: 'custom_tool_call', name: tool, input: command }
  if (manner === 2) {
    return { ...call, type: 'local_shell_call', action: { type: 'exec', command: [command] } }
  }
  if (manner === 3) return { ...call, type: 'shell_call', action: { commands: [command] } }
  return { ...call, type: 'function_call', name: tool, arguments: JSON.stringify({ command }) }
}

function responsesOutput({ text, manner }: Call, callId: string): object {
  const output = { call_id: callId }
  if (manner === 1) {
    return { ...output, type: 'custom_tool_call_output', output: [{ type: 'input_text', text }] }
  }
  if (manner === 2) return { ...output, type: 'local_shell_call_output', output: text }
  if (manner === 3) {
    const chunk = { stderr: '', stdout: text, outcome: { type: 'exit', exit_code: 0 } }
    return { ...output, type: 'shell_call_output', output: [chunk], max_output_length: 9 }
  }
  return { ...output, type: 'function_call_output', output: text }
}

const gemini: Form = {
  ...around('contents'),
  dialect: 'gemini',
  tools: (name) => [{ googleSearch: {} }, { functionDeclarations: [{ name }] }],
  turn: ({ ask, calls, answer }, at) => [
    { role: 'user', parts: [{ text: ask }] },
    {
      role: 'model',
      parts: calls.map(({ tool, command, manner }, index) => ({
        functionCall: { ...idFor(manner, `${at}_${index}`), name: tool, args: { command } },
        thoughtSignature: 'c2ln',
      })),
    },
    {
      role: 'user',
      parts: calls.map(({ tool, text, manner }, index) => ({
        functionResponse: {
          ...idFor(manner, `${at}_${index}`),
          name: tool,
          response: answerOf(text, manner),
        },
      })),
    },
    { role: 'model', parts: [{ text: answer }] },
  ],
}

function idFor(manner: number, id: string): { readonly id?: string } {
  return manner > 1 ? { id } : {}
}

function answerOf(text: string, manner: number): object {
  if (manner === 1) return { result: { content: [{ type: 'text', text }], isError: false } }
  return manner === 2 ? { error: text } : { output: text, exitCode: 0 }
}

/** Every format, by what to call it in a test's name. */
export const forms: Readonly<Record<string, Form>> = {
  'OpenAI chat completions': openAiChat,
  'Anthropic messages': anthropic,
  'OpenAI Responses': openAiResponses,
  'Gemini contents': gemini,
}
