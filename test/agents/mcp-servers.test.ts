import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { RECALL_TOOL } from '../../src/runtime-node/index.ts'
import { apiAnswer, MAIN, serviceLog } from '../runtime-node/cli/headroom.ts'
import { expectSame, session } from './mcp-compared.ts'
import { type Answer, binOf, type Step, started } from './mcp-session.ts'

const run = promisify(execFile)
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-servers-')))
const project = join(folder, 'project')
const base = { PATH: process.env['PATH'] ?? '', HEADROOM_HOME: join(folder, 'home') }

beforeAll(() => {
  mkdirSync(join(project, 'src'), { recursive: true })
  writeFileSync(join(project, 'service.log'), serviceLog(900))
  writeFileSync(join(project, 'answer.json'), apiAnswer(300))
  writeFileSync(join(project, 'short.txt'), 'short\n')
  for (let at = 0; at < 120; at++)
    writeFileSync(join(project, 'src', `module-${at}.ts`), `export const value${at} = ${at}\n`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const call = (name: string, args: object = {}): Step => ({
  method: 'tools/call',
  params: { name, arguments: args },
})
const entities = Array.from({ length: 60 }, (_, at) => ({
  name: `service-${at}`,
  entityType: 'service',
  observations: [`runs in zone ${at % 3}`, `was deployed ${at} days ago by team ${at % 5}`],
}))
const relations = entities.slice(1).map(({ name }) => ({
  from: name,
  to: 'service-0',
  relationType: 'depends on',
}))

const SERVERS: readonly (readonly [string, readonly string[], readonly Step[]])[] = [
  [
    'server-everything',
    [],
    [
      { method: 'tools/list' },
      { method: 'prompts/list' },
      { method: 'prompts/get', params: { name: 'args-prompt', arguments: { city: 'Paris' } } },
      { method: 'resources/list' },
      { method: 'resources/templates/list' },
      { method: 'resources/read', params: { uri: 'demo://resource/static/document/features.md' } },
      { method: 'resources/subscribe', params: { uri: 'demo://resource/dynamic/text/1' } },
      { method: 'logging/setLevel', params: { level: 'error' } },
      {
        method: 'completion/complete',
        params: {
          ref: { type: 'ref/prompt', name: 'completable-prompt' },
          argument: { name: 'department', value: 'E' },
        },
      },
      { method: 'tools/none-such' },
      call('echo', { message: 'hello' }),
      call('echo', { message: serviceLog(300) }),
      call('get-annotated-message', { messageType: 'error', includeImage: true }),
      call('get-env'),
      call('get-resource-links', { count: 3 }),
      call('get-resource-reference', { resourceType: 'Text', resourceId: 1 }),
      call('get-structured-content', { location: 'Chicago' }),
      call('get-sum', { a: 1, b: 'x' }),
      call('get-tiny-image'),
      call('trigger-long-running-operation', { duration: 0.2, steps: 2 }),
      call('get-roots-list'),
      call('trigger-elicitation-request'),
      call('trigger-sampling-request', { prompt: 'say it', maxTokens: 9 }),
      call('none-such'),
    ],
  ],
  [
    'server-filesystem',
    [project],
    [
      { method: 'tools/list' },
      call('read_text_file', { path: join(project, 'service.log') }),
      call('read_text_file', { path: join(project, 'answer.json') }),
      call('read_text_file', { path: join(project, 'short.txt') }),
      call('read_multiple_files', { paths: [join(project, 'answer.json'), join(project, 'none')] }),
      call('directory_tree', { path: project }),
      call('list_directory', { path: join(project, 'src') }),
      call('search_files', { path: project, pattern: '**/*.ts' }),
      call('read_text_file', { path: '/etc/passwd' }),
    ],
  ],
  [
    'server-memory',
    [],
    [
      { method: 'tools/list' },
      call('create_entities', { entities }),
      call('create_relations', { relations }),
      call('read_graph'),
      call('search_nodes', { query: 'zone 1' }),
      call('open_nodes', { names: ['service-3', 'service-4'] }),
      call('delete_entities', { entityNames: ['service-59'] }),
    ],
  ],
  [
    'server-sequential-thinking',
    [],
    [
      { method: 'tools/list' },
      call('sequentialthinking', {
        thought: 'first',
        thoughtNumber: 1,
        totalThoughts: 2,
        nextThoughtNeeded: true,
      }),
      call('sequentialthinking', { thought: 7 }),
    ],
  ],
]

describe('a gateway in front of servers from npm', () => {
  it.each(SERVERS)('changes nothing of %s but what comes back: %j', async (name, flags, steps) => {
    const server = [binOf(`mcp-${name}`), ...flags]
    const memory = join(folder, 'memory.jsonl')
    const env = { ...base, MEMORY_FILE_PATH: memory }
    const direct = await session(started(server, env), steps)
    rmSync(memory, { force: true })
    const gateway = [process.execPath, MAIN, 'mcp', 'gateway', '--', ...server]
    expectSame(await session(started(gateway, env), steps), direct)
  })

  it('nor over HTTP on both sides', async () => {
    const [[name, , steps] = expect.unreachable()] = SERVERS
    const port = String(await freePort())
    const far = launch([binOf(`mcp-${name}`), 'streamableHttp'], { PORT: port })
    await saidBy(far, /listening|running/i)
    const url = `http://127.0.0.1:${port}/mcp`
    const gateway = [
      process.execPath,
      MAIN,
      'mcp',
      'gateway',
      '--http',
      '--port',
      '0',
      '--url',
      url,
    ]
    const near = launch(gateway, { HEADROOM_PROXY_TOKEN: 'token' })
    const [here = ''] = await saidBy(near, /http:\S+mcp/)
    const requestInit = { headers: { authorization: 'Bearer token' } }
    const alike = steps.filter(({ params }) => params?.['name'] !== 'get-env')
    const direct = await session(new StreamableHTTPClientTransport(new URL(url)), alike)
    const behind = new StreamableHTTPClientTransport(new URL(here), { requestInit })
    expectSame(await session(behind, alike), direct)
  })
})

/** A process that is gone after the test. */
function launch(command: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const [file = '', ...args] = command
  const stdio = ['ignore', 'ignore', 'pipe'] as const
  const child = spawn(file, args, { env: { ...base, ...env }, stdio: [...stdio] })
  onTestFinished(() => void child.kill())
  return child
}

async function saidBy({ stderr }: ChildProcess, wanted: RegExp): Promise<readonly string[]> {
  let said = ''
  for await (const chunk of stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(chunk)
    const found = wanted.exec(said)
    if (found !== null) return found
  }
  throw new Error(`it did not start: ${said}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

describe('the inspector', () => {
  const inspect = async (flags: readonly string[]): Promise<Answer> => {
    const env = { ...base, HOME: folder }
    const { stdout } = await run(binOf('mcp-inspector'), ['--cli', ...flags], { env, cwd: project })
    return JSON.parse(stdout)
  }

  /** All tools, one after the other, as a person would at a terminal. */
  async function driveAll(server: readonly string[]): Promise<void> {
    const call = async (tool: string, ...args: readonly string[]): Promise<Answer> => {
      const given = args.flatMap((arg) => ['--tool-arg', arg])
      return await inspect([...server, '--method', 'tools/call', '--tool-name', tool, ...given])
    }
    const { tools } = await inspect([...server, '--method', 'tools/list'])
    expect((tools as { name: string }[]).map(({ name }) => name)).toEqual([
      'headroom_compress',
      RECALL_TOOL,
      'headroom_read',
      'headroom_stats',
    ])
    const { structuredContent: small } = await call('headroom_compress', 'path=service.log')
    const { hashes } = small as { hashes: string[] }
    const part = await call(RECALL_TOOL, `hash=${hashes[0]}`, 'lines=[450,451]')
    const lines = serviceLog(900).split('\n').slice(449, 451).join('\n')
    expect(part['structuredContent']).toMatchObject({ text: expect.stringContaining(lines) })
    const read = await call('headroom_read', 'path=short.txt')
    expect(read['structuredContent']).toMatchObject({ text: 'short\n' })
    expect(await call('headroom_stats')).toMatchObject({ structuredContent: { total: {} } })
  }

  it('drives every tool of headroom mcp serve over stdio', async () => {
    const config = join(folder, 'servers.json')
    const args = [MAIN, 'mcp', 'serve', '--root', project]
    const headroom = { command: process.execPath, args, env: base }
    writeFileSync(config, JSON.stringify({ mcpServers: { headroom } }))
    await driveAll(['--config', config, '--server', 'headroom'])
  })

  it('drives every tool of headroom mcp serve over HTTP', async () => {
    const args = [MAIN, 'mcp', 'serve', '--http', '--port', '0', '--root', project]
    const server = launch([process.execPath, ...args], { HEADROOM_PROXY_TOKEN: 'token' })
    const [url = ''] = await saidBy(server, /http:\S+mcp/)
    await driveAll([
      '--server-url',
      url,
      '--transport',
      'http',
      '--header',
      'x-headroom-token: token',
    ])
  })
})
