import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { onTestFinished } from 'vitest'
import { findRefs } from '../../../src/runtime-node/index.ts'
import { MAIN } from '../cli/headroom.ts'
import { bashSaid } from '../hooks/stage.ts'

const SCRIPTED = fileURLToPath(new URL('../mcp/gateway/scripted-server.mjs', import.meta.url))
const SERVER = { command: 'headroom', args: ['mcp', 'serve'] }

/** One machine's doors: a home, a store, and folders to work in. Every door is a process of its own. */
export class Doors {
  readonly top: string = realpathSync(mkdtempSync(join(tmpdir(), 'hr-doors-')))
  readonly store: string = join(this.top, 'store')
  readonly home: string = this.folder('home')

  constructor() {
    onTestFinished(async () => {
      await this.cli(['hook', 'uninstall', 'claude'], this.home)
      rmSync(this.top, { recursive: true, force: true })
    })
  }

  folder(...names: readonly string[]): string {
    const path = join(this.top, ...names)
    mkdirSync(path, { recursive: true })
    return path
  }

  /** A folder with `.git` in it. */
  project(name: string): string {
    this.folder(name, '.git')
    return this.folder(name)
  }

  /** What `headroom ARGS` writes, started in a folder; what it says beside that where it fails. */
  async cli(args: readonly string[], cwd: string, input: string = ''): Promise<string> {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: this.#environment })
    const [out, err]: [string[], string[]] = [[], []]
    child.stdout.on('data', (chunk) => void out.push(String(chunk)))
    child.stderr.on('data', (chunk) => void err.push(String(chunk)))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    const code = await new Promise((resolve) => child.once('close', resolve))
    return (code === 0 ? out : err).join('')
  }

  /** `mcp serve`, started in a folder. */
  async server(cwd: string, ...flags: readonly string[]): Promise<Client> {
    return await this.#client(['mcp', 'serve', ...flags], cwd)
  }

  /** `mcp gateway` before a server whose tool `log` returns a log. */
  async gateway(cwd: string): Promise<Client> {
    return await this.#client(['mcp', 'gateway', '--', process.execPath, SCRIPTED], cwd)
  }

  /** What Claude Code, which is told of our server, is to show its model of a command's output. */
  async hook(folder: string, stdout: string): Promise<string> {
    writeFileSync(
      join(this.home, '.claude.json'),
      JSON.stringify({ mcpServers: { headroom: SERVER } }),
    )
    const said = JSON.stringify(bashSaid({ cwd: folder }, { stdout }))
    const args = ['hook', 'run', 'claude', '--patience', '100000']
    const answer = JSON.parse(await this.cli(args, this.top, said))
    return answer.hookSpecificOutput.updatedToolOutput.stdout
  }

  get #environment(): Record<string, string> {
    return { PATH: process.env['PATH'] ?? '', HOME: this.home, HEADROOM_HOME: this.store }
  }

  async #client(args: readonly string[], cwd: string): Promise<Client> {
    const client = new Client({ name: 'test', version: '1' })
    const command = process.execPath
    const env = this.#environment
    await client.connect(
      new StdioClientTransport({ command, args: [MAIN, ...args], cwd, env, stderr: 'ignore' }),
    )
    onTestFinished(async () => await client.close())
    return client
  }
}

/** The first text of what a tool answers. */
export async function told(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<string> {
  const { content } = await client.callTool({ name, arguments: args })
  const [first] = content
  return first?.type === 'text' ? first.text : ''
}

/** The first ref of a text; fails where nothing of it was left out. */
export function refIn(text: string): string {
  const [ref] = findRefs(text)
  if (ref === undefined) throw new Error(`nothing was left out of ${text.slice(0, 200)}`)
  return ref
}
