import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/engine/index.ts'
import type { ProxyHost, UpstreamRequest } from '../../../src/proxy/index.ts'
import { createHeadroom, findRefs } from '../../../src/runtime-node/index.ts'
import { serviceLogs } from '../../engine/laws/text-pool.ts'
import { appOn, BASE, bytesSent, post, streamOf, upstream } from '../test-host.ts'

const log = serviceLogs.get('redis.log') ?? ''
const tools = [{ name: 'Bash', description: 'Runs a command.', input_schema: { type: 'object' } }]
const question = [
  { role: 'user', content: 'What happened?' },
  {
    role: 'assistant',
    content: [{ type: 'tool_use', id: 'tu_1', name: 'Bash', input: { command: 'cat redis.log' } }],
  },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'tu_1', content: log }] },
]
const body = { model: 'claude-sonnet-4-5', max_tokens: 100, tools, messages: question }
const variables = { HEADROOM_PRESET: 'aggressive' }
const path = '/v1/messages'

interface Message {
  readonly role: string
  readonly content: unknown
}

interface Body {
  readonly tools: readonly { readonly name: string }[]
  readonly messages: readonly Message[]
}

/** An answer of Anthropic's, whole. */
function answer(content: readonly object[], stop: string, input: number): Response {
  const usage = { input_tokens: input, output_tokens: 7, cache_read_input_tokens: 100 }
  const type = 'message'
  return Response.json({ id: 'm', type, role: 'assistant', content, stop_reason: stop, usage })
}

const done = [{ type: 'text', text: 'All is well.' }]
const recall = (hash: string): object => {
  return { type: 'tool_use', id: 'tu_r', name: 'headroom_retrieve', input: { hash, lines: [1, 2] } }
}
const clientCall = { type: 'tool_use', id: 'tu_2', name: 'Bash', input: { command: 'date' } }

async function sent(asked: UpstreamRequest | undefined): Promise<Body> {
  if (asked === undefined) return expect.unreachable()
  return JSON.parse(new TextDecoder().decode(await bytesSent(asked)))
}

/** A proxy whose upstream answers in turn; the last answer again and again. */
async function scripted(...answers: readonly ((request: Body) => Response)[]): Promise<{
  readonly ask: (given: object) => Promise<Response>
  readonly bodies: Body[]
  readonly stats: () => Promise<Figures>
  readonly host: Partial<ProxyHost>
}> {
  const bodies: Body[] = []
  const store = memoryStore()
  const headroom = await createHeadroom({ store })
  const { send } = upstream()
  const host: Partial<ProxyHost> = {
    headroomFor: async () => headroom,
    openStore: async () => store,
    send: async (asked) => {
      bodies.push(await sent(asked))
      await send(asked)
      const make = answers[Math.min(bodies.length, answers.length) - 1]
      const response = make?.(bodies.at(-1) as Body) ?? expect.unreachable()
      const text = await response.text()
      const { status, headers } = response
      return { status, headers, body: streamOf(text), decoded: false }
    },
  }
  const app = appOn(host, variables)
  return {
    ask: async (given) => await post(app, path, { body: given }),
    bodies,
    stats: async () => (await (await app.fetch(new Request(`${BASE}/stats`))).json()) as Figures,
    host,
  }
}

interface Figures {
  readonly debits: { readonly recalls: number }
  readonly provider_usage: { readonly input: number; readonly cache_read: number }
}

/** The ref that the folded result's marker names. */
function refIn({ messages }: Body): string {
  const [result] = (messages[2]?.content ?? []) as readonly { readonly content: string }[]
  return findRefs(result?.content ?? '')[0] ?? expect.unreachable()
}

describe('a private call', () => {
  it('is answered within the answer; the client sees none of it, and both calls are counted', async () => {
    const { ask, bodies, stats } = await scripted(
      (request) =>
        answer([{ type: 'text', text: 'Let me look.' }, recall(refIn(request))], 'tool_use', 50),
      () => answer(done, 'end_turn', 60),
    )
    const response = await ask(body)
    const seen = await response.json()
    expect(bodies).toHaveLength(2)
    expect(bodies[0]?.tools.map(({ name }) => name)).toEqual(['Bash', 'headroom_retrieve'])
    expect(JSON.stringify(bodies[0])).toContain('nothing lost')
    expect(bodies[1]?.messages.slice(0, 3)).toEqual(bodies[0]?.messages)
    expect(JSON.stringify(bodies[1]?.messages.at(-1))).toContain(log.split('\n')[0]?.slice(0, 30))
    expect(seen).toMatchObject({
      content: [{ text: 'Let me look.' }, { text: 'All is well.' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 60, output_tokens: 14 },
    })
    expect(await stats()).toMatchObject({
      debits: { recalls: 1 },
      provider_usage: { input: 110, cache_read: 200 },
    })
  })

  it('is asked on once more where the upstream is busy, since no client could', async () => {
    const { ask, bodies } = await scripted(
      (request) => answer([recall(refIn(request))], 'tool_use', 50),
      () => new Response('{}', { status: 529, headers: { 'retry-after': '0' } }),
      () => new Response('{}', { status: 429, headers: { 'retry-after': '0' } }),
      () => answer(done, 'end_turn', 60),
    )
    const response = await ask(body)
    expect(await response.json()).toMatchObject({ content: done, stop_reason: 'end_turn' })
    expect(bodies).toHaveLength(4)
    expect(bodies[3]).toEqual(bodies[1])
  })

  it('that a provider refuses to go on from is answered by what came, and all that follows stays raw', async () => {
    const { ask, bodies, stats } = await scripted(
      (request) => answer([recall(refIn(request))], 'tool_use', 50),
      () => new Response('{}', { status: 400 }),
      () => new Response('{}', { status: 400 }),
      () => answer(done, 'end_turn', 60),
    )
    const response = await ask(body)
    expect(await response.json()).toMatchObject({ content: done, stop_reason: 'end_turn' })
    expect(bodies).toHaveLength(4)
    expect(bodies[3]).toEqual(body)
    const next = [
      ...question,
      { role: 'assistant', content: done },
      { role: 'user', content: 'Thanks' },
    ]
    await (await ask({ ...body, messages: next })).text()
    expect(bodies[4]).toEqual({ ...body, messages: next })
    expect(await stats()).toMatchObject({ debits: { recalls: 2, refused_and_sent_again: 1 } })
  })

  it('is not injected where there are no tools, nor where it is switched off', async () => {
    const { ask, bodies } = await scripted(() => answer(done, 'end_turn', 1))
    const { tools: _tools, ...without } = body
    await (await ask(without)).text()
    expect(JSON.stringify(bodies[0])).not.toContain('headroom_retrieve')
    expect(JSON.stringify(bodies[0])).not.toContain('nothing lost')
    const off = await scripted(() => answer(done, 'end_turn', 1))
    const app = appOn(off.host, { ...variables, HEADROOM_INJECT: 'off' })
    await (await post(app, path, { body })).text()
    expect(JSON.stringify(off.bodies[0])).not.toContain('headroom_retrieve')
  })

  it('beside the client’s own is answered with its next request, and in every later one, also after a restart', async () => {
    const { ask, bodies, host } = await scripted(
      (request) => answer([recall(refIn(request)), clientCall], 'tool_use', 50),
      () => answer(done, 'end_turn', 60),
    )
    const first = (await (await ask(body)).json()) as { readonly content: readonly object[] }
    expect(first.content).toEqual([clientCall])
    const result = { type: 'tool_result', tool_use_id: 'tu_2', content: 'Mon' }
    const next = [
      ...question,
      { role: 'assistant', content: first.content },
      { role: 'user', content: [result] },
    ]
    await (await ask({ ...body, messages: next })).text()
    const turn = JSON.stringify(bodies[1]?.messages.slice(3))
    expect(turn).toContain('headroom_retrieve')
    expect(turn).toContain(log.split('\n')[0]?.slice(0, 30))

    const later = [
      ...next,
      { role: 'assistant', content: done },
      { role: 'user', content: 'Thanks' },
    ]
    await (await ask({ ...body, messages: later })).text()
    expect(bodies[2]?.messages.slice(0, 5)).toEqual(bodies[1]?.messages)
    await (await post(appOn(host, variables), path, { body: { ...body, messages: later } })).text()
    expect(bodies[3]).toEqual(bodies[2])
  })
})
