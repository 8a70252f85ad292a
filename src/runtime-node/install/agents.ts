import { dirname, join } from 'node:path'
import { type JsonShape, jsonServers } from './json-servers.ts'
import { applicationData, type Machine, terminalConfig } from './places.ts'
import type { ServerFormat } from './server-entry.ts'
import { TOML_SERVERS } from './toml-servers.ts'
import { yamlServers } from './yaml-servers.ts'

/** An agent that servers can be configured for. */
export interface McpAgent {
  readonly name: string
  readonly title: string
  /** Its settings' files, the usual one first; the first that exists counts. */
  files(machine: Machine): readonly string[]
  readonly format: ServerFormat
  /** Its command, if it is one of the terminal: it finds other commands as the person does. */
  readonly command?: string
  /** A folder that only its users have; else that of its file. */
  folder?(machine: Machine): string
}

const MCP_SERVERS: JsonShape = { key: 'mcpServers' }
const json = (shape: JsonShape = MCP_SERVERS): ServerFormat => jsonServers(shape)

/** By the agents' own documentation. */
export const MCP_AGENTS: readonly McpAgent[] = [
  {
    name: 'claude',
    title: 'Claude Code',
    command: 'claude',
    files: ({ home, environment }) => [
      join(environment['CLAUDE_CONFIG_DIR'] || home, '.claude.json'),
    ],
    folder: ({ home, environment }) => environment['CLAUDE_CONFIG_DIR'] || join(home, '.claude'),
    format: json({ key: 'mcpServers', extra: { type: 'stdio', env: {} } }),
  },
  {
    name: 'codex',
    title: 'Codex',
    command: 'codex',
    files: ({ home, environment }) => [
      join(environment['CODEX_HOME'] || join(home, '.codex'), 'config.toml'),
    ],
    format: TOML_SERVERS,
  },
  {
    name: 'cursor',
    title: 'Cursor',
    files: ({ home }) => [join(home, '.cursor', 'mcp.json')],
    format: json(),
  },
  {
    name: 'opencode',
    title: 'OpenCode',
    command: 'opencode',
    files: (machine) =>
      ['opencode.json', 'opencode.jsonc', 'config.json'].map((file) =>
        join(terminalConfig(machine), 'opencode', file),
      ),
    format: json({ key: 'mcp', extra: { type: 'local', enabled: true }, isOneList: true }),
  },
  {
    name: 'cline',
    title: 'Cline',
    command: 'cline',
    files: clineFiles,
    format: json({ key: 'mcpServers', extra: { disabled: false, autoApprove: [] } }),
  },
  {
    name: 'continue',
    title: 'Continue',
    command: 'cn',
    files: ({ home, environment }) => [
      join(environment['CONTINUE_GLOBAL_DIR'] || join(home, '.continue'), 'config.yaml'),
    ],
    format: yamlServers({
      key: 'mcpServers',
      isList: true,
      commandKey: 'command',
      urlKey: 'url',
      headerKeys: ['requestOptions', 'apiKey'],
      extra: [],
      head: 'name: Local Config\nversion: 1.0.0\nschema: v1\n',
    }),
  },
  {
    name: 'goose',
    title: 'Goose',
    command: 'goose',
    files: (machine) => [
      machine.platform === 'win32'
        ? join(applicationData(machine), 'Block', 'goose', 'config', 'config.yaml')
        : join(terminalConfig(machine), 'goose', 'config.yaml'),
    ],
    format: yamlServers({
      key: 'extensions',
      isList: false,
      commandKey: 'cmd',
      urlKey: 'uri',
      headerKeys: ['headers'],
      extra: ['type: stdio', 'enabled: true', 'envs: {}', 'timeout: 300'],
    }),
  },
  {
    name: 'vscode',
    title: 'VS Code',
    files: (machine) => [join(codeUser(machine), 'mcp.json')],
    format: json({ key: 'servers', extra: { type: 'stdio' } }),
  },
  {
    name: 'gemini',
    title: 'Gemini CLI',
    command: 'gemini',
    files: ({ home, environment }) => [
      join(environment['GEMINI_CLI_HOME'] || home, '.gemini', 'settings.json'),
    ],
    format: json(),
  },
  {
    name: 'zed',
    title: 'Zed',
    files: (machine) => [
      join(
        machine.platform === 'win32' ? applicationData(machine) : terminalConfig(machine),
        'zed',
        'settings.json',
      ),
    ],
    format: json({ key: 'context_servers', extra: { source: 'custom', env: {} } }),
  },
  {
    name: 'claude-desktop',
    title: 'Claude Desktop',
    files: (machine) => [join(applicationData(machine), 'Claude', 'claude_desktop_config.json')],
    format: json(),
  },
  {
    name: 'windsurf',
    title: 'Windsurf',
    files: ({ home }) => [join(home, '.codeium', 'windsurf', 'mcp_config.json')],
    format: json(),
  },
]

function codeUser(machine: Machine): string {
  return join(applicationData(machine), 'Code', 'User')
}

/** The terminal's first; the extension of VS Code has a file of its own. */
function clineFiles(machine: Machine): readonly string[] {
  const own = machine.environment['CLINE_MCP_SETTINGS_PATH']
  const file = 'cline_mcp_settings.json'
  const places = [
    join(machine.environment['CLINE_DIR'] || join(machine.home, '.cline'), 'data', 'settings'),
    join(codeUser(machine), 'globalStorage', 'saoudrizwan.claude-dev', 'settings'),
  ]
  return [...(own ? [own] : []), ...places.map((folder) => join(folder, file))]
}

/** A folder that tells that the agent is used here. */
export function folderOf(agent: McpAgent, machine: Machine, file: string): string {
  return agent.folder?.(machine) ?? dirname(file)
}
