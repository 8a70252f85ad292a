import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { UpstreamAnswer } from '../../../src/proxy/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { serviceLog } from '../../runtime-node/cli/headroom.ts'
import { appOn, BASE, post, streamOf, upstream } from '../test-host.ts'

interface Stats {
  readonly requests: { readonly under_way: number }
  readonly tokens: {
    readonly before: number
    readonly after: number
    readonly saved: number
    readonly of_our_tool: number
  }
  readonly provider_usage: Readonly<Record<string, number>>
  readonly milliseconds: { readonly steps: Readonly<Record<string, { readonly count: number }>> }
  readonly tokens_per_second: { readonly input: number; readonly output: number }
  readonly debits: { readonly settings_changed_under_way: number }
}

interface Audit {
  readonly requests: readonly { readonly decisions: readonly object[]; readonly replayed: number }[]
}

const usage = { input_tokens: 60, output_tokens: 120, cache_read_input_tokens: 6000 }
const whole = JSON.stringify({ type: 'message', model: 'claude-sonnet-4-5', usage })
const events = [
  `event: message_start\ndata: ${JSON.stringify({ type: 'message_start', message: { usage } })}\n\n`,
  'event: ping\ndata: {"type":"ping"}\n\n',
  'event: message_stop\ndata: {"type":"message_stop"}\n\n',
].join('')
const tools = [{ name: 'Bash', description: 'Runs.', input_schema: { type: 'object' } }]
const said = { role: 'user', content: 'What is there?' }
const plain = { model: 'claude-sonnet-4-5', max_tokens: 9, messages: [said] }
const call = { type: 'tool_use', id: 'tu', name: 'Bash', input: {} }
const result = { type: 'tool_result', tool_use_id: 'tu', content: serviceLog(400) }
const withTools = {
  ...plain,
  tools,
  messages: [said, { role: 'assistant', content: [call] }, { role: 'user', content: [result] }],
}

async function exchanged(
  body: object,
  answer: Partial<UpstreamAnswer>,
  environment: Record<string, string> = {},
): Promise<{ readonly bytes: Uint8Array; readonly stats: Stats; readonly metrics: string }> {
  const { send } = upstream(() => answer)
  const app = appOn({ headroomFor: async () => await createHeadroom(), send }, environment)
  const response = await post(app, '/v1/messages', { body })
  const bytes = new Uint8Array(await response.arrayBuffer())
  // An encoded answer is read a moment after it has passed.
  await new Promise((resolve) => setTimeout(resolve, 50))
  const get = async (path: string): Promise<Response> => await app.fetch(new Request(BASE + path))
  const stats = (await (await get('/stats')).json()) as Stats
  return { bytes, stats, metrics: await (await get('/metrics')).text() }
}

const encoded = (encoding: string, bytes: Uint8Array): Partial<UpstreamAnswer> => ({
  headers: new Headers({ 'content-type': 'application/json', 'content-encoding': encoding }),
  body: streamOf(bytes.subarray(0, 20), bytes.subarray(20)),
})

describe('usage of answers in an encoding', () => {
  it.each([
    ['gzip', new Uint8Array(gzipSync(whole))],
    ['gzip', new Uint8Array(gzipSync(events))],
    ['deflate', new Uint8Array(deflateSync(whole))],
  ])('%s is read on the side, while its bytes pass', async (encoding, bytes) => {
    for (const environment of [{}, { HEADROOM_OPTIMIZE: '0' }]) {
      const { bytes: got, stats } = await exchanged(plain, encoded(encoding, bytes), environment)
      expect(got).toEqual(bytes)
      expect(stats.provider_usage).toMatchObject({ input: 60, output: 120, cache_read: 6000 })
      expect(stats.requests.under_way).toBe(0)
    }
  })

  it.each([
    ['broken', 'gzip', new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3])],
    ['cut', 'gzip', new Uint8Array(gzipSync(whole)).subarray(0, 40)],
    ['in an encoding nobody knows', 'snappy', new Uint8Array([1, 2, 3])],
    ['too large', 'gzip', new Uint8Array(gzipSync(Buffer.alloc(20 << 20, 'x')))],
  ])('that is %s is not, and passes all the same', async (_, encoding, bytes) => {
    const { bytes: got, stats } = await exchanged(plain, encoded(encoding, bytes))
    expect(got).toEqual(bytes)
    expect(stats.provider_usage).toMatchObject({ input: 0, output: 0 })
    expect(stats.requests.under_way).toBe(0)
  })
})

describe('what is told of a request', () => {
  it('the time of each step', async () => {
    const { stats, metrics } = await exchanged(withTools, { body: streamOf(whole) })
    const counts = Object.entries(stats.milliseconds.steps).map(([step, { count }]) => [
      step,
      count,
    ])
    expect(counts).toEqual([
      ['read', 1],
      ['decode', 1],
      ['index', 1],
      ['tool', 1],
      ['compress', 1],
      ['upstream', 1],
      ['first_byte', 1],
    ])
    expect(metrics).toContain('headroom_step_milliseconds_bucket{step="index",le="+Inf"} 1')
    expect(metrics).toMatch(/headroom_step_milliseconds_sum\{step="compress"\} \d/)
    expect(metrics.match(/# TYPE headroom_step_milliseconds /g)).toHaveLength(1)
  })

  it('only the upstream’s time, of what is left alone', async () => {
    const off = { HEADROOM_OPTIMIZE: '0' }
    const { stats } = await exchanged(plain, { body: streamOf(whole) }, off)
    const { upstream: waited, first_byte: first, index } = stats.milliseconds.steps
    expect([waited?.count, first?.count, index?.count]).toEqual([1, 1, 0])
  })

  it('tokens a second, by the provider', async () => {
    const { stats, metrics } = await exchanged(plain, { body: streamOf(whole) })
    expect(stats.tokens_per_second).toMatchObject({ input: 101, output: 2 })
    expect(metrics).toContain('headroom_tokens_per_second{direction="input"} 101')
  })

  it('savings, net of our tool', async () => {
    const { tokens } = (await exchanged(withTools, { body: streamOf(whole) })).stats
    expect(tokens.of_our_tool).toBeGreaterThan(100)
    expect(tokens.of_our_tool).toBeLessThan(400)
    expect(tokens.saved).toBe(tokens.before - tokens.after - tokens.of_our_tool)
    const without = await exchanged(withTools, { body: streamOf(whole) }, { HEADROOM_INJECT: '0' })
    expect(without.stats.tokens.of_our_tool).toBe(0)
  })

  it('each decision once: later requests say how many they made no more', async () => {
    const headroom = await createHeadroom()
    const { send } = upstream(() => ({ body: streamOf(whole) }))
    const app = appOn({ headroomFor: async () => headroom, send })
    const { messages } = withTools
    const next = [...messages, { role: 'assistant', content: 'Those.' }, ...messages]
    for (const body of [withTools, withTools, { ...withTools, messages: next }]) {
      await (await post(app, '/v1/messages', { body })).text()
    }
    const records = (await (await app.fetch(new Request(`${BASE}/audit`))).json()) as Audit
    const told = records.requests.toReversed().map((one) => [one.decisions.length, one.replayed])
    expect(told).toEqual([
      [1, 0],
      [0, 3],
      [1, 3],
    ])
  })
})
