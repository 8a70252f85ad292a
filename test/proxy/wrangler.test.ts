import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHeadroom } from '../../src/runtime-node/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { freePort, type Service, startScript } from '../runtime-node/start-script.ts'
import { describeProxy } from '../suites/proxy.ts'
import { type ScriptedUpstream, startUpstream } from './scripted-upstream.ts'
import { TOKEN, workerWith } from './start-worker.ts'

const log = serviceLogs.get('redis.log') ?? ''

const messages = [
  { role: 'user', content: 'What happened to the replica?' },
  { role: 'tool', content: log },
]

describe('npm run worker', () => {
  let state = ''
  let service: Service
  let upstream: ScriptedUpstream
  const start = async (): Promise<Service> =>
    await startScript('worker', ['--persist-to', state], {
      HEADROOM_PROXY_TOKEN: TOKEN,
      OPENAI_TARGET_API_URL: upstream.url,
    })

  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'headroom-worker-'))
    upstream = await startUpstream()
    service = await start()
  }, 120_000)

  afterAll(async () => {
    await service.stop()
    await upstream.stop()
    await rm(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })

  it('gives the very bytes that Node gives, and keeps originals and sums over a restart', async () => {
    const options = { model: 'gpt-4o', recall: true, preset: 'aggressive' } as const
    const headroom = await createHeadroom()
    const expected = await headroom.compress(messages, options)
    const answer = await post('/v1/compress', { ...options, messages })
    expect(answer['messages']).toEqual(expected.messages)
    expect(answer['ccr_hashes']).toEqual(expected.ccrHashes)
    expect(expected.ccrHashes).toHaveLength(1)

    await post('/v1/chat/completions', { model: 'gpt-4o', messages })
    const before = await get('/stats')
    expect(before['everywhere']).toMatchObject({ requests: 1, requests_on: 1, answers_2xx: 1 })

    await service.stop()
    service = await start()
    expect((await get('/stats'))['everywhere']).toEqual(before['everywhere'])
    expect((await get('/audit'))['requests']).toMatchObject([{ path: '/v1/chat/completions' }])
    const original = await post('/v1/retrieve', { hash: expected.ccrHashes[0] })
    expect(original['original_content'] === log).toBe(true)
  }, 120_000)

  it('says plainly that a port or a folder is taken, or that there is no such port', async () => {
    const { port } = new URL(service.base)
    const free = String(await freePort())
    for (const [flags, reason] of [
      [['--port', port], `port ${port} is taken, `],
      [['--port', free, '--persist-to', state], `the worker on ${service.base} uses ${state}`],
      [['--port', '0'], '--port takes 1 to 65535, got "0"'],
    ] as const) {
      const { code, stderr } = await ended(flags)
      expect([code, stderr]).toEqual([1, expect.stringContaining(`npm run worker: ${reason}`)])
    }
  })

  it('says what is wrong', async () => {
    const answer = await post('/v1/compress', { messages, model: 'gpt-4o', preset: 'wild' })
    expect(answer['error']).toEqual({
      type: 'invalid_request',
      message: expect.stringContaining('"wild"'),
    })
  })

  async function get(path: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${service.base}/t/${TOKEN}${path}`)
    return (await response.json()) as Record<string, unknown>
  }

  async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
    const request = { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${service.base}/t/${TOKEN}${path}`, request)
    return (await response.json()) as Record<string, unknown>
  }
})

/** How the script ends by itself. */
async function ended(flags: readonly string[]): Promise<{ code: number; stderr: string }> {
  const script = fileURLToPath(new URL('../../scripts/worker.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (data) => {
    stderr += String(data)
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, stderr }
}

describeProxy('workerd', workerWith({}))
