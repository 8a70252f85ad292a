import { describe, expect, it } from 'vitest'
import { EngineError } from '../../src/engine/errors.ts'
import type { Headroom, Slice, SliceRequest } from '../../src/engine/index.ts'
import { createApp, type ProxyApp, type ProxyHost } from '../../src/proxy/index.ts'
import { appOn, BASE as base, headroomWith, hostWith, upstream } from './test-host.ts'

describe('/mcp', () => {
  it('is answered where the host serves it, and goes to no provider where it does not', async () => {
    const asked: unknown[] = []
    const mcp: ProxyHost['mcp'] = async (_, given) => {
      asked.push(given)
      return new Response('served')
    }
    const served = createApp({ host: hostWith({ mcp }), version: '7' })
    const to = async (app: ProxyApp): Promise<Response> =>
      await app.fetch(new Request(`${base}/p/shop/mcp`, { method: 'POST', body: '{}' }))
    expect(await (await to(served)).text()).toBe('served')
    expect(asked).toEqual([{ project: 'shop', version: '7' }])
    expect((await to(createApp({ host: hostWith() }))).status).toBe(501)
  })
})

describe('POST /v1/compress', () => {
  it('answers with messages and figures, in the words of the wire contract', async () => {
    const seen: unknown[] = []
    const app = appOver({
      inspectBody: async () => undefined,
      compressBody: async (body, options) => {
        seen.push(body, options)
        return resultOf(body.replace('long', 'short'))
      },
    })
    const config = { compress_user_messages: true, protect_recent: 0 }
    const text = `{"model":"gpt-4o","token_budget":900,"config":${JSON.stringify(config)},
      "recall":true,"messages": [ {"role":"tool","content":"long","seed":1.0} ] }`
    const response = await post(app, '/v1/compress', text)
    expect(response.status).toBe(200)
    const answer = await response.text()
    expect(answer).toContain('[ {"role":"tool","content":"short","seed":1.0} ]')
    expect(JSON.parse(answer)).toEqual({
      messages: [{ role: 'tool', content: 'short', seed: 1 }],
      tokens_before: 10,
      tokens_after: 4,
      tokens_saved: 6,
      compression_ratio: 0.4,
      transforms_applied: ['json/pack'],
      transforms_summary: { 'json/pack': 1 },
      ccr_hashes: ['0123456789abcd'],
    })
    expect(seen[0]).toBe('[ {"role":"tool","content":"long","seed":1.0} ]')
    expect(seen[1]).toMatchObject({
      model: 'gpt-4o',
      tokenBudget: 900,
      compressUser: true,
      recall: true,
    })
  })

  it('gives back the input under the bypass header', async () => {
    const app = appOver({ compressBody: () => expect.unreachable() })
    const headers = { 'x-headroom-bypass': 'true' }
    const response = await post(app, '/v1/compress', { messages: [{ a: 1 }], model: 'x' }, headers)
    expect(await response.json()).toMatchObject({ messages: [{ a: 1 }], tokens_saved: 0 })
  })

  it.each([
    ['{', 'the body must be JSON'],
    ['[]', 'the body must be a JSON object'],
    [{ model: 'gpt-4o' }, 'messages must be a list of { role, content }'],
    [{ model: 'gpt-4o', messages: 'hi' }, 'messages must be a list of { role, content }'],
    [{ model: 'gpt-4o', messages: [{}, 1] }, 'messages[1] must be an object { role, content }'],
    [{ messages: [] }, 'model must be a text, e.g. "gpt-4o"'],
    [{ messages: [], model: 'gpt-4o', config: 3 }, 'config must be an object'],
  ])('says what is wrong with %j', async (body, message) => {
    const response = await post(appOver({}), '/v1/compress', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: { type: 'invalid_request', message } })
  })

  it('passes on what the engine says is wrong, and nothing of its other failures', async () => {
    const messages = { model: 'x', messages: [] }
    const picky = appOver({
      compressBody: async () => {
        throw new EngineError('bad-options', 'budget must be a whole number')
      },
    })
    const refused = await post(picky, '/v1/compress', messages)
    expect([refused.status, await refused.text()]).toEqual([
      400,
      '{"error":{"type":"invalid_request","message":"budget must be a whole number"}}',
    ])
    const broken = appOver({
      compressBody: async () => {
        throw new Error('a secret from the messages')
      },
    })
    const failed = await post(broken, '/v1/compress', messages)
    expect(failed.status).toBe(503)
    const answer = await failed.text()
    expect(answer).toContain('compression_error')
    expect(answer).not.toContain('secret')
  })

  it('gives each project its own scope', async () => {
    const scopes: string[] = []
    const app = appOn({
      headroomFor: async (scope) => {
        scopes.push(scope)
        return headroomWith({ compressBody: async (body) => resultOf(body) })
      },
    })
    const body = { model: 'x', messages: [] }
    await post(app, '/v1/compress', body)
    await post(app, '/v1/compress', body, { 'x-headroom-project': 'shop' })
    await post(app, '/v1/compress', body, { 'x-headroom-project-id': '7' })
    await post(app, '/p/my%20shop/v1/compress', body)
    expect(scopes).toEqual(['default', 'shop', '7', 'my shop'])
  })

  it('keeps originals by the conversation that the messages are', async () => {
    const asked: unknown[] = []
    const facts = { dialect: 'messages', model: '', canRecall: false, root: '0a1b', turns: 1 }
    const app = appOn({
      headroomFor: async (...given) => {
        asked.push(given)
        const compressBody = async (body: string) => resultOf(body)
        return headroomWith({ compressBody, inspectBody: async () => facts })
      },
    })
    await post(app, '/p/shop/v1/compress', { model: 'x', messages: [], recall: true })
    expect(asked.at(-1)).toEqual(['shop', 'shop/messages/0a1b'])
  })
})

describe('/v1/retrieve', () => {
  const original = 'one\ntwo\nthree'
  const sliceFrom = (from: number, to: number): Slice => ({
    content: original.slice(from - 1, to),
    unit: 'characters',
    position: { from, to },
    total: original.length,
    truncated: false,
  })
  const retrieve = async (ref: string, request?: SliceRequest): Promise<Slice | undefined> => {
    if (ref !== 'known') return undefined
    if (request === undefined) return sliceFrom(1, original.length)
    if ('characters' in request) return sliceFrom(...request.characters)
    throw new EngineError('bad-options', `no ${Object.keys(request)}`)
  }

  it('gives the whole original', async () => {
    const { content, ...place } = sliceFrom(1, original.length)
    const expected = { hash: 'known', original_content: content, ...place }
    const posted = await post(appOver({ retrieve }), '/v1/retrieve', { hash: 'known' })
    expect(await posted.json()).toEqual(expected)
    const got = await appOver({ retrieve }).fetch(new Request(`${base}/v1/retrieve/known`))
    expect(await got.json()).toEqual(expected)
  })

  it('gives the part that is asked for', async () => {
    const app = appOver({ retrieve })
    const part = await post(app, '/v1/retrieve', { hash: 'known', characters: [5, 7] })
    expect(await part.json()).toMatchObject({ original_content: 'two', position: { from: 5 } })
    const search = await post(app, '/v1/retrieve', { hash: 'known', query: 'words' })
    expect(await search.json()).toMatchObject({ error: { message: 'no search' } })
  })

  it('says that an unknown ref stays unknown', async () => {
    const response = await post(appOver({ retrieve }), '/v1/retrieve', { hash: 'other' })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      error: {
        type: 'not_found',
        message: 'unknown ref "other": do not retry; run the command again',
      },
    })
  })
})

describe('access', () => {
  const health = (environment: Record<string, string>, headers: Record<string, string>) =>
    appOn({}, environment).fetch(new Request(`${base}/health`, { headers }))

  it.each(['127.0.0.1:8787', 'localhost', '[::1]:1', 'LOCALHOST:80'])('serves %s', async (host) => {
    expect((await health({}, { host })).status).toBe(200)
  })

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'a b'])(
    'does not serve the name %s',
    async (host) => {
      expect((await health({}, { host })).status).toBe(403)
    },
  )

  it.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'http://localhost:3000',
  ])('does not serve pages of %s', async (origin) => {
    expect((await health({}, { host: 'localhost', origin })).status).toBe(403)
  })

  it('serves pages of its own, and those that were named', async () => {
    const own = { host: 'localhost:1', origin: 'http://localhost:1' }
    expect((await health({}, own)).status).toBe(200)
    const named = { host: 'localhost:1', origin: 'http://localhost:3000' }
    const answer = await health({ HEADROOM_CORS_ORIGINS: 'http://localhost:3000' }, named)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
  })

  it('tells a browser that asks first what an allowed page may send, without the token', async () => {
    const environment = { HEADROOM_CORS_ORIGINS: 'http://a.test', HEADROOM_PROXY_TOKEN: 'right' }
    const ask = async (origin: string): Promise<Response> =>
      await appOn({}, environment).fetch(
        new Request(`${base}/v1/messages`, { method: 'OPTIONS', headers: { origin } }),
      )
    const allowed = await ask('http://a.test')
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-headers')).toContain('anthropic-version')
    expect((await ask('http://b.test')).status).toBe(403)
  })

  it('wants the token where one is set, wherever a client can put it', async () => {
    const environment = { HEADROOM_PROXY_TOKEN: 'right', HEADROOM_PROXY_HOSTS: 'edge.example' }
    const host = 'edge.example'
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await health(environment, { host, ...headers })).status
    expect(await status({})).toBe(401)
    expect(await status({ 'x-headroom-proxy-token': 'wrong' })).toBe(401)
    expect(await status({ 'x-headroom-proxy-token': 'right' })).toBe(200)
    expect(await status({ 'x-headroom-token': 'right' })).toBe(200)
    expect(await status({ authorization: 'Bearer right' })).toBe(200)
    expect(await status({ authorization: 'Basic right' })).toBe(401)
    const inPath = async (token: string): Promise<number> =>
      (await appOn({}, environment).fetch(new Request(`${base}/t/${token}/health`))).status
    expect(await inPath('right')).toBe(200)
    expect(await inPath('wrong')).toBe(401)
  })

  it('never takes the bearer of a provider for the token, since it travels on', async () => {
    const app = appOn({}, { HEADROOM_PROXY_TOKEN: 'right' })
    const headers = { authorization: 'Bearer right' }
    expect((await post(app, '/v1/messages', {}, headers)).status).toBe(401)
  })

  it('binds the first provider key where it is told to trust them', async () => {
    const { send } = upstream()
    const app = appOn({ send }, { HEADROOM_PROXY_TOKEN: 'right', HEADROOM_TRUST_LOCAL: '1' })
    const status = async (key: string): Promise<number> =>
      (await post(app, '/v1/embeddings', {}, { authorization: `Bearer ${key}` })).status
    expect(await status('sk-mine')).toBe(200)
    expect(await status('sk-theirs')).toBe(401)
    expect(await status('sk-mine')).toBe(200)
  })

  it('refuses to be reachable from outside without a token', () => {
    const settings = { environment: { HEADROOM_PROXY_HOSTS: 'edge.example' } }
    expect(() => createApp({ host: hostWith(), settings })).toThrow('a token is needed')
  })

  it('bounds the body, announced or not', async () => {
    const app = appOn({}, { HEADROOM_MAX_BODY_BYTES: '1024' })
    const announced = await post(app, '/v1/compress', 'x'.repeat(1025))
    expect(announced.status).toBe(413)
    const stream = new Blob(['x'.repeat(600), 'x'.repeat(600)]).stream()
    const request = new Request(`${base}/v1/compress`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect((await app.fetch(request)).status).toBe(413)
  })

  it('wants UTF-8', async () => {
    const app = appOver({})
    const request = new Request(`${base}/v1/compress`, {
      method: 'POST',
      body: new Uint8Array([0x22, 0xff, 0x22]),
    })
    expect(await (await app.fetch(request)).text()).toContain('the body must be UTF-8')
  })
})

function appOver(parts: Partial<Headroom>): ProxyApp {
  return appOn({ headroomFor: async () => headroomWith(parts) })
}

function resultOf(body: string): Awaited<ReturnType<Headroom['compressBody']>> {
  const changed = { outcome: 'packed', by: 'json/pack' }
  return {
    body,
    tokensBefore: 10,
    tokensAfter: 4,
    tokensSaved: 6,
    compressionRatio: 0.4,
    compressed: true,
    transformsApplied: ['json/pack'],
    ccrHashes: ['0123456789abcd'],
    report: { decisions: [changed, { outcome: 'kept', reason: 'small' }] },
  } as unknown as Awaited<ReturnType<Headroom['compressBody']>>
}

async function post(
  app: ProxyApp,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const length = { 'content-length': String(text.length) }
  const request = new Request(base + path, {
    method: 'POST',
    body: text,
    headers: { ...length, ...headers },
  })
  return await app.fetch(request)
}
