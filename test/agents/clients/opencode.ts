import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import type { Agent } from './agent.ts'

/** OpenCode's provider and model for each format it can be pointed at. */
const MODELS = {
  anthropic: ['anthropic', 'claude-test'],
  'openai-responses': ['openai', 'gpt-test'],
  'openai-chat': ['compat', 'chat-test'],
} as const satisfies Partial<Record<Format, readonly [provider: string, model: string]>>

/** OpenCode speaks three formats, by its configuration; its base URLs end in `/v1`. */
export const opencode = (format: keyof typeof MODELS): Agent => ({
  name: `OpenCode, ${format}`,
  format,
  settle: (place) => ({
    '.config/opencode/opencode.json': JSON.stringify(configOf(format, place)),
  }),
  start: (_, prompt) => ({
    program: 'opencode',
    flags: ['run', '--title', 'task', '--model', MODELS[format].join('/'), prompt],
    variables: {
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      // It installs a package for plugins wherever it finds a configuration.
      npm_config_offline: 'true',
    },
  }),
  bears: {
    limited: 'done',
    'refused twice': 'gives up',
    reset: 'done',
    ended: 'stops short',
  },
  bearsWordsAlone: 'done',
  shell: (command) => ({ name: 'bash', input: { command, description: 'A step' } }),
  read: (path) => ({ name: 'read', input: { filePath: path } }),
  write: (path, text) => ({ name: 'write', input: { filePath: path, content: text } }),
  edit: (path, from, to) => ({
    name: 'edit',
    input: { filePath: path, oldString: from, newString: to },
  }),
})

function configOf(
  format: keyof typeof MODELS,
  { base, key }: { readonly base: string; readonly key: string },
): object {
  const [provider, model] = MODELS[format]
  const limit = { context: 200_000, output: 8000 }
  const custom =
    format === 'openai-chat' ? { npm: '@ai-sdk/openai-compatible', name: 'compat' } : {}
  return {
    autoupdate: false,
    share: 'disabled',
    model: `${provider}/${model}`,
    small_model: `${provider}/${model}`,
    permission: { '*': 'allow' },
    enabled_providers: [provider],
    provider: {
      [provider]: {
        ...custom,
        options: { baseURL: `${base}/v1`, apiKey: key },
        models: { [model]: { name: model, tool_call: true, limit } },
      },
    },
  }
}
