import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileStore, type Scope } from '../../../src/runtime-node/index.ts'
import { projectOfFolder } from '../../../src/runtime-node/project-of-folder.ts'
import { MAIN } from '../cli/headroom.ts'

const home = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-originals-')))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-shop-')))
const clients: Client[] = []
let client: Client
/** Two full pages and some, of which a few lie among what is shared. */
const REFS = Array.from({ length: 2100 }, (_, at) => (at * 7919 + 1).toString(16).padStart(14, '0'))

beforeAll(async () => {
  const store = fileStore({ directory: home })
  const shop = await projectOfFolder(folder)
  const put = async (scope: string, name: string): Promise<void> =>
    await store.set({ scope: scope as Scope, name }, 'text')
  const kept = REFS.map(
    async (ref, at) => await put(at < 100 ? 'default' : shop, `original.${ref}`),
  )
  await Promise.all(kept)
  await put(shop, `original.${REFS[0]}`)
  await put(shop, 'handed-out.0000')
  await put('other', 'original.ffffffffffffff')
  await store.close()
  client = await connected()
})
afterAll(async () => {
  await Promise.all(clients.map(async (one) => await one.close()))
  for (const made of [home, folder]) rmSync(made, { recursive: true, force: true })
})

async function connected(): Promise<Client> {
  const made = new Client({ name: 'test', version: '1' })
  const env = { PATH: process.env['PATH'] ?? '', HEADROOM_HOME: home }
  const args = [MAIN, 'mcp', 'serve']
  const transport = { command: process.execPath, args, env, cwd: folder }
  await made.connect(new StdioClientTransport(transport))
  clients.push(made)
  return made
}

async function page(cursor: string) {
  const { resources, nextCursor } = await client.listResources({ cursor })
  return { names: resources.map(({ name }) => name), nextCursor }
}

it('are listed in pages, every one once, and no other project’s', async () => {
  const { resources, nextCursor } = await client.listResources()
  expect(resources.map(({ name }) => name)).toEqual(REFS)
  expect(nextCursor).toBeUndefined()
  expect(resources[0]?.uri).toBe(`headroom://original/${REFS[0]}`)
  const second = await page(REFS[999] ?? '')
  expect(second).toEqual({ names: REFS.slice(1000, 2000), nextCursor: REFS[1999] })
  const last = await page(second.nextCursor ?? '')
  expect(last).toEqual({ names: REFS.slice(2000), nextCursor: undefined })
})

it('are listed from where a page ended that another server gave', async () => {
  const other = await connected()
  const { resources } = await other.listResources({ cursor: REFS[2050] ?? '' })
  expect(resources.map(({ name }) => name)).toEqual(REFS.slice(2051))
})

it('are not listed from where no page ended', async () => {
  await expect(client.listResources({ cursor: '../x' })).rejects.toThrow(/no page/)
})
