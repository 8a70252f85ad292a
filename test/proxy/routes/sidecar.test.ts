import { describe, expect, it } from 'vitest'
import type { CompressOptions, LocalHeadroom } from '../../../src/engine/index.ts'
import type { ProxyApp } from '../../../src/proxy/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { apiAnswer, serviceLog } from '../../runtime-node/cli/headroom.ts'
import { mapStore } from '../../suites/map-store.ts'
import { appOn, BASE, headroomWith, post } from '../test-host.ts'

type Answer = Readonly<Record<string, unknown>>

const store = mapStore()
const engine = async (scope: string): Promise<LocalHeadroom> =>
  await createHeadroom({ store, scope })
const real = appOn({ headroomFor: engine, openStore: async () => store })

async function compress(
  app: ProxyApp,
  body: object,
): Promise<Answer & { readonly status: number }> {
  const response = await post(app, '/v1/compress', { body: { model: 'gpt-4o', ...body } })
  return { status: response.status, ...((await response.json()) as Answer) }
}

/** The options that a request comes to. */
async function optionsFor(body: object): Promise<CompressOptions & { readonly warnings: unknown }> {
  let seen: CompressOptions = {}
  const headroom = headroomWith({
    inspectBody: async () => undefined,
    compressBody: async (text, options = {}) => {
      seen = options
      return { body: text, report: { decisions: [] } } as never
    },
  })
  const app = appOn({ headroomFor: async () => headroom })
  const { warnings } = await compress(app, { messages: [], ...body })
  const { signal: _signal, model: _model, ...rest } = seen
  return { ...rest, warnings }
}

const log = { role: 'tool', tool_call_id: 'c1', content: serviceLog(2000) }
const rows = { role: 'tool', tool_call_id: 'c2', content: apiAnswer(200) }
const asked = { role: 'user', content: 'What failed?' }

describe('the config of POST /v1/compress', () => {
  it('is read by guardrails that send only messages and a model', async () => {
    const answer = await compress(real, { messages: [asked, rows] })
    expect(Object.keys(answer).sort()).toEqual([
      'ccr_hashes',
      'compression_ratio',
      'messages',
      'status',
      'tokens_after',
      'tokens_before',
      'tokens_saved',
      'transforms_applied',
      'transforms_summary',
    ])
    expect(answer['compression_ratio']).toBeLessThan(1)
    expect(answer['messages']).toHaveLength(2)
  })

  it.each([
    [{ compress_user_messages: true }, { compressUser: true }, undefined],
    [{ target_ratio: 0.1 }, { preset: 'aggressive' }, [/config\.target_ratio: taken as preset/]],
    [{ target_ratio: 0.5 }, { preset: 'balanced' }, [/config\.target_ratio: taken as preset/]],
    [{ target_ratio: 1 }, { preset: 'safe' }, [/config\.target_ratio: taken as preset/]],
    [{ protect_recent: 0, protect_analysis_context: false }, {}, undefined],
    [{ protect_recent: 4 }, {}, [/config\.protect_recent: not done; what a message becomes/]],
    [{ protect_analysis_context: true }, {}, [/config\.protect_analysis_context: not done/]],
    [{ mode: 'ccr' }, { recall: true }, undefined],
    [{ mode: 'lossy_inline' }, { recall: false }, [/config\.mode: nothing is left out without/]],
    [{ session_id: 'one', frozen_message_count: 0 }, {}, undefined],
    [{ target_ratio: null }, {}, undefined],
    [{ sparkle: 1 }, {}, [/config\.sparkle: not known here/]],
  ])('%j comes to %j', async (config, options, warnings) => {
    const { warnings: told, ...come } = await optionsFor({ config })
    expect(come).toEqual(options)
    expect(told).toEqual(warnings?.map((warning) => expect.stringMatching(warning)))
  })

  it.each([
    [{ target_ratio: 0 }, 'config.target_ratio must be a number above 0 and up to 1'],
    [{ target_ratio: '0.5' }, 'config.target_ratio must be a number'],
    [{ protect_recent: -1 }, 'config.protect_recent must be a whole number from 0'],
    [{ compress_user_messages: 1 }, 'config.compress_user_messages must be true or false'],
    [{ mode: 'fast' }, 'config.mode must be one of ccr, lossy_inline, lossless_then_lossy'],
    [{ frozen_message_count: 1.5 }, 'config.frozen_message_count must be a whole number'],
    [{ session_id: 3 }, 'config.session_id must be a text'],
  ])('%j is refused', async (config, message) => {
    const answer = await compress(real, { messages: [asked], config })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer['error'])).toContain(message)
  })

  it('is outdone by what stands beside it', async () => {
    const config = { target_ratio: 0.1, mode: 'ccr' }
    const { warnings: _, ...options } = await optionsFor({ config, preset: 'safe', recall: false })
    expect(options).toEqual({ preset: 'safe', recall: false })
  })

  it('takes our tool among the tools for the proof that markers can be redeemed', async () => {
    const ours = { type: 'function', function: { name: 'headroom_retrieve' } }
    expect(await optionsFor({ tools: [ours] })).toEqual({ recall: true, warnings: undefined })
    expect(await optionsFor({ tools: [{ name: 'other' }] })).toEqual({ warnings: undefined })
    const { warnings } = await optionsFor({ system: 'x', gateway: {} })
    expect(warnings).toEqual([
      'system: not known here, so it changed nothing',
      'gateway: not known here, so it changed nothing',
    ])
  })

  it('folds where markers can be redeemed, and nowhere else', async () => {
    const folded = await compress(real, { messages: [asked, log], config: { mode: 'ccr' } })
    expect(folded['ccr_hashes']).toHaveLength(1)
    const packed = await compress(real, { messages: [asked, log] })
    expect(packed['ccr_hashes']).toHaveLength(0)
  })

  it('gives frozen messages back as they came, whatever could be made of them', async () => {
    const messages = [asked, rows, asked, { ...rows, content: apiAnswer(150) }]
    const config = { frozen_message_count: 3 }
    const answer = await compress(real, { messages, config })
    const given = answer['messages'] as readonly unknown[]
    expect(given.slice(0, 3)).toEqual(messages.slice(0, 3))
    expect(given).toHaveLength(4)
    expect(given[3]).not.toEqual(messages[3])
    expect(answer['warnings']).toEqual([expect.stringContaining('frozen_message_count')])

    const all = await compress(real, { messages, config: { frozen_message_count: 9 } })
    expect(all['messages']).toEqual(messages)
  })

  it('needs nothing frozen where its own answer comes again', async () => {
    const first = await compress(real, { messages: [asked, rows] })
    const forwarded = first['messages'] as readonly object[]
    const messages = [...forwarded, asked, { ...rows, content: apiAnswer(150) }]
    const config = { frozen_message_count: 2 }
    const answer = await compress(real, { messages, config })
    expect((answer['messages'] as readonly unknown[]).slice(0, 2)).toEqual(forwarded)
    expect(answer).not.toHaveProperty('warnings')
  })

  it('gives up in time, and says so as the contract does', async () => {
    const never = headroomWith({
      compressBody: async (_, { signal } = {}) =>
        await new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason))
        }),
    })
    const slow = appOn(
      { headroomFor: async () => never },
      { HEADROOM_COMPRESSION_TIMEOUT_SECONDS: '1' },
    )
    const answer = await compress(slow, { messages: [] })
    expect(answer).toEqual({
      status: 503,
      error: {
        type: 'compression_timeout',
        message: 'not done within 1 s; send the request as it is',
      },
    })
  })
})

describe('GET /v1/retrieve', () => {
  const get = async (path: string, headers = {}): Promise<Answer> =>
    (await (await real.fetch(new Request(BASE + path, { headers }))).json()) as Answer

  it('takes words to search for from the address, as LiteLLM sends them', async () => {
    const answer = await compress(real, { messages: [asked, log], config: { mode: 'ccr' } })
    const [hash] = answer['ccr_hashes'] as readonly string[]
    const { original_content: whole } = await get(`/v1/retrieve/${hash}`)
    expect(whole).toBe(log.content)
    const { original_content: part } = await get(`/v1/retrieve/${hash}?query=pool%20exhausted`)
    expect(part).toContain('pool exhausted after')
    expect(String(part).length).toBeLessThan(log.content.length / 10)
  })

  it('tells what is kept and what was looked up, and not a word of what was searched', async () => {
    const own = { 'x-headroom-project': 'counted' }
    const body = { model: 'gpt-4o', messages: [asked, log], config: { mode: 'ccr' } }
    const answer = (await (
      await post(real, '/v1/compress', { body, headers: own })
    ).json()) as Answer
    const [hash] = answer['ccr_hashes'] as readonly string[]
    await get(`/v1/retrieve/${hash}`, own)
    await get(`/v1/retrieve/${hash}?query=exhausted`, own)
    await post(real, '/v1/retrieve', { body: { hash, lines: [1, 10] }, headers: own })
    await get('/v1/retrieve/0123456789abcd', own).catch(() => undefined)
    const stats = await get('/v1/retrieve/stats', own)
    expect(stats['store']).toMatchObject({
      backend: 'map',
      entry_count: 1,
      entry_count_is_whole: true,
    })
    const latest = stats['recent_retrievals'] as readonly Answer[]
    expect(latest.map((one) => [one['retrieval_type'], one['items_retrieved']])).toEqual(
      expect.arrayContaining([
        ['lines', 10],
        ['full', 2000],
      ]),
    )
    expect(latest).toContainEqual(
      expect.objectContaining({ retrieval_type: 'search', query: null }),
    )
    expect(JSON.stringify(stats)).not.toContain('exhausted')
    expect((await get('/v1/retrieve/stats'))['recent_retrievals']).not.toContainEqual(
      expect.objectContaining({ retrieval_type: 'lines' }),
    )
  })
})
