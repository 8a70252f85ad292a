import type { Agent } from './agent.ts'

/** Claude Code speaks Anthropic's messages; its base URL goes without `/v1`. */
export const claudeCode: Agent = {
  name: 'Claude Code',
  format: 'anthropic',
  settle: () => ({}),
  start: ({ base, key }, prompt) => ({
    program: 'claude',
    flags: ['-p', prompt, '--allowedTools', 'Bash Read Write Edit'],
    variables: {
      ANTHROPIC_BASE_URL: base,
      ANTHROPIC_API_KEY: key,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      CLAUDE_CODE_MAX_RETRIES: '4',
      CLAUDE_ENABLE_STREAM_WATCHDOG: '1',
      CLAUDE_STREAM_IDLE_TIMEOUT_MS: '3000',
      CLAUDE_ENABLE_BYTE_WATCHDOG: '1',
      CLAUDE_BYTE_STREAM_IDLE_TIMEOUT_MS: '3000',
    },
  }),
  bears: {
    busy: 'done',
    limited: 'done',
    failed: 'done',
    'refused twice': 'done',
    'hung up': 'done',
    reset: 'done',
    ended: 'done',
    error: 'done',
    silent: 'done',
  },
  bearsWordsAlone: 'done',
  shell: (command) => ({ name: 'Bash', input: { command, description: 'A step' } }),
  read: (path) => ({ name: 'Read', input: { file_path: path } }),
  write: (path, text) => ({ name: 'Write', input: { file_path: path, content: text } }),
  edit: (path, from, to) => ({
    name: 'Edit',
    input: { file_path: path, old_string: from, new_string: to },
  }),
}
