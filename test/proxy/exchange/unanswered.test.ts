import { describe, expect, it } from 'vitest'
import type { ProxyHost } from '../../../src/proxy/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { serviceLogs } from '../../engine/laws/text-pool.ts'
import { INJECTED, PATHS } from '../../suites/faults/requests.ts'
import { call, PROVIDERS, script } from '../recall/scripts.ts'
import { appOn, BASE, post, streamOf } from '../test-host.ts'

const lost: ProxyHost['send'] = async () => await Promise.reject(new Error('gone'))
const CALLING = script('calls', call('p1', 'headroom_retrieve', { hash: 'none' }))

async function outcomeOf(
  send: ProxyHost['send'],
  { path, body, environment = {} }: { path: string; body: string; environment?: object },
) {
  const app = appOn({ headroomFor: async () => await createHeadroom(), send }, { ...environment })
  const response = await post(app, path, { body })
  await response.text()
  const get = async (name: string) =>
    (await (await app.fetch(new Request(BASE + name))).json()) as Record<string, never>
  return {
    status: response.status,
    audit: (await get('/audit'))['requests'],
    stats: await get('/stats'),
  }
}

describe('a request to which no answer comes is told of all the same', () => {
  it.each([
    ['of a conversation', PATHS.anthropic, INJECTED.anthropic, {}],
    ['that passes', '/v1/embeddings', '{"input":"x"}', {}],
    [
      'of a conversation that passes',
      PATHS.anthropic,
      INJECTED.anthropic,
      { HEADROOM_OPTIMIZE: '0' },
    ],
  ])('%s', async (_, path, body, environment) => {
    const { status, audit, stats } = await outcomeOf(lost, { path, body, environment })
    expect(status).toBe(502)
    const upstream = expect.stringMatching(/^https:\/\/api\./)
    expect(audit).toEqual([expect.objectContaining({ status: 0, ending: 'cut', upstream })])
    expect(stats).toMatchObject({ requests: { under_way: 0, cut: 1 } })
  })

  it('also where it is the answer to a lookup', async () => {
    let round = 0
    const send: ProxyHost['send'] = async (asked) => {
      if (round++ > 0) return await lost(asked)
      const headers = new Headers({ 'content-type': 'application/json' })
      const body = streamOf(PROVIDERS.anthropic.whole(CALLING, 0))
      return { status: 200, headers, body, decoded: false }
    }
    const { status, audit, stats } = await outcomeOf(send, {
      path: PATHS.anthropic,
      body: INJECTED.anthropic,
    })
    expect(status).toBe(502)
    expect(audit).toEqual([expect.objectContaining({ status: 0, ending: 'cut', recalls: 1 })])
    expect(stats).toMatchObject({ requests: { under_way: 0 } })
    expect(audit).toEqual([
      expect.objectContaining({ usage: expect.objectContaining({ output: expect.any(Number) }) }),
    ])
  }, 20_000)
})

it('what was refused and sent as it came saved nothing', async () => {
  const log = serviceLogs.get('redis.log') ?? ''
  const messages = [
    { role: 'user', content: 'What happened?' },
    { role: 'tool', tool_call_id: 'c', content: log },
  ]
  const rows = Array.from({ length: 60 }, (_, id) => ({ id, name: `user ${id}`, role: 'viewer' }))
  const more = [...messages, { role: 'tool', tool_call_id: 'd', content: JSON.stringify(rows) }]
  const asked = async (...statuses: readonly number[]) => {
    const left = [...statuses]
    const send: ProxyHost['send'] = async () => ({
      status: left.shift() ?? expect.unreachable(),
      headers: new Headers({ 'content-type': 'application/json' }),
      body: streamOf('{}'),
      decoded: false,
    })
    const body = JSON.stringify({ model: 'gpt-4o', messages: more })
    return await outcomeOf(send, { path: PATHS['openai-chat'], body })
  }
  const taken = await asked(200)
  expect(Number(taken.stats['tokens']?.['saved'])).toBeGreaterThan(100)
  const { stats, audit } = await asked(400, 200)
  expect(stats).toMatchObject({ tokens: { saved: 0, saved_when_new: 0 } })
  const [record] = audit as unknown as readonly Sizes[]
  expect(record?.bytesOut).toBe(record?.bytesIn)
})

interface Sizes {
  readonly bytesIn: number
  readonly bytesOut: number
}
