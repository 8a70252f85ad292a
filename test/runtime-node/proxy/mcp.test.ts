import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { countTokens, findRefs, RECALL_TOOL } from '../../../src/runtime-node/index.ts'
import { type RunningProxy, serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import { SavingsLog } from '../../../src/runtime-node/savings/savings-log.ts'
import { serviceLog } from '../cli/headroom.ts'

const directory = mkdtempSync(join(tmpdir(), 'headroom-proxy-mcp-'))
let proxy: RunningProxy

beforeAll(async () => {
  const flags = { port: '0', 'workspace-dir': directory }
  proxy = await serveProxy({ flags, version: '1.2.3' })
})
afterAll(async () => {
  await proxy.close()
  rmSync(directory, { recursive: true, force: true })
})

async function clientAt(path: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const url = new URL(`${proxy.url}${path}`)
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }))
  onTestFinished(async () => await client.close())
  return client
}

async function textOf(client: Client, name: string, args: object): Promise<string> {
  const { content } = await client.callTool({ name, arguments: { ...args } })
  const [first] = content
  return first?.type === 'text' ? first.text : ''
}

describe('/mcp on the proxy', () => {
  it('serves the tools that read no files, of the project that is named', async () => {
    const authorization = `Bearer ${proxy.token}`
    const shop = await clientAt('/p/shop/mcp', { authorization })
    expect(shop.getServerVersion()).toMatchObject({ name: 'headroom', version: '1.2.3' })
    const { tools } = await shop.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'headroom_compress',
      RECALL_TOOL,
      'headroom_stats',
    ])
    const content = serviceLog(600)
    const [hash = ''] = findRefs(await textOf(shop, 'headroom_compress', { content }))
    const [, , , line] = content.split('\n')
    expect(await textOf(shop, RECALL_TOOL, { hash, lines: [4, 4] })).toContain(line)
    const other = await clientAt(`/t/${proxy.token}/mcp`)
    expect(await textOf(other, RECALL_TOOL, { hash })).toContain('unknown ref')
    const path = '/etc/hostname'
    expect(await textOf(shop, 'headroom_compress', { path })).toContain('no files are read here')
    expect(JSON.parse(await textOf(shop, 'headroom_stats', {})).total.calls).toBe(2)
  })

  it('is behind the checks of every route', async () => {
    const post = async (headers: Record<string, string>): Promise<number> => {
      const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
      return (await fetch(`${proxy.url}/mcp`, { method: 'POST', body, headers })).status
    }
    const given = { 'x-headroom-token': proxy.token }
    expect(await post({})).toBe(401)
    expect(await post({ ...given, origin: 'https://evil.example' })).toBe(403)
    expect(await post({ ...given, accept: 'text/plain' })).toBe(415)
  })

  it('is told by headroom stats, as is what is looked up at /v1/retrieve', async () => {
    const headers = { 'x-headroom-token': proxy.token, 'x-headroom-project': 'looks' }
    const messages = [{ role: 'tool', content: serviceLog(700) }]
    const compress = { method: 'POST', headers, body: '' }
    compress.body = JSON.stringify({ model: 'gpt-4o', recall: true, messages })
    const made = await (await fetch(`${proxy.url}/v1/compress`, compress)).json()
    const found = await fetch(`${proxy.url}/v1/retrieve/${made.ccr_hashes[0]}`, { headers })
    const tokensRetrieved = await countTokens((await found.json()).original_content)
    const log = new SavingsLog(directory)
    await expect
      .poll(async () => await log.read(), { timeout: 20_000 })
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({ door: 'mcp serve', project: 'shop', calls: 2 }),
          { door: 'proxy', project: 'looks', calls: 1, tokensSaved: 0, tokensRetrieved },
        ]),
      )
  })
})
