/** Bodies in the shapes that agents were seen to send; each result is one text, `RESULT`. */
export const RESULT: string =
  '{"took":1.50,"ok":true} a result of a tool, long enough to be looked at wherever it stands in a body ✓'

const ephemeral = { cache_control: { type: 'ephemeral' } }

/** Claude Code 2.1: keys in this order, a system message among the others, the marker on the last block. */
const claudeCode = {
  model: 'claude-opus-5',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: '<system-reminder>\nas you know\n</system-reminder>\n' },
        { type: 'text', text: 'List the files.' },
      ],
    },
    { role: 'system', content: [], output_config: { effort: 'high' } },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
        { type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'make' }, caller: null },
        { type: 'tool_use', id: 'toolu_2', name: 'Read', input: { file_path: 'a.ts' } },
      ],
    },
    {
      role: 'user',
      content: [
        { tool_use_id: 'toolu_2', type: 'tool_result', content: RESULT },
        {
          tool_use_id: 'toolu_1',
          type: 'tool_result',
          content: [{ type: 'text', text: RESULT }],
          is_error: false,
          ...ephemeral,
        },
        { type: 'text', text: '<system-reminder>12 tokens</system-reminder>' },
      ],
    },
    { role: 'system', content: 'A queued prompt follows.', output_config: {} },
  ],
  system: [
    { type: 'text', text: 'x-anthropic-billing-header: v' },
    { type: 'text', text: 'You are an agent.', ...ephemeral },
    { type: 'text', text: 'Mind the rules.', ...ephemeral },
  ],
  tools: [
    { name: 'Bash', description: 'd', input_schema: {}, defer_loading: false },
    { name: 'DeferredToolPlaceholder', description: 'd', input_schema: {}, defer_loading: true },
  ],
  metadata: { user_id: 'u' },
  max_tokens: 128000,
  thinking: { type: 'adaptive', display: 'summarized' },
  context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
  output_config: { effort: 'high' },
  stream: true,
}

/** Codex with a provider of its own: no instructions, items with ids, tools behind the input. */
const codex = {
  model: 'gpt-5-codex',
  stream: true,
  input: [
    {
      type: 'message',
      id: 'm1',
      role: 'developer',
      content: [{ type: 'input_text', text: 'rules' }],
    },
    {
      type: 'message',
      id: 'm2',
      role: 'user',
      content: [{ type: 'input_text', text: '<environment_context>\n</environment_context>' }],
    },
    { type: 'reasoning', id: 'rs', summary: [], content: null, encrypted_content: 'gAAAA' },
    {
      type: 'message',
      id: 'm3',
      role: 'assistant',
      phase: 'commentary',
      content: [{ type: 'output_text', text: 'I look.' }],
    },
    {
      type: 'function_call',
      status: 'completed',
      id: 'fc',
      name: 'exec_command',
      arguments: '{"cmd":"make"}',
      call_id: 'call_1',
    },
    { type: 'function_call_output', id: 'fco', call_id: 'call_1', output: RESULT },
  ],
  tools: [
    { type: 'function', name: 'exec_command', strict: false, parameters: {} },
    { type: 'namespace', name: 'multi_agent_v1', tools: [{ type: 'function', name: 'spawn' }] },
    { type: 'web_search', external_web_access: false },
  ],
  tool_choice: 'auto',
  parallel_tool_calls: false,
  reasoning: { summary: 'auto' },
  store: false,
  include: ['reasoning.encrypted_content'],
  prompt_cache_key: '0199',
  client_metadata: { b: '1', a: '2' },
}

/** Codex with the provider it is built for: tools and settings are items, the shell a custom tool. */
const codexBuiltIn = {
  model: 'gpt-6.1-sol',
  input: [
    {
      type: 'additional_tools',
      role: 'developer',
      tools: [
        {
          type: 'namespace',
          name: 'mcp__headroom__',
          tools: [{ type: 'function', name: 'headroom_retrieve', parameters: {} }],
        },
      ],
    },
    { type: 'configuration_update', reasoning: { effort: 'medium' } },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'go' }] },
    { type: 'custom_tool_call', call_id: 'call_1', name: 'exec', input: 'await sh("make")' },
    {
      type: 'custom_tool_call_output',
      call_id: 'call_1',
      output: [
        { type: 'input_text', text: RESULT },
        { type: 'input_image', image_url: 'data:image/png;base64,AAAA' },
      ],
    },
  ],
  store: false,
  stream: true,
}

/** Gemini CLI: contents first, signatures on the calls, ids of its own on the answers. */
const geminiCli = {
  contents: [
    { role: 'user', parts: [{ text: '<session_context>' }, { text: 'List the files.' }] },
    {
      role: 'model',
      parts: [
        {
          functionCall: { name: 'run_shell_command', args: { command: 'make' } },
          thoughtSignature: 'c2ln',
        },
      ],
    },
    {
      role: 'user',
      parts: [
        {
          functionResponse: {
            id: 'run_shell_command-1',
            name: 'run_shell_command',
            response: { output: RESULT },
          },
        },
      ],
    },
  ],
  systemInstruction: { parts: [{ text: 'You are an agent.' }], role: 'user' },
  tools: [
    {
      functionDeclarations: [
        { name: 'run_shell_command', parametersJsonSchema: {} },
        { name: 'mcp_headroom_headroom_retrieve', parametersJsonSchema: {} },
      ],
    },
  ],
  generationConfig: { temperature: 1, topP: 0.95, thinkingConfig: { includeThoughts: true } },
}

/** opencode over chat completions. */
const openCodeChat = {
  model: 'chat-test',
  messages: [
    { role: 'system', content: 'You are an agent.' },
    { role: 'user', content: 'List the files.' },
    {
      role: 'assistant',
      content: '',
      tool_calls: [
        {
          id: 'call_1',
          type: 'function',
          function: { name: 'bash', arguments: '{"command":"ls"}' },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: RESULT },
  ],
  tools: [{ type: 'function', function: { name: 'headroom_headroom_retrieve', parameters: {} } }],
  stream: true,
  stream_options: { include_usage: true },
}

/** A cloud's own door to Anthropic's models: a version in the body, the model in the path. */
const rawPredict = {
  anthropic_version: 'vertex-2023-10-16',
  messages: [
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: RESULT }] },
  ],
  max_tokens: 1024,
  tools: [{ name: 'mcp__headroom__headroom_retrieve', input_schema: {} }],
}

/** A count of tokens: the same messages, nothing that governs an answer. */
const countTokens = {
  model: 'claude-opus-5',
  messages: [
    { role: 'user', content: 'hi' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'Bash', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: RESULT }] },
  ],
}

/** What a body must be read as. */
export interface Client {
  readonly body: object
  readonly dialect: string
  readonly canRecall: boolean
  /** Open blocks, as `id tool`. */
  readonly open: readonly string[]
}

export const clients: Readonly<Record<string, Client>> = {
  'Claude Code': {
    body: claudeCode,
    dialect: 'anthropic',
    canRecall: false,
    open: ['3.0 Read', '3.1.0 Bash'],
  },
  Codex: {
    body: codex,
    dialect: 'openai-responses',
    canRecall: false,
    open: ['5.0 exec_command'],
  },
  'Codex, built in': {
    body: codexBuiltIn,
    dialect: 'openai-responses',
    canRecall: true,
    open: ['4.0.0 exec'],
  },
  'Gemini CLI': {
    body: geminiCli,
    dialect: 'gemini',
    canRecall: true,
    open: ['2.0.0 run_shell_command'],
  },
  'opencode, chat': {
    body: openCodeChat,
    dialect: 'openai-chat',
    canRecall: true,
    open: ['3.0 bash'],
  },
  'Anthropic at a cloud': {
    body: rawPredict,
    dialect: 'anthropic',
    canRecall: true,
    open: ['0.0 '],
  },
  'a count of tokens': {
    body: countTokens,
    dialect: 'anthropic',
    canRecall: false,
    open: ['2.0 Bash'],
  },
}
