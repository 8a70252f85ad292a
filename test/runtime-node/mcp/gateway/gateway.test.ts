import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { findRefs, RECALL_TOOL } from '../../../../src/runtime-node/index.ts'
import { headroom, MAIN } from '../../cli/headroom.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-gateway-')))
const SCRIPTED = fileURLToPath(new URL('scripted-server.mjs', import.meta.url))
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '', HEADROOM_HOME: folder }
const clients: Client[] = []
const servers: ChildProcess[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map(async (client) => await client.close()))
  for (const server of servers.splice(0)) {
    server.kill('SIGTERM')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function connected(transport: Transport): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { roots: {} } })
  client.setRequestHandler('roots/list', () => ({ roots: [{ uri: 'file:///root' }] }))
  await client.connect(transport)
  clients.push(client)
  return client
}

/** A client behind a gateway in a process of its own. */
async function behindGateway(...args: readonly string[]): Promise<Client> {
  return await connected(gatewayBefore(...args))
}

function gatewayBefore(...args: readonly string[]): StdioClientTransport {
  return new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp', 'gateway', ...args],
    env: ENVIRONMENT,
    stderr: 'ignore',
  })
}

/** Kilobytes that a process has in memory. */
function residentOf(pid: number | null): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes)
}

const BEARER = { authorization: 'Bearer token' }

/** Starts a command that listens, and says where. */
async function listening(args: readonly string[]): Promise<string> {
  const env = { ...ENVIRONMENT, HEADROOM_PROXY_TOKEN: 'token' }
  const stdio = ['ignore', 'ignore', 'pipe'] as const
  const server = spawn(process.execPath, [MAIN, 'mcp', ...args], { env, stdio: [...stdio] })
  servers.push(server)
  for await (const said of server.stderr ?? []) {
    const [url] = /http:\S+mcp/.exec(String(said)) ?? []
    if (url !== undefined) return url
  }
  throw new Error('it did not listen')
}

async function overHttp(url: string): Promise<Client> {
  const requestInit = { headers: BEARER }
  return await connected(new StreamableHTTPClientTransport(new URL(url), { requestInit }))
}

async function textOf(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<string> {
  const { content } = await client.callTool({ name, arguments: args })
  const [first] = content
  return first?.type === 'text' ? first.text : ''
}

describe('headroom mcp gateway', () => {
  it('stands before a server that it starts, and outlives what that does', async () => {
    const client = await behindGateway('--', process.execPath, SCRIPTED)
    const { tools } = await client.listTools()
    expect(tools.at(-1)?.name).toBe(RECALL_TOOL)
    const small = await textOf(client, 'log')
    const [hash = ''] = findRefs(small)
    expect(await textOf(client, RECALL_TOOL, { hash, lines: [400, 400] })).toContain(
      'worker-0 took',
    )
    expect(await textOf(client, 'nonsense')).toBe('still here')
    await expect(client.callTool({ name: 'stall' }, { timeout: 100 })).rejects.toThrow()
    expect(await textOf(client, 'log')).toBe(small)
    await expect(client.callTool({ name: 'die' })).rejects.toThrow(/closed/i)
  })

  it.skipIf(!existsSync('/proc/self/status'))(
    'holds no more after many calls than after some',
    async () => {
      const transport = gatewayBefore('--', process.execPath, SCRIPTED)
      const client = await connected(transport)
      const seen: number[] = []
      for (let at = 1; at <= 800; at++) {
        await client.callTool({ name: 'small', arguments: { at } })
        if (at % 50 === 0) seen.push(residentOf(transport.pid))
      }
      expect(Math.min(...seen.slice(-4)) - Math.max(...seen.slice(4, 8))).toBeLessThan(24 << 10)
    },
  )

  it('passes a message that is too long to be held as it comes', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'huge' } }
    const { stdout } = await headroom({
      args: ['mcp', 'gateway', '--', process.execPath, SCRIPTED],
      input: `${JSON.stringify(call)}\n`,
      env: ENVIRONMENT,
    })
    const { result } = JSON.parse(String(stdout))
    expect(result.content[0].text.length).toBe(65 << 20)
  })

  it('ends as its server does', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'die' } }
    const ended = async (input: string, ...args: readonly string[]) =>
      await headroom({ args: ['mcp', 'gateway', ...args], input, env: ENVIRONMENT })
    const dead = await ended(`${JSON.stringify(call)}\n`, '--', process.execPath, SCRIPTED)
    expect(dead.code).toBe(7)
    expect((await ended('', '--', process.execPath, SCRIPTED)).code).toBe(0)
    expect((await ended('', '--', join(folder, 'no-such-server'))).code).toBe(127)
  })

  it('refuses flags that say nothing', async () => {
    const ended = async (...args: readonly string[]) =>
      await headroom({ args: ['mcp', 'gateway', ...args], env: ENVIRONMENT })
    expect(await ended()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('name a server'),
    })
    expect(await ended('--url', 'ftp://a')).toMatchObject({ code: 2 })
    expect(await ended('--url', 'http://a', '--header', 'nonsense')).toMatchObject({ code: 2 })
    expect(await ended('--preset', 'tiny', '--', 'a')).toMatchObject({ code: 2 })
  })

  it('listens for many clients, each with a server of its own', async () => {
    const args = ['gateway', '--http', '--port', '0', '--', process.execPath, SCRIPTED]
    const url = await listening(args)
    const [one, other] = await Promise.all([overHttp(url), overHttp(url)])
    await Promise.all([one.listTools(), other.listTools()])
    const [first, second] = await Promise.all([textOf(one, 'log'), textOf(other, 'log')])
    expect(first).toBe(second)
    const [hash = ''] = findRefs(first)
    await one.close()
    expect(await textOf(other, RECALL_TOOL, { hash, lines: [1, 1] })).toContain('worker-0 took')
    await expect(other.callTool({ name: 'die' }, { timeout: 800 })).rejects.toThrow()
    expect(await textOf(await overHttp(url), 'nonsense')).toBe('still here')
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    }
    const post = async (more: object, body = '{"jsonrpc":"2.0","id":1,"method":"ping"}') =>
      (await fetch(url, { method: 'POST', headers: { ...headers, ...more }, body })).status
    expect(await post({})).toBe(401)
    expect(await post(BEARER)).toBe(400)
    expect(await post(BEARER, '{')).toBe(400)
    expect(await post({ ...BEARER, 'mcp-session-id': 'none' })).toBe(404)
    expect(await post({ ...BEARER, origin: 'https://evil.example' })).toBe(403)
  })

  it('stands before a server elsewhere', async () => {
    writeFileSync(join(folder, 'app.log'), 'line\n'.repeat(4000))
    const url = await listening(['serve', '--http', '--port', '0', '--root', folder])
    const [server] = servers
    const client = await behindGateway('--url', url, '--header', 'Authorization: Bearer token')
    expect(client.getServerVersion()?.name).toBe('headroom')
    const { tools } = await client.listTools()
    expect(tools.at(-1)?.name).toBe(`gateway__${RECALL_TOOL}`)
    const seen: number[] = []
    const answer = await client.callTool(
      { name: 'headroom_compress', arguments: { path: 'app.log' } },
      { onprogress: ({ progress }) => seen.push(progress) },
    )
    expect(answer.isError).toBeUndefined()
    expect(seen.at(-1)).toBe(20_000)
    server?.kill('SIGKILL')
    await expect(client.callTool({ name: 'headroom_stats' })).rejects.toThrow(/no answer from/)
  })
})

describe('several servers behind one gateway', () => {
  const one = `${process.execPath} ${SCRIPTED}`

  it('have their tools under their names, one tool of ours, and live on when one dies', async () => {
    const file = join(folder, 'servers.json')
    const env = { WHO: 'two' }
    const two = { command: process.execPath, args: [SCRIPTED], env }
    writeFileSync(file, JSON.stringify({ mcpServers: { two } }))
    const client = await behindGateway('--config', file, '--server', `one=${one}`)
    expect(client.getServerVersion()?.name).toBe('two+one')
    expect(client.getInstructions()).toBe('two: two\n\none: one')
    const names = (await client.listTools()).tools.map(({ name }) => name)
    expect(names.filter((name) => name.endsWith(RECALL_TOOL))).toEqual([RECALL_TOOL])
    expect(names.at(-1)).toBe(RECALL_TOOL)
    expect(names).toContain('one__log')
    expect(names).toContain('two__log')
    const small = await textOf(client, 'one__log')
    const [hash = ''] = findRefs(small)
    expect(await textOf(client, RECALL_TOOL, { hash, lines: [400, 400] })).toContain(
      'worker-0 took',
    )
    expect(await textOf(client, 'two__who')).toBe('two says: file:///root')
    expect(await textOf(client, 'one__who')).toBe('one says: file:///root')
    expect((await client.readResource({ uri: 'who://two' })).contents).toMatchObject([
      { text: 'two' },
    ])
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual([
      'who://two',
      'who://one',
    ])
    expect((await client.readResource({ uri: 'who://one' })).contents).toMatchObject([
      { text: 'one' },
    ])
    await expect(client.callTool({ name: 'log' })).rejects.toThrow(/no server has log/)
    await expect(client.callTool({ name: 'one__huge' })).rejects.toThrow(
      /one sent a message of more/,
    )
    await expect(client.callTool({ name: 'one__stall' }, { timeout: 100 })).rejects.toThrow()
    await expect(client.callTool({ name: 'one__die' })).rejects.toThrow(/one has ended/)
    await expect(client.callTool({ name: 'one__log' })).rejects.toThrow(/one has ended/)
    expect(await textOf(client, 'two__log')).toBe(small)
  })

  it('are refused where they are not plain', async () => {
    const file = join(folder, 'wrong.json')
    const ended = async (...args: readonly string[]) =>
      (await headroom({ args: ['mcp', 'gateway', ...args], env: ENVIRONMENT })).code
    expect(await ended('--server', 'a__b=x')).toBe(2)
    expect(await ended('--server', 'a=x', '--server', 'a=y')).toBe(2)
    expect(await ended('--server', 'a=x', '--', 'b')).toBe(2)
    for (const text of ['{', '{}', '{"mcpServers":{"a":{}}}', '{"mcpServers":{"a":{"url":"x"}}}']) {
      writeFileSync(file, text)
      expect(await ended('--config', file)).toBe(2)
    }
  })
})
