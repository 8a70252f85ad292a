import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ProxyHost, UpstreamAnswer, UpstreamRequest } from '../../../src/proxy/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { appOn, BASE, bytesSent, post, streamOf, upstream } from '../test-host.ts'

const rows = Array.from({ length: 120 }, (_, id) => ({ id, name: `user ${id}`, role: 'viewer' }))
const messages = [
  { role: 'user', content: 'Who is there?' },
  { role: 'tool', tool_call_id: 'call_1', content: JSON.stringify(rows) },
]
const body = JSON.stringify({ model: 'gpt-4o', seed: 1.0, messages })
const path = '/v1/chat/completions'
const headroom = createHeadroom()
const engine: Pick<ProxyHost, 'headroomFor'> = { headroomFor: async () => await headroom }

type Answering = (asked: UpstreamRequest, count: number) => Partial<UpstreamAnswer>

async function exchanged(
  given: { readonly body: unknown; readonly headers?: Record<string, string> },
  {
    environment = {},
    answering = () => ({}),
  }: {
    readonly environment?: Record<string, string>
    readonly answering?: Answering
  } = {},
): Promise<{
  readonly response: Response
  readonly asked: readonly UpstreamRequest[]
  readonly sent: string
  readonly stats: Stats
}> {
  const { asked, send } = upstream(answering)
  const app = appOn({ ...engine, send }, environment)
  const response = await post(app, path, given)
  const text = new TextDecoder().decode(
    (asked.at(-1) && (await bytesSent(asked.at(-1) as UpstreamRequest))) || new Uint8Array(),
  )
  await response.clone().text()
  const stats = await (await app.fetch(new Request(`${BASE}/stats`))).json()
  return { response, asked, sent: text, stats: stats as Stats }
}

interface Stats {
  readonly requests: { readonly by_mode: object; readonly not_compressed_because: object }
  readonly tokens: {
    readonly saved: number
    readonly saved_when_new: number
    readonly observed_savings: number
  }
  readonly debits: { readonly refused_and_sent_again: number }
}

describe('a conversation on its way', () => {
  it('is compressed, and counted', async () => {
    const { sent, stats, response, asked } = await exchanged({ body })
    expect(response.status).toBe(200)
    expect(sent.length).toBeLessThan(body.length / 2)
    expect(sent).toContain('"seed":1')
    expect(sent).toContain('[packed json#')
    expect(asked[0]?.url.href).toBe('https://api.openai.com/v1/chat/completions')
    expect(stats.requests.by_mode).toEqual({ on: 1 })
    expect(stats.tokens.saved).toBeGreaterThan(500)
    expect(stats.tokens.saved_when_new).toBe(stats.tokens.saved)
  })

  it.each([
    ['bypassed', { 'x-headroom-bypass': 'true' }, {}, { bypass: 1 }],
    ['set to pass', { 'x-headroom-mode': 'passthrough' }, {}, { bypass: 1 }],
    ['told not to', {}, { HEADROOM_OPTIMIZE: '0' }, { off: 1 }],
    ['in the control group', {}, { HEADROOM_HOLDOUT: '1' }, { holdout: 1 }],
    ['observed', {}, { HEADROOM_OBSERVE: '1' }, { observe: 1 }],
    ['on an observed route', {}, { HEADROOM_OBSERVE_ROUTES: 'openai-chat' }, { observe: 1 }],
  ])('passes as it came when %s', async (_, headers, environment, modes) => {
    const { sent, stats, asked } = await exchanged({ body, headers }, { environment })
    expect(sent).toBe(body)
    expect(
      [...(asked[0]?.headers ?? [])].filter(([name]) => name.startsWith('x-headroom')),
    ).toEqual([])
    expect(stats.requests.by_mode).toEqual(modes)
    expect(stats.tokens.saved).toBe(0)
    if ('observe' in modes) expect(stats.tokens.observed_savings).toBeGreaterThan(500)
  })

  it.each([
    ['no JSON', '{"messages":[', 'no-conversation'],
    ['no conversation', '{"input":{}}', 'no-conversation'],
    ['no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'not-utf-8'],
  ])('passes as it came where it is %s', async (_, given, reason) => {
    const { asked, stats } = await exchanged({ body: given })
    const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : given
    expect(await bytesSent(asked[0] as UpstreamRequest)).toEqual(bytes)
    expect(stats.requests.not_compressed_because).toEqual({ [reason]: 1 })
  })

  it('reads gzip, and sends what it changed in no encoding', async () => {
    const headers = { 'content-encoding': 'gzip' }
    const { sent, asked } = await exchanged({ body: new Uint8Array(gzipSync(body)), headers })
    expect(sent).toContain('[packed json#')
    expect(asked[0]?.headers.has('content-encoding')).toBe(false)
  })

  it('sends what it did not change in its own bytes and encoding', async () => {
    const bytes = new Uint8Array(
      gzipSync('{"model":"x","messages":[{"role":"user","content":"hi"}]}'),
    )
    const { asked } = await exchanged({ body: bytes, headers: { 'content-encoding': 'gzip' } })
    expect(await bytesSent(asked[0] as UpstreamRequest)).toEqual(bytes)
    expect(asked[0]?.headers.get('content-encoding')).toBe('gzip')
  })

  it.each(['br', 'snappy', 'gzip, gzip, gzip, gzip'])(
    'passes an encoding it cannot read: %s',
    async (encoding) => {
      const bytes = new Uint8Array([1, 2, 3])
      const { asked } = await exchanged({ body: bytes, headers: { 'content-encoding': encoding } })
      expect(await bytesSent(asked[0] as UpstreamRequest)).toEqual(bytes)
    },
  )

  it('refuses what grows beyond all bounds when it is decompressed', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(3_000_000)))
    const environment = { HEADROOM_MAX_BODY_BYTES: '1000000' }
    const headers = { 'content-encoding': 'gzip' }
    const { response, asked } = await exchanged({ body: bomb, headers }, { environment })
    expect(response.status).toBe(413)
    expect(asked).toHaveLength(0)
  })
})

describe('a provider that refuses what was made of a body', () => {
  const refuseChanged: Answering = (_, count) =>
    count === 1 ? { status: 400, body: streamOf('{"error":"no"}') } : {}

  it('is asked once more with what came, and the conversation stays raw', async () => {
    const { send, asked } = upstream(refuseChanged)
    const app = appOn({ ...engine, send })
    const first = await post(app, path, { body })
    expect(first.status).toBe(200)
    expect(asked).toHaveLength(2)
    expect(new TextDecoder().decode(await bytesSent(asked[1] as UpstreamRequest))).toBe(body)
    await first.text()
    await post(app, path, { body })
    expect(new TextDecoder().decode(await bytesSent(asked[2] as UpstreamRequest))).toBe(body)
    const stats = (await (await app.fetch(new Request(`${BASE}/stats`))).json()) as Stats
    expect(stats.debits.refused_and_sent_again).toBe(1)
  })

  it('stays raw after a restart', async () => {
    const { send, asked } = upstream(refuseChanged)
    const store = (await import('../../../src/engine/index.ts')).memoryStore()
    const host = { ...engine, send, openStore: async () => store }
    await post(appOn(host), path, { body })
    await post(appOn(host), path, { body })
    expect(new TextDecoder().decode(await bytesSent(asked[2] as UpstreamRequest))).toBe(body)
  })

  it('is believed where what came is refused, too', async () => {
    const always: Answering = () => ({ status: 400, body: streamOf('{"error":"bad model"}') })
    const { send, asked } = upstream(always)
    const app = appOn({ ...engine, send })
    const response = await post(app, path, { body })
    expect([response.status, await response.text()]).toEqual([400, '{"error":"bad model"}'])
    await post(app, path, { body })
    expect(new TextDecoder().decode(await bytesSent(asked[2] as UpstreamRequest))).not.toBe(body)
  })

  it('is not asked again where nothing was changed', async () => {
    const { asked } = await exchanged(
      { body: '{"messages":[]}' },
      { answering: () => ({ status: 400 }) },
    )
    expect(asked).toHaveLength(1)
  })
})

describe('an answer on its way back', () => {
  it.each([200, 204, 302, 401, 429, 529])('keeps status %d, headers and bytes', async (status) => {
    const headers = new Headers({
      'retry-after': '7',
      location: '/x',
      'content-type': 'text/plain',
    })
    const { response, asked } = await exchanged(
      { body },
      { answering: () => ({ status, headers, body: streamOf('a', 'b') }) },
    )
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(response.headers.get('location')).toBe('/x')
    expect(await response.text()).toBe(status === 204 ? '' : 'ab')
    expect(asked).toHaveLength(1)
  })

  it('breaks off where the upstream breaks off', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('data: 1\n\n'))
      },
      pull: (controller) => controller.error(new Error('reset')),
    })
    const { send } = upstream(() => ({ body: broken }))
    const response = await post(appOn({ ...engine, send }), path, { body })
    await expect(response.text()).rejects.toThrow('reset')
  })

  it('lets the upstream go as soon as the client has gone', async () => {
    let gone = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        gone = true
      },
    })
    const { send } = upstream(() => ({ body: endless }))
    const response = await post(appOn({ ...engine, send }), path, { body })
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect(gone).toBe(true)
  })

  it('is repeated before the first byte where that is switched on', async () => {
    const busyOnce: Answering = (_, count) =>
      count === 1 ? { status: 529, headers: new Headers({ 'retry-after': '0' }) } : {}
    const environment = { HEADROOM_RETRY_MAX_ATTEMPTS: '2' }
    const { response, asked } = await exchanged({ body }, { answering: busyOnce, environment })
    expect([response.status, asked.length]).toEqual([200, 2])
  })

  it('is 502 where the upstream cannot be reached, without a word of where it was', async () => {
    const send = async (): Promise<never> => {
      throw Object.assign(new Error('connect ECONNREFUSED http://key@10.0.0.1'), {
        code: 'ECONNREFUSED',
      })
    }
    const response = await post(appOn({ ...engine, send }), path, { body })
    expect(response.status).toBe(502)
    const text = await response.text()
    expect(text).toContain('ECONNREFUSED')
    expect(text).not.toContain('10.0.0.1')
  })
})

describe('what is no conversation', () => {
  it('streams through unread, both ways', async () => {
    const { send, asked } = upstream(() => ({ body: streamOf('x', 'y') }))
    const response = await post(appOn({ send }), '/v1/audio/transcriptions?a=b', {
      body: new Uint8Array([0, 255, 1]),
      headers: { 'content-type': 'multipart/form-data' },
    })
    expect(await response.text()).toBe('xy')
    expect(asked[0]?.url.href).toBe('https://api.openai.com/v1/audio/transcriptions?a=b')
    expect(await bytesSent(asked[0] as UpstreamRequest)).toEqual(new Uint8Array([0, 255, 1]))
  })

  it('a socket is refused so that its client falls back at once', async () => {
    const request = new Request(`${BASE}/v1/responses`, { headers: { upgrade: 'websocket' } })
    expect((await appOn({}).fetch(request)).status).toBe(426)
  })
})

describe('the gate', () => {
  it('lets no more in than it may, and lets in again what has left', async () => {
    const { send } = upstream()
    const app = appOn({ ...engine, send }, { HEADROOM_LIMIT_CONCURRENCY: '1' })
    const first = await post(app, path, { body })
    const second = await post(app, path, { body })
    expect(second.status).toBe(503)
    expect(second.headers.get('retry-after')).toBe('1')
    await first.text()
    expect((await post(app, path, { body })).status).toBe(200)
  })

  it('counts a client’s requests by the minute', async () => {
    const { send } = upstream()
    let now = 0
    const app = appOn({ ...engine, send, now: () => now }, { HEADROOM_RPM: '2' })
    const status = async (key: string): Promise<number> => {
      const response = await post(app, path, { body, headers: { authorization: `Bearer ${key}` } })
      await response.text()
      return response.status
    }
    expect([await status('a'), await status('a'), await status('a')]).toEqual([200, 200, 429])
    expect(await status('b')).toBe(200)
    now = 60_000
    expect(await status('a')).toBe(200)
  })
})
