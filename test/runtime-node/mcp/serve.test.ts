import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { refOf } from '../../../src/engine/index.ts'
import { expand } from '../../../src/runtime-node/index.ts'
import { MAIN } from '../cli/headroom.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-mcp-')))
const project = join(folder, 'project')
const home = join(folder, 'home')
const log = Array.from({ length: 3000 }, (_, at) => {
  const time = new Date(1_700_000_000_000 + at * 977).toISOString()
  return `${time} INFO worker-${at % 7} took ${Math.sin(at)} of ${Math.cos(at * 7)}\n`
}).join('')

beforeAll(() => {
  mkdirSync(project)
  writeFileSync(join(project, 'app.log'), log)
  writeFileSync(join(project, 'short.ts'), 'export const answer = 42\n')
  writeFileSync(join(project, 'image.png'), Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x00]))
  writeFileSync(join(folder, 'secret.txt'), 'not yours')
  symlinkSync(join(folder, 'secret.txt'), join(project, 'link.txt'))
  symlinkSync(join(project, 'short.ts'), join(project, 'inside.ts'))
  execFileSync('mkfifo', [join(project, 'pipe')])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const clients: Client[] = []
afterEach(async () => {
  await Promise.all(clients.splice(0).map(async (client) => await client.close()))
})

const TOKEN = 'a-token-of-the-tests'
const servers: ChildProcess[] = []
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(async (server) => {
      server.kill('SIGTERM')
      if (server.exitCode === null) await once(server, 'exit')
      expect(server.exitCode).toBe(0)
    }),
  )
})

type Connect = (flags?: readonly string[]) => Promise<Client>

async function connectOverStdio(flags: readonly string[] = ['--root', project]): Promise<Client> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp', 'serve', ...flags],
    cwd: project,
    env: { PATH: process.env['PATH'] ?? '', HEADROOM_HOME: home },
    stderr: 'pipe',
  })
  return await connected(transport)
}

async function connectOverHttp(flags: readonly string[] = ['--root', project]): Promise<Client> {
  return await clientOf(await startHttp(flags))
}

/** A server of its own, on whatever port is free, and where it listens. Nobody reads what it says after that. */
async function startHttp(flags: readonly string[] = ['--root', project]): Promise<string> {
  const server = spawn(
    process.execPath,
    [MAIN, 'mcp', 'serve', '--http', '--port', '0', ...flags],
    {
      cwd: project,
      env: {
        PATH: process.env['PATH'] ?? '',
        HEADROOM_HOME: home,
        HEADROOM_PROXY_TOKEN: TOKEN,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  servers.push(server)
  for await (const said of server.stderr) {
    const [url] = /http:\S+mcp/.exec(String(said)) ?? []
    if (url !== undefined) return url
  }
  throw new Error('it did not listen')
}

const BEARER = { Authorization: `Bearer ${TOKEN}` }

async function clientOf(url: string): Promise<Client> {
  const requestInit = { headers: BEARER }
  return await connected(new StreamableHTTPClientTransport(new URL(url), { requestInit }))
}

async function connected(transport: Parameters<Client['connect']>[0]): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(transport)
  clients.push(client)
  return client
}

async function call(client: Client, name: string, args: Record<string, unknown>) {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: args })
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  const told = (structuredContent ?? {}) as Readonly<Record<string, unknown>>
  return { text: texts[0] ?? '', texts, told, isError: isError === true }
}

describe.each([
  ['stdio', connectOverStdio],
  ['HTTP', connectOverHttp],
] satisfies [string, Connect][])('headroom mcp serve over %s', (_, connect) => {
  it('says what it offers', async () => {
    const client = await connect()
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'headroom_compress',
      'headroom_retrieve',
      'headroom_read',
      'headroom_stats',
    ])
    for (const { outputSchema, annotations, description } of tools) {
      expect(outputSchema).toBeDefined()
      expect(annotations?.openWorldHint).toBe(false)
      expect(description).toMatch(/\w/)
    }
    expect(client.getInstructions()).toContain('headroom_retrieve')
  })

  it('makes a text small, and gives back what it left out', async () => {
    const client = await connect()
    const { text, told } = await call(client, 'headroom_compress', { content: log })
    expect(told['tokensAfter']).toBeLessThan(Number(told['tokensBefore']) / 2)
    expect(told['text']).toBe(text)
    const [hash] = told['hashes'] as readonly string[]
    expect(text).toContain(`headroom_retrieve(ref="${hash}")`)
    const whole = await call(client, 'headroom_retrieve', { hash, lines: [1500, 1501] })
    expect(whole.text).toContain(log.split('\n').slice(1499, 1501).join('\n'))
    const { resources } = await client.listResources()
    expect(resources.map(({ uri }) => uri)).toContain(`headroom://original/${hash}`)
    const { contents } = await client.readResource({ uri: `headroom://original/${hash}` })
    expect(contents[0]).toMatchObject({ text: log })
  })

  it('packs without leaving anything out where it is told to', async () => {
    const client = await connect()
    const { text, told } = await call(client, 'headroom_compress', {
      path: 'app.log',
      preset: 'safe',
    })
    expect(told['hashes']).toEqual([])
    const [message] = await expand([{ role: 'tool', content: text }])
    expect(message?.content).toBe(log)
  })

  it('reads short files as they are, long ones smaller, and any lines exactly', async () => {
    const client = await connect()
    const short = await call(client, 'headroom_read', { path: 'short.ts' })
    expect(short.text).toBe('export const answer = 42\n')
    expect(short.texts[1]).toBe(`[known: ${refOf('export const answer = 42\n')}]`)
    const long = await call(client, 'headroom_read', { path: join(project, 'app.log') })
    expect(long.text.length).toBeLessThan(log.length / 2)
    const lines = await call(client, 'headroom_read', { path: 'app.log', lines: [10, 11] })
    expect(lines.text).toBe(`${log.split('\n').slice(9, 11).join('\n')}\n`)
    expect(lines.texts[1]).toMatch(/^\[lines 10-11 of 3000; known: [0-9a-f]+\]$/)
    expect(
      await call(client, 'headroom_read', { path: 'app.log', lines: [4000, 4001] }),
    ).toMatchObject({
      isError: true,
      text: expect.stringContaining('within 1 and 3000'),
    })
  })

  it('says that a file is unchanged only to who still holds it', async () => {
    const client = await connect()
    const path = join(project, 'notes.md')
    writeFileSync(path, '# Notes\nfirst\n')
    const first = await call(client, 'headroom_read', { path })
    const again = await call(client, 'headroom_read', { path, known: first.told['known'] })
    expect(again.told).toMatchObject({ unchanged: true })
    expect(again.text).toMatch(/^unchanged/)
    writeFileSync(path, '# Notes\nsecond\n')
    const changed = await call(client, 'headroom_read', { path, known: first.told['known'] })
    expect(changed.text).toBe('# Notes\nsecond\n')
    expect((await call(client, 'headroom_read', { path })).text).toBe('# Notes\nsecond\n')
  })

  it.each([
    ['../secret.txt', /outside/],
    [join(folder, 'secret.txt'), /outside/],
    ['link.txt', /outside/],
    ['nowhere.txt', /no such file/],
    ['.', /no file|folder/],
    ['image.png', /no text in UTF-8/],
    ['/dev/zero', /outside/],
    ['a\u0000b', /can't be read|no such file/],
  ])('does not read %j', async (path, why) => {
    const client = await connect()
    for (const tool of ['headroom_read', 'headroom_compress']) {
      const { isError, text } = await call(client, tool, { path })
      expect(isError).toBe(true)
      expect(text).toMatch(why)
    }
    expect((await call(client, 'headroom_read', { path: 'inside.ts' })).isError).toBe(false)
  })

  it('does not hang at a pipe', async () => {
    const client = await connect()
    expect((await call(client, 'headroom_read', { path: 'pipe' })).text).toContain('is no file')
  })

  it('refuses what it cannot do in plain words', async () => {
    const client = await connect()
    expect((await call(client, 'headroom_compress', {})).text).toMatch(/one of content and path/)
    expect((await call(client, 'headroom_compress', { content: 'a', kind: 'poem' })).text).toMatch(
      /kind must be one of/,
    )
    expect((await call(client, 'headroom_retrieve', { hash: '0123456789abcd' })).text).toMatch(
      /unknown ref/,
    )
  })

  it('tells how far it has come, and lets go of what is not wanted any more', async () => {
    const client = await connect()
    const seen: number[] = []
    await client.callTool(
      { name: 'headroom_compress', arguments: { content: log } },
      { onprogress: ({ progress }) => seen.push(progress) },
    )
    expect(seen.at(-1)).toBe(log.length)
    const control = new AbortController()
    const long = client.callTool(
      { name: 'headroom_compress', arguments: { content: log.repeat(20) } },
      { signal: control.signal },
    )
    control.abort(new Error('not wanted'))
    await expect(long).rejects.toThrow(/not wanted|abort/i)
    expect((await call(client, 'headroom_stats', {})).told).toMatchObject({
      total: { calls: expect.any(Number) },
    })
  })

  it('sums what was saved, less what was looked up', async () => {
    const client = await connect()
    const { told } = await call(client, 'headroom_compress', { content: log })
    const [hash] = told['hashes'] as readonly string[]
    await call(client, 'headroom_retrieve', { hash, lines: [1, 100] })
    const { told: stats } = await call(client, 'headroom_stats', {})
    const { total } = stats as { total: Record<string, number> }
    expect(total['calls']).toBe(2)
    expect(stats['tokensSaved']).toBe(
      Number(told['tokensBefore']) - Number(told['tokensAfter']) - Number(total['tokensRetrieved']),
    )
    expect(total['tokensRetrieved']).toBeGreaterThan(1000)
  })

  it('shares its originals with another server of the project, and not with another project', async () => {
    const [one, other, stranger] = await Promise.all([
      connect(),
      connect(),
      connect(['--project', 'elsewhere']),
    ])
    const { told } = await call(one, 'headroom_compress', { content: log })
    const [hash] = told['hashes'] as readonly string[]
    expect((await call(other, 'headroom_retrieve', { hash, lines: [1, 1] })).isError).toBe(false)
    expect((await call(stranger, 'headroom_retrieve', { hash, lines: [1, 1] })).isError).toBe(true)
  })
})

it('answers on a pipe where lines between are no frames, or are of no method that there is', async () => {
  const clientInfo = { name: 'test', version: '1' }
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }
  const lines = [
    'no frame {',
    '[]',
    '"text"',
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    '\u0000',
    JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }),
    JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/none' }),
    JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 7 } }),
    JSON.stringify({ jsonrpc: '2.0', id: 4, method: 'ping' }),
  ]
  const env = { PATH: process.env['PATH'] ?? '', HEADROOM_HOME: home }
  const child = spawn(process.execPath, [MAIN, 'mcp', 'serve'], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.write(`${lines.join('\n')}\n`)
  let said = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk)
    if (said.includes('"id":4') && said.includes('"id":3')) break
  }
  child.stdin.end()
  await once(child, 'exit')
  expect(child.exitCode).toBe(0)
  const answers = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const told = (id: number) => answers.find((one) => one.id === id)
  expect(told(1).result.serverInfo.name).toBe('headroom')
  expect([told(2).error.code, told(3).error !== undefined]).toEqual([-32_601, true])
  expect(told(4).result).toEqual({})
})

describe('headroom mcp serve --http', () => {
  const PING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })
  const HEADERS = {
    ...BEARER,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  }

  it('lets in who has the token, from this machine, and no page', async () => {
    const url = await startHttp()
    const status = async (headers: Record<string, string>, at = url): Promise<number> =>
      (await fetch(at, { method: 'POST', headers: { ...HEADERS, ...headers }, body: PING })).status
    expect(await status({})).toBe(200)
    expect(await status({ Authorization: 'Bearer wrong' })).toBe(401)
    expect(await status({ Authorization: '' })).toBe(401)
    expect(await status({ origin: 'https://evil.example' })).toBe(403)
    expect(await status({ Authorization: '' }, url.replace('/mcp', `/t/${TOKEN}/mcp`))).toBe(200)
    expect(await status({}, url.replace('/mcp', '/other'))).toBe(404)
  })

  it('answers frames that are none, and goes on', async () => {
    const url = await startHttp()
    const post = async (body: string): Promise<number> =>
      (await fetch(url, { method: 'POST', headers: HEADERS, body })).status
    for (const body of ['', '{', '[]', '7', '{"jsonrpc":"1.0"}', '\u0000'])
      expect(await post(body)).toBe(400)
    expect(await post(`"${'x'.repeat(65 << 20)}"`)).toBe(413)
    expect(await post(PING)).toBe(200)
  })

  it('serves two clients at once, each its own answers', async () => {
    const url = await startHttp()
    const [one, other] = await Promise.all([clientOf(url), clientOf(url)])
    const answers = await Promise.all(
      [one, other, one, other].map(
        async (client, at) =>
          await call(client, 'headroom_read', { path: 'app.log', lines: [at + 1, at + 1] }),
      ),
    )
    expect(answers.map(({ text }) => text)).toEqual(
      log
        .split('\n')
        .slice(0, 4)
        .map((line) => `${line}\n`),
    )
    await one.close()
    expect((await call(other, 'headroom_read', { path: 'short.ts' })).isError).toBe(false)
  })
})
