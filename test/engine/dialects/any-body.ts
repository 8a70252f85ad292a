import fc from 'fast-check'

/** What clients send, and what none should: texts of all kinds, parts in all places. */
const anyText = fc.string({ unit: 'binary', maxLength: 12 })
/** Long enough to be looked at inside a structured answer. */
const anyLongText = anyText.map((text) => text.padEnd(120, 'é"\\'))
const anyWords = fc.oneof(
  anyText,
  anyLongText,
  fc.constantFrom(
    '```\n{"a": 1}\n```\n',
    'x\r\n~~~\r\ny\r\n~~~',
    '{"a": [1]}',
    '[packed a#00000000]\n',
  ),
)
const anyId = fc.constantFrom('c1', 'c2', 'c3')
const anyName = fc.constantFrom('ls', 'cat', 'headroom_retrieve')
const anyJunk = fc.jsonValue({ maxDepth: 2 })
const anyCaller = fc.constantFrom(null, { type: 'direct' }, { type: 'program', caller_id: 'p' })

const anyPart = fc.oneof(
  fc.record({ type: fc.constantFrom('text', 'input_text', 'output_text'), text: anyWords }),
  fc.record({ type: fc.constantFrom('image', 'input_image', 'document'), source: anyJunk }),
  fc.record(
    {
      type: fc.constantFrom('tool_use', 'server_tool_use', 'mcp_tool_use'),
      id: anyId,
      name: anyName,
      input: fc.jsonValue(),
      caller: anyCaller,
    },
    { requiredKeys: ['type', 'id', 'name', 'input'] },
  ),
  fc.record({ type: fc.constant('thinking'), thinking: anyText, signature: anyText }),
  anyJunk,
)
const anyResult = fc.record(
  {
    type: fc.constantFrom('tool_result', 'mcp_tool_result', 'web_search_tool_result'),
    tool_use_id: anyId,
    content: fc.oneof(anyText, fc.array(anyPart, { maxLength: 3 })),
    is_error: fc.boolean(),
    cache_control: fc.constant({ type: 'ephemeral' }),
  },
  { requiredKeys: ['type', 'content'] },
)
const anyContent = fc.oneof(
  anyWords,
  fc.array(fc.oneof(anyPart, anyResult), { maxLength: 4 }),
  fc.constant(null),
)
const anyCall = fc.record({
  id: anyId,
  type: fc.constant('function'),
  function: fc.record({ name: anyName, arguments: anyText }),
})
const anyMessage = fc.oneof(
  fc.record(
    {
      role: fc.constantFrom('system', 'user', 'assistant', 'tool', 'function', 'developer', 'x'),
      content: anyContent,
      name: anyName,
      tool_call_id: anyId,
      tool_calls: fc.array(anyCall, { maxLength: 2 }),
      function_call: fc.record({ name: anyName, arguments: anyText }),
    },
    { requiredKeys: ['role', 'content'] },
  ),
  anyJunk,
)
const anyFirst = fc.record({ role: fc.constantFrom('user', 'tool'), content: anyContent })

/** A conversation's elements; the first looks like one, by which the format is known. */
function elements(first: fc.Arbitrary<unknown>, others: fc.Arbitrary<unknown>) {
  return fc
    .tuple(first, fc.array(others, { maxLength: 5 }))
    .map(([head, rest]): readonly unknown[] => [head, ...rest])
}

const anyTools = fc.array(fc.oneof(fc.record({ name: anyName }), anyJunk), { maxLength: 2 })

const anyMessages: fc.Arbitrary<readonly unknown[]> = elements(anyFirst, anyMessage)

const anyMessagesBody = fc.oneof(
  anyMessages,
  fc.record(
    {
      messages: anyMessages,
      system: fc.oneof(anyText, fc.array(fc.record({ type: fc.constant('text'), text: anyText }))),
      tools: anyTools,
      extra: fc.jsonValue(),
    },
    { requiredKeys: ['messages'] },
  ),
)

const anyItem = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom(
        'function_call',
        'custom_tool_call',
        'local_shell_call',
        'shell_call',
        'reasoning',
        'mcp_call',
        'additional_tools',
        'hologram',
      ),
      id: anyId,
      call_id: anyId,
      name: anyName,
      arguments: anyText,
      input: anyText,
      action: fc.record({ commands: fc.array(anyText, { maxLength: 2 }) }),
      tools: anyTools,
      caller: anyCaller,
      encrypted_content: anyText,
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constantFrom(
        'function_call_output',
        'custom_tool_call_output',
        'local_shell_call_output',
        'shell_call_output',
        'mcp_call_output',
      ),
      call_id: anyId,
      output: fc.oneof(
        anyWords,
        fc.array(fc.oneof(anyPart, fc.record({ stderr: anyLongText, stdout: anyLongText })), {
          maxLength: 3,
        }),
      ),
      caller: anyCaller,
    },
    { requiredKeys: ['type', 'output'] },
  ),
)
const anyInput = fc.oneof(
  { weight: 1, arbitrary: anyWords },
  { weight: 6, arbitrary: elements(fc.oneof(anyFirst, anyItem), fc.oneof(anyItem, anyMessage)) },
)
const anyInputBody = fc.record(
  { model: anyText, input: anyInput, instructions: anyText, tools: anyTools, extra: anyJunk },
  { requiredKeys: ['input'] },
)

const anyAnswer = fc.record(
  {
    name: anyName,
    id: anyId,
    response: fc.oneof(
      fc.record({ output: anyLongText }),
      fc.dictionary(anyText, fc.oneof(anyWords, fc.array(anyLongText, { maxLength: 2 }), anyJunk)),
      anyJunk,
    ),
    parts: fc.array(fc.record({ inlineData: anyJunk }), { maxLength: 1 }),
  },
  { requiredKeys: ['name', 'response'] },
)
const anyContentPart = fc.oneof(
  fc.record(
    { text: anyWords, thought: fc.boolean(), thoughtSignature: anyText },
    { requiredKeys: ['text'] },
  ),
  fc.record({ functionCall: fc.record({ name: anyName, args: fc.jsonValue() }) }),
  fc.record({ function_call: fc.record({ name: anyName, id: anyId }) }),
  fc.record({ functionResponse: anyAnswer }),
  fc.record({ function_response: anyAnswer }),
  fc.record({ functionResponse: anyAnswer, text: anyText }),
  anyJunk,
)
const anyContents = elements(
  fc.record(
    {
      role: fc.constantFrom('user', 'model', 'function'),
      parts: fc.array(anyContentPart, { maxLength: 4 }),
    },
    { requiredKeys: ['parts'] },
  ),
  fc.oneof(
    fc.record({
      role: fc.constantFrom('user', 'model', 'function', 'x'),
      parts: fc.array(anyContentPart, { maxLength: 4 }),
    }),
    anyJunk,
  ),
)
const anyContentsBody = fc.record(
  {
    contents: anyContents,
    systemInstruction: fc.record({ parts: fc.array(fc.record({ text: anyText })) }),
    tools: fc.array(fc.record({ functionDeclarations: anyTools }), { maxLength: 2 }),
    extra: anyJunk,
  },
  { requiredKeys: ['contents'] },
)

/** Bodies of each way to hold a conversation. */
export const anyBodies: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  messages: anyMessagesBody,
  input: anyInputBody,
  contents: anyContentsBody,
}
