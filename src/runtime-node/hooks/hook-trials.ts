/** What a scripted provider answers: a call of a tool, and then words. */
export interface ProviderScript {
  /** The end of the path at which the model is asked. */
  readonly path: string
  /** What a body holds that offers tools. */
  readonly offer: string
  /** What a body holds that brings what a tool gave back. */
  readonly result: string
  readonly call: string
  readonly words: string
}

/** How an agent is run on its own, in a home that is gone afterwards. */
export interface HookTrial {
  readonly command: string
  readonly flags: readonly string[]
  readonly script: ProviderScript
  /** Variables for a provider at this address. */
  variables(url: string): Readonly<Record<string, string>>
  /** Files of the home, by path. */
  files(url: string): Readonly<Record<string, string>>
}

const COMMAND = JSON.stringify({ command: 'echo the original', description: 'A trial' })
const PROMPT = 'Run the command.'
const KEY = 'none'

/** Claude Code, which asks at `/v1/messages`. */
export const CLAUDE_TRIAL: HookTrial = {
  command: 'claude',
  flags: ['-p', PROMPT, '--allowedTools', 'Bash'],
  script: {
    path: '/v1/messages',
    offer: '"input_schema"',
    result: '"tool_result"',
    call: message(
      'tool_use',
      { type: 'tool_use', id: 'toolu_trial', name: 'Bash', input: {} },
      { type: 'input_json_delta', partial_json: COMMAND },
    ),
    words: message(
      'end_turn',
      { type: 'text', text: '' },
      { type: 'text_delta', text: 'That was all.' },
    ),
  },
  variables: (url) => ({
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: KEY,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  }),
  files: () => ({}),
}

/** A message as Anthropic streams it, with one block. */
function message(stop_reason: string, content_block: object, delta: object): string {
  const usage = { input_tokens: 1, output_tokens: 1 }
  const base = { id: 'msg_trial', type: 'message', role: 'assistant', model: 'trial', content: [] }
  const event = (type: string, more: object = {}): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`
  return [
    event('message_start', { message: { ...base, stop_reason: null, stop_sequence: null, usage } }),
    event('content_block_start', { index: 0, content_block }),
    event('content_block_delta', { index: 0, delta }),
    event('content_block_stop', { index: 0 }),
    event('message_delta', { delta: { stop_reason, stop_sequence: null }, usage }),
    event('message_stop'),
  ].join('')
}

/** An answer as OpenAI streams it. */
function completion(finish_reason: string, delta: object): string {
  const chunk = (choice: object): string =>
    `data: ${JSON.stringify({
      id: 'trial',
      object: 'chat.completion.chunk',
      created: 0,
      model: 'trial',
      choices: [{ index: 0, ...choice }],
    })}\n\n`
  const said = chunk({ delta: { role: 'assistant', ...delta }, finish_reason: null })
  return `${said}${chunk({ delta: {}, finish_reason })}data: [DONE]\n\n`
}

const COMPLETIONS: ProviderScript = {
  path: '/v1/chat/completions',
  offer: '"tools"',
  result: '"tool_call_id"',
  call: completion('tool_calls', {
    tool_calls: [
      {
        index: 0,
        id: 'call_trial',
        type: 'function',
        function: { name: 'bash', arguments: COMMAND },
      },
    ],
  }),
  words: completion('stop', { content: 'That was all.' }),
}

/** OpenCode, with a provider that speaks as OpenAI's chat completions do. */
export const OPENCODE_TRIAL: HookTrial = {
  command: 'opencode',
  flags: ['run', '--title', 'trial', '--model', 'trial/trial', PROMPT],
  script: COMPLETIONS,
  variables: () => ({
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    npm_config_offline: 'true',
  }),
  files: (url) => ({ '.config/opencode/opencode.json': JSON.stringify(opencodeSettings(url)) }),
}

function opencodeSettings(url: string): object {
  const limit = { context: 200_000, output: 8000 }
  return {
    autoupdate: false,
    share: 'disabled',
    model: 'trial/trial',
    small_model: 'trial/trial',
    permission: { '*': 'allow' },
    enabled_providers: ['trial'],
    provider: {
      trial: {
        npm: '@ai-sdk/openai-compatible',
        name: 'trial',
        options: { baseURL: `${url}/v1`, apiKey: KEY },
        models: { trial: { name: 'trial', tool_call: true, limit } },
      },
    },
  }
}

/** pi, with a provider of the same kind. */
export const PI_TRIAL: HookTrial = {
  command: 'pi',
  flags: ['-p', '--provider', 'trial', '--model', 'trial', PROMPT],
  script: COMPLETIONS,
  variables: () => ({ PI_OFFLINE: '1' }),
  files: (url) => ({
    '.pi/agent/models.json': JSON.stringify({
      providers: {
        trial: {
          baseUrl: `${url}/v1`,
          api: 'openai-completions',
          apiKey: KEY,
          models: [{ id: 'trial' }],
        },
      },
    }),
  }),
}
