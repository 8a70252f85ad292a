import type { Agent } from './agent.ts'

/**
 * Codex speaks OpenAI's responses and takes its base URL from a file alone. A model that it knows has
 * plain function tools; all it does goes through its shell.
 */
export const codex: Agent = {
  name: 'Codex',
  format: 'openai-responses',
  settle: ({ base }) => ({ '.codex/config.toml': configOf(base) }),
  start: ({ key }, prompt) => ({
    program: 'codex',
    flags: ['exec', '--skip-git-repo-check', prompt],
    variables: { OPENAI_API_KEY: key },
  }),
  bears: {
    busy: 'done',
    limited: 'done',
    failed: 'done',
    'refused twice': 'gives up',
    'hung up': 'done',
    reset: 'done',
    ended: 'done',
    error: 'done',
    silent: 'done',
  },
  bearsWordsAlone: 'done',
  shell: inShell,
  read: (path) => inShell(`cat ${path}`),
  write: (path, text) =>
    inShell(`mkdir -p $(dirname ${path}); cat > ${path} <<'END_OF_FILE'\n${text}\nEND_OF_FILE`),
  edit: (path, from, to) => inShell(`sed -i 's/${from}/${to}/' ${path}`),
}

function inShell(cmd: string): ReturnType<Agent['shell']> {
  return { name: 'exec_command', input: { cmd } }
}

function configOf(base: string): string {
  return `model = "gpt-5-codex"
model_provider = "proxy"
approval_policy = "never"
tool_output_token_limit = 20000
sandbox_mode = "danger-full-access"
check_for_update_on_startup = false
[model_providers.proxy]
name = "proxy"
base_url = "${base}/v1"
env_key = "OPENAI_API_KEY"
wire_api = "responses"
supports_websockets = false
request_max_retries = 3
stream_max_retries = 3
stream_idle_timeout_ms = 3000
[analytics]
enabled = false
[features]
plugins = false
apps = false
remote_plugin = false
`
}
