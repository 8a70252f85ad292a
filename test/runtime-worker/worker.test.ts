import { runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { createHeadroom, memoryStore } from '../../src/runtime-worker/index.ts'
import worker from '../../src/runtime-worker/worker.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'

const base = 'http://127.0.0.1'
const log = serviceLogs.get('redis.log') ?? ''
const body = {
  model: 'gpt-4o',
  recall: true,
  preset: 'aggressive',
  messages: [{ role: 'tool', content: log }],
}

describe('the worker', () => {
  it('compresses as the engine does, and gives back the original from its object', async () => {
    const answer = await post('/v1/compress', body)
    const headroom = await createHeadroom({ store: memoryStore() })
    const { messages, tokensAfter, ccrHashes } = await headroom.compress(body.messages, {
      model: 'gpt-4o',
      recall: true,
      preset: 'aggressive',
    })
    expect(answer).toMatchObject({ messages, tokens_after: tokensAfter, ccr_hashes: ccrHashes })
    expect(ccrHashes).toHaveLength(1)
    const whole = await post('/v1/retrieve', { hash: ccrHashes[0] })
    expect(whole.original_content === log).toBe(true)
    const part = await post('/v1/retrieve', { hash: ccrHashes[0], lines: [2, 3] })
    expect(part.original_content).toBe(log.split('\n').slice(1, 3).join('\n'))
  })

  it('keeps the texts of a conversation out of its project’s object', async () => {
    const project = 'sharded'
    await post('/v1/compress', body, { 'x-headroom-project': project })
    const home = env.ORIGINALS.get(env.ORIGINALS.idFromName(JSON.stringify(project)))
    const rows = await runInDurableObject(home, (_, { storage }) => ({
      entries: storage.sql.exec('SELECT owner FROM entries').toArray(),
      parts: storage.sql.exec('SELECT name FROM parts').toArray(),
    }))
    const owner = expect.stringMatching(/^\["sharded\/messages\/[0-9a-f]{24}"\]$/)
    expect(rows).toEqual({ entries: [{ owner }], parts: [] })
  })

  it('keeps projects apart', async () => {
    const { ccr_hashes } = await post('/v1/compress', body, { 'x-headroom-project': 'one' })
    const request = { hash: ccr_hashes[0] }
    const other = await post('/v1/retrieve', request, { 'x-headroom-project': 'other' })
    expect(other.error.type).toBe('not_found')
    const own = await post('/v1/retrieve', request, { 'x-headroom-project': 'one' })
    expect(own.original_content === log).toBe(true)
  })

  it('that is open to the world without a token says so in its log, and serves nobody', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const environment = { ...env, HEADROOM_PROXY_HOSTS: 'headroom.example' }
    const answer = await worker.fetch(new Request('https://headroom.example/health'), environment)
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('headroom.example')
    const reason = 'headroom: a token is needed to be reachable as headroom.example'
    expect(logged.mock.calls).toEqual([[reason]])
    logged.mockRestore()
  })

  it('is reached under the names of the loopback device only', async () => {
    const response = await exports.default.fetch('http://evil.example/health')
    expect(response.status).toBe(403)
  })
})

// biome-ignore lint/suspicious/noExplicitAny: answers of either route, read by the tests field by field
type Answer = any

async function post(
  path: string,
  value: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const request = { method: 'POST', body: JSON.stringify(value), headers }
  return await (await exports.default.fetch(base + path, request)).json()
}
