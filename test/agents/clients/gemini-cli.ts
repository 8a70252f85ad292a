import type { Agent } from './agent.ts'

const SETTINGS = {
  security: { auth: { selectedType: 'gemini-api-key' } },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
}

/** Gemini CLI takes the bare base URL, and must be told in its settings which kind of key it has. */
export const geminiCli: Agent = {
  name: 'Gemini CLI',
  format: 'gemini',
  settle: () => ({ '.gemini/settings.json': JSON.stringify(SETTINGS) }),
  start: ({ base, key }, prompt) => ({
    program: 'gemini',
    flags: ['-p', prompt, '--approval-mode', 'yolo', '-m', 'gemini-2.5-pro'],
    variables: {
      GEMINI_API_KEY: key,
      GOOGLE_GEMINI_BASE_URL: base,
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
    },
  }),
  bears: {
    limited: 'done',
    'refused twice': 'gives up',
    'hung up': 'done',
    reset: 'gives up',
    ended: 'stops short',
    error: 'stops short',
  },
  bearsWordsAlone: 'stops short',
  shell: (command) => ({ name: 'run_shell_command', input: { command, description: 'A step' } }),
  read: (path) => ({ name: 'read_file', input: { file_path: path } }),
  write: (path, text) => ({ name: 'write_file', input: { file_path: path, content: text } }),
  edit: (path, from, to) => ({
    name: 'replace',
    input: { file_path: path, old_string: from, new_string: to, instruction: 'A step' },
  }),
}
