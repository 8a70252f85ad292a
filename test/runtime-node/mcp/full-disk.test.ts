import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expand, findRefs } from '../../../src/runtime-node/index.ts'
import { MAIN, serviceLog } from '../cli/headroom.ts'
import { clearDisk, fillDisk, hasSmallDisks, onSmallDisk } from '../small-disk.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-full-')))
const project = join(folder, 'project')
const home = join(folder, 'home')
mkdirSync(home)
const SCRIPTED = fileURLToPath(new URL('gateway/scripted-server.mjs', import.meta.url))
const log = serviceLog(3000)

beforeAll(() => {
  mkdirSync(project)
  writeFileSync(join(project, 'app.log'), log)
  writeFileSync(join(project, 'short.ts'), 'export const answer = 42\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const clients: Client[] = []
afterEach(async () => {
  await Promise.all(clients.splice(0).map(async (client) => await client.close()))
})

/** A client of a command whose originals lie on a disk of one megabyte, and that command's process. */
async function connect(...args: readonly string[]) {
  const [command = '', ...before] = onSmallDisk(home, 1024)
  const transport = new StdioClientTransport({
    command,
    args: [...before, process.execPath, MAIN, 'mcp', ...args],
    cwd: project,
    env: { PATH: process.env['PATH'] ?? '', HEADROOM_HOME: home },
    stderr: 'ignore',
  })
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(transport)
  clients.push(client)
  const pid = transport.pid ?? expect.unreachable('it has no process')
  return { client, fill: () => fillDisk(pid, home), clear: () => clearDisk(pid, home) }
}

async function call(client: Client, name: string, args: Record<string, unknown> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: args })
  const [first] = content
  return { text: first?.type === 'text' ? first.text : '', isError: isError === true }
}

/** What a text says once everything packed in it is unfolded. */
async function meant(text: string): Promise<unknown> {
  const [message] = await expand([{ role: 'tool', content: text }])
  return message?.content
}

const isPossible = hasSmallDisks(home)

it('is tried on a disk that is full indeed, where the machine gives a process one of its own', () => {
  const [command = '', ...before] = onSmallDisk(home, 64)
  const write = ['sh', '-c', `head -c 100000 /dev/zero > "${home}/file"`]
  expect(spawnSync(command, [...before, ...write]).status).not.toBe(0)
})

if (isPossible)
  describe('on a full disk', () => {
    it('every tool of headroom mcp serve answers, leaves nothing out, and works again with room', async () => {
      const { client, fill, clear } = await connect('serve', '--root', project)
      const kept = await call(client, 'headroom_compress', { content: serviceLog(2000) })
      const [hash = ''] = findRefs(kept.text)
      fill()
      for (const _ of [1, 2]) {
        const packed = await call(client, 'headroom_compress', { content: log })
        expect(findRefs(packed.text)).toEqual([])
        expect(await meant(packed.text)).toBe(log)
        const read = await call(client, 'headroom_read', { path: 'app.log' })
        expect(findRefs(read.text)).toEqual([])
        expect(await meant(read.text)).toBe(log)
      }
      expect((await call(client, 'headroom_read', { path: 'short.ts' })).isError).toBe(false)
      const found = await call(client, 'headroom_retrieve', { hash, lines: [7, 7] })
      expect(found.text).toContain(serviceLog(2000).split('\n')[6])
      const none = await call(client, 'headroom_retrieve', { hash: '0123456789abcd' })
      expect(none).toMatchObject({ isError: true, text: expect.stringContaining('unknown ref') })
      expect((await call(client, 'headroom_stats')).isError).toBe(false)
      const { resources } = await client.listResources()
      expect(resources.map(({ name }) => name)).toEqual([hash])

      clear()
      const again = await call(client, 'headroom_compress', { content: log })
      const [ref = ''] = findRefs(again.text)
      const line = await call(client, 'headroom_retrieve', { hash: ref, lines: [9, 9] })
      expect(line.text).toContain(log.split('\n')[8])
    })

    it('headroom mcp gateway passes whole results, and leaves out again with room', async () => {
      const { client, fill, clear } = await connect('gateway', '--', process.execPath, SCRIPTED)
      await client.listTools()
      fill()
      const { text } = await call(client, 'log')
      expect(findRefs(text)).toEqual([])
      expect(await meant(text)).toMatch(/^2023.*worker-0 took/)
      expect((await call(client, 'nonsense')).text).toBe('still here')
      clear()
      const [hash = ''] = findRefs((await call(client, 'log')).text)
      expect((await call(client, 'headroom_retrieve', { hash, lines: [400, 400] })).text).toContain(
        'worker-0 took',
      )
    })
  })
