import { describe, expect, it } from 'vitest'
import { firstDifference } from '../../../src/proxy/cache/first-difference.ts'
import { prefixGroups } from '../../../src/proxy/cache/prefix-groups.ts'
import type { ProxyApp, UpstreamRequest } from '../../../src/proxy/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { apiAnswer, serviceLog } from '../../runtime-node/cli/headroom.ts'
import { mapStore } from '../../suites/map-store.ts'
import { appOn, BASE, bytesSent, post, upstream } from '../test-host.ts'

const tools = [{ name: 'Bash', description: 'Runs a command.', input_schema: { type: 'object' } }]
const system = 'You are an agent.'

/** A conversation that reads a log, then rows, then rows. */
function conversation(first: string, turns: number): object {
  const results = [serviceLog(500), apiAnswer(40), apiAnswer(50), apiAnswer(60)]
  const messages: object[] = [{ role: 'user', content: `${first} ${'words '.repeat(3)}` }]
  for (const [at, content] of results.slice(0, turns).entries()) {
    const id = `tu_${at}`
    messages.push(
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Bash', input: { at } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
    )
  }
  return { model: 'claude-sonnet-4-5', max_tokens: 9, system, tools, messages }
}

interface Running {
  readonly app: ProxyApp
  readonly asked: readonly UpstreamRequest[]
  /** What was sent for a turn. */
  readonly turn: (first: string, turns: number) => Promise<string>
  readonly set: (settings: object) => Promise<Response>
  readonly stats: () => Promise<{
    readonly debits: { readonly settings_changed_under_way: number }
  }>
}

function running(environment: Readonly<Record<string, string>> = {}): Running {
  const { send, asked } = upstream()
  const store = mapStore()
  const app = appOn(
    {
      headroomFor: async (scope) => await createHeadroom({ store, scope }),
      openStore: async () => store,
      send,
    },
    environment,
  )
  return {
    app,
    asked,
    turn: async (first, turns) => {
      await (await post(app, '/v1/messages', { body: conversation(first, turns) })).text()
      return new TextDecoder().decode(await bytesSent(asked.at(-1) as UpstreamRequest))
    },
    set: async (settings) => await post(app, '/admin/runtime-env', { body: settings }),
    stats: async () => await (await app.fetch(new Request(`${BASE}/stats`))).json(),
  }
}

/** True where one request only adds to the other. */
function goesOn(before: string, after: string): boolean {
  const groups = (body: string) => prefixGroups(JSON.parse(body), 'anthropic')
  return firstDifference(groups(before), groups(after)) === undefined
}

describe('a setting that changes bytes, changed while running', () => {
  it.each([
    ['preset', { HEADROOM_PRESET: 'safe' }],
    ['inject', { HEADROOM_INJECT: '0' }],
    ['optimize', { HEADROOM_OPTIMIZE: '0' }],
    ['compress-user', { HEADROOM_COMPRESS_USER_MESSAGES: '1', HEADROOM_PRESET: 'aggressive' }],
    ['observe', { HEADROOM_OBSERVE: '1' }],
    ['observe-routes', { HEADROOM_OBSERVE_ROUTES: 'anthropic' }],
    ['holdout', { HEADROOM_HOLDOUT: '1' }],
    ['cache-breakpoints', { HEADROOM_CACHE_BREAKPOINTS: '1' }],
  ])('%s: what is under way goes on as it began, what begins is new', async (_, change) => {
    const { turn, set } = running()
    const sent = [await turn('Look.', 1), await turn('Look.', 2)]
    expect((await set(change)).status).toBe(200)
    sent.push(await turn('Look.', 3), await turn('Look.', 4))
    for (const [at, after] of sent.slice(1).entries())
      expect(goesOn(sent[at] ?? '', after)).toBe(true)
    expect(sent[3]).toContain('"headroom_retrieve"')
    expect(sent[3]).not.toContain('cache_control')

    const fresh = running(Object.fromEntries(Object.entries(change)))
    expect(await turn('Begin anew.', 1)).toBe(await fresh.turn('Begin anew.', 1))
    expect(await turn('Begin anew.', 1)).not.toBe(await running().turn('Begin anew.', 1))
  })

  it('applies at once to a conversation that is not known any more, and is counted', async () => {
    const { turn, set, stats } = running()
    await set({ HEADROOM_PRESET: 'safe' })
    expect(await turn('Known to nobody.', 2)).toBe(
      await running({ HEADROOM_PRESET: 'safe' }).turn('Known to nobody.', 2),
    )
    expect((await stats()).debits.settings_changed_under_way).toBe(1)
    await turn('Known to nobody.', 3)
    await turn('Just begun.', 0)
    expect((await stats()).debits.settings_changed_under_way).toBe(1)
  })

  it('is not counted where nothing was set while running', async () => {
    const { turn, stats } = running()
    await turn('From before a restart.', 2)
    expect((await stats()).debits.settings_changed_under_way).toBe(0)
  })

  it('tells what applies when', async () => {
    const { turn, set } = running()
    await turn('Look.', 1)
    const answer = await (await set({ HEADROOM_PRESET: 'safe', HEADROOM_RPM: '9' })).json()
    expect(answer).toMatchObject({
      changed: ['preset', 'perMinute'],
      for_new_conversations: ['preset'],
      conversations_under_way: 1,
    })
  })
})

describe('--cache-breakpoints', () => {
  const on = { HEADROOM_CACHE_BREAKPOINTS: '1' }

  it('marks system text, the end of the request before, and the end; no prefix changes', async () => {
    const { turn } = running(on)
    const sent = [await turn('Look.', 1), await turn('Look.', 2), await turn('Look.', 3)]
    expect(sent.map((body) => body.split('"cache_control"').length - 1)).toEqual([3, 3, 3])
    for (const [at, after] of sent.slice(1).entries())
      expect(goesOn(sent[at] ?? '', after)).toBe(true)
    expect(goesOn(await running().turn('Look.', 2), sent[1] ?? '')).toBe(true)
  })

  it('leaves a client its own marks, and other formats without any', async () => {
    const { app, asked } = running(on)
    const content = [{ type: 'text', text: 'hi', cache_control: { type: 'ephemeral' } }]
    const marked = JSON.stringify({ model: 'm', system, messages: [{ role: 'user', content }] })
    await post(app, '/v1/messages', { body: marked })
    expect(new TextDecoder().decode(await bytesSent(asked[0] as UpstreamRequest))).toBe(marked)
    const chat = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
    await post(app, '/v1/chat/completions', { body: chat })
    expect(new TextDecoder().decode(await bytesSent(asked[1] as UpstreamRequest))).toBe(chat)
  })
})
