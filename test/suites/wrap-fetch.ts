import { describe, expect, it } from 'vitest'
import { type CompressReport, findRefs, type Headroom } from '../../src/engine/index.ts'
import type { FetchOptions } from '../../src/integrations/index.ts'
import type { Format } from '../../src/proxy/upstream/route-of.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { type Heard, hear, newest } from '../proxy/model-request.ts'
import { call, FORMATS, PROVIDERS, type Script, script, text } from '../proxy/recall/scripts.ts'

type Asked = Parameters<Fetch>
type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** What a runtime's door offers to pages, agents and SDKs. */
export interface FetchDoor {
  readonly wrapFetch: (fetch: Fetch, options?: FetchOptions) => Fetch
  /** A headroom that folds hard. */
  readonly open: () => Promise<Headroom>
}

const LOG = serviceLogs.get('redis.log') ?? ''
const parameters = { type: 'object', properties: { path: { type: 'string' } } }
const read = { name: 'Read', description: 'Reads a file.' }
const input = { path: 'redis.log' }

/** A conversation in which a tool gave back a log, in each format, and where it is asked. */
const REQUESTS: Readonly<Record<Format, { readonly url: string; readonly body: object }>> = {
  anthropic: {
    url: 'https://api.anthropic.com/v1/messages',
    body: {
      model: 'claude-sonnet-5-5',
      max_tokens: 100,
      tools: [{ ...read, input_schema: parameters }],
      messages: [
        { role: 'user', content: 'What happened?' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'Read', input }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: LOG }] },
      ],
    },
  },
  'openai-chat': {
    url: 'https://gateway.example/api/v1/chat/completions',
    body: {
      model: 'gpt-4o',
      tools: [{ type: 'function', function: { ...read, parameters } }],
      messages: [
        { role: 'user', content: 'What happened?' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 't1',
              type: 'function',
              function: { name: 'Read', arguments: JSON.stringify(input) },
            },
          ],
        },
        { role: 'tool', tool_call_id: 't1', content: LOG },
      ],
    },
  },
  'openai-responses': {
    url: 'https://api.openai.com/v1/responses',
    body: {
      model: 'gpt-5',
      store: false,
      tools: [{ type: 'function', ...read, parameters, strict: false }],
      input: [
        { role: 'user', content: 'What happened?' },
        { type: 'function_call', call_id: 't1', name: 'Read', arguments: JSON.stringify(input) },
        { type: 'function_call_output', call_id: 't1', output: LOG },
      ],
    },
  },
  gemini: {
    url: 'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent',
    body: {
      tools: [{ functionDeclarations: [{ ...read, parameters }] }],
      contents: [
        { role: 'user', parts: [{ text: 'What happened?' }] },
        { role: 'model', parts: [{ functionCall: { id: 't1', name: 'Read', args: input } }] },
        {
          role: 'user',
          parts: [{ functionResponse: { id: 't1', name: 'Read', response: { output: LOG } } }],
        },
      ],
    },
  },
}

const CHAT = REQUESTS['openai-chat']

/** A request as JSON, streamed or not. */
function requestOf(format: Format, isStream: boolean): readonly [url: string, init: RequestInit] {
  const { url, body } = REQUESTS[format]
  const asked = isStream && format !== 'gemini' ? { ...body, stream: true } : body
  const streamed = url.replace(':generateContent', ':streamGenerateContent?alt=sse')
  const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-test' }
  return [isStream ? streamed : url, { method: 'POST', headers, body: JSON.stringify(asked) }]
}

/** What reached the upstream. */
interface Arrived {
  readonly request: Request
  readonly body: string
}

type Answer = (arrived: Arrived, count: number) => Response | Promise<Response>

/** An upstream behind a `fetch`; it fails as `fetch` does when it is told to stop. */
function upstreamOf(answer: Answer): { readonly fetch: Fetch; readonly arrived: Arrived[] } {
  const arrived: Arrived[] = []
  const fetch: Fetch = async (given, init) => {
    const request = new Request(given, init)
    request.signal.throwIfAborted()
    const one = { request, body: await request.clone().text() }
    arrived.push(one)
    return await answer(one, arrived.length)
  }
  return { fetch, arrived }
}

/** Says one script after the other, in the format it is asked in. */
function modelOf(...doings: readonly ((heard: Heard) => Script)[]): ReturnType<typeof upstreamOf> {
  return upstreamOf(({ request, body }, count) => {
    const { pathname } = new URL(request.url)
    const heard = hear(pathname, body)
    const given = doings[count - 1]?.(heard) ?? expect.unreachable('asked once too often')
    const provider = PROVIDERS[heard.format]
    return heard.isStream
      ? new Response(provider.stream(given, count), {
          headers: { 'content-type': 'text/event-stream', 'x-request-id': `r${count}` },
        })
      : new Response(provider.whole(given, count), {
          headers: { 'content-type': 'application/json', 'x-request-id': `r${count}` },
        })
  })
}

const lookUp = (heard: Heard): Script => {
  const results = newest(heard).map((one) => one.text)
  const [hash] = findRefs(results.join('\n'))
  return script(
    'calls',
    text('Let me see. '),
    call('p1', 'headroom_retrieve', { hash, lines: [1, 2] }),
  )
}
const ends = (): Script => script('end', text('The disk was full.'))
/** The ways in which `fetch` takes one and the same request. */
function waysOf(url: string, { body, ...head }: RequestInit): Readonly<Record<string, Asked>> {
  const bytes = new TextEncoder().encode(String(body))
  const init = (given: BodyInit): RequestInit & { readonly duplex: 'half' } => ({
    ...head,
    body: given,
    duplex: 'half',
  })
  const all = init(String(body))
  return {
    string: [url, all],
    url: [new URL(url), all],
    bytes: [url, init(bytes.buffer)],
    view: [url, init(new Uint8Array([0, ...bytes, 0]).subarray(1, -1))],
    blob: [url, init(new Blob([bytes], { type: 'application/json' }))],
    stream: [url, init(new Blob([bytes]).stream())],
    request: [new Request(url, all)],
    'request as init': [url, new Request(url, all)],
  }
}

const WAYS = ['string', 'url', 'bytes', 'view', 'blob', 'stream', 'request', 'request as init']

/** A headroom opened at the first call. */
function openOnce(open: () => Promise<Headroom>): () => Promise<Headroom> {
  let opened: Promise<Headroom> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}

/** Opens no engine; whoever asks for it learns why. */
function failing(): Promise<Headroom> {
  const broken = Promise.reject(new Error('no engine'))
  broken.catch(() => undefined)
  return broken
}

/** Reads a body to its end. */
async function drained({ body }: Response): Promise<void> {
  const reader = body?.getReader()
  while ((await reader?.read())?.done === false);
}

const plain: Answer = () => Response.json({ ok: true })

/** What `wrapFetch` must do in every runtime. */
export function describeWrapFetch(name: string, { wrapFetch, open }: FetchDoor): void {
  describe(`wrapFetch in ${name}`, () => {
    const headroom = openOnce(open)
    describe.each(FORMATS)('%s', (format) => {
      it.each([
        ['streamed', true],
        ['whole', false],
      ])('answers a lookup within an answer, %s', async (_, isStream) => {
        const { fetch, arrived } = modelOf(lookUp, ends)
        const reports: CompressReport[] = []
        const onReport = (report: CompressReport): void => void reports.push(report)
        const wrapped = wrapFetch(fetch, { headroom: headroom(), onReport })
        const [url, init] = requestOf(format, isStream)
        const response = await wrapped(url, init)
        const said = await response.text()
        // Streams say it in pieces.
        expect(said).toContain('see. ')
        expect(said).toContain('ull.')
        expect(said).not.toContain('headroom_retrieve')
        expect(response.headers.get('x-request-id')).toBe('r1')
        const [first, second] = arrived
        expect(first?.request.url).toBe(new URL(url).href)
        expect(first?.request.headers.get('authorization')).toBe('Bearer sk-test')
        expect(first?.body.length).toBeLessThan(LOG.length / 2)
        const heard = hear(new URL(url).pathname, second?.body ?? '')
        expect(newest(heard).map((one) => one.text)).toEqual([
          expect.stringContaining(LOG.split('\n')[1] ?? ''),
        ])
        expect(reports).toMatchObject([{ recall: true, dialect: expect.any(String) }])
      })
    })

    it('packs alone where it may not inject, and gives the very answer of fetch', async () => {
      const answer = Response.json({ choices: [] })
      const { fetch, arrived } = upstreamOf(() => answer)
      const wrapped = wrapFetch(fetch, { headroom: headroom(), inject: false })
      const response = await wrapped(...requestOf('openai-chat', false))
      expect(response).toBe(answer)
      expect(arrived[0]?.body).not.toContain('headroom_retrieve')
      expect(arrived[0]?.body).toContain('[packed ')
    })

    it.each(WAYS)('takes a conversation as %s', async (way) => {
      const { fetch, arrived } = modelOf(ends)
      const asked = waysOf(...requestOf('anthropic', false))[way] ?? expect.unreachable()
      const response = await wrapFetch(fetch, { headroom: headroom() })(...asked)
      expect(await response.text()).toContain('The disk was full.')
      const [one] = arrived
      expect(one?.body).toContain('headroom_retrieve')
      expect(one?.request.method).toBe('POST')
      expect(one?.request.headers.get('content-type')).toBe('application/json')
    })

    it('leaves all else to fetch, with the very arguments it was given', async () => {
      const asked: unknown[][] = []
      const answer = Response.json({})
      const fetch: Fetch = async (...given) => {
        asked.push(given)
        return answer
      }
      const wrapped = wrapFetch(fetch, { headroom: headroom() })
      const sealed = { 'content-digest': 'sha-256=:x:' }
      const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=x' }
      const body = JSON.stringify(CHAT.body)
      const calls: readonly Parameters<Fetch>[] = [
        ['https://api.openai.com/v1/models'],
        [new Request('https://api.openai.com/v1/chat/completions')],
        ['https://api.openai.com/v1/embeddings', { method: 'POST', body: '{}' }],
        ['https://example.com/upload', { method: 'POST', body: new FormData() }],
        [CHAT.url, { method: 'POST', body: new URLSearchParams('a=b') }],
        [CHAT.url, { method: 'POST', body, headers: sealed }],
        [CHAT.url, { method: 'POST', body, headers: signed }],
      ]
      for (const given of calls) expect(await wrapped(...given)).toBe(answer)
      expect(asked).toEqual(calls)
      expect(asked.every((given, at) => given.every((one, of) => one === calls[at]?.[of]))).toBe(
        true,
      )
    })

    it.each([
      ['what is no JSON', '{"messages": [}'],
      ['what is no conversation', '{"model": "gpt-4o", "tools": [{}]}'],
      ['what is no text', new Uint8Array([123, 255, 125])],
    ])('sends %s as it came', async (_, body) => {
      const { fetch, arrived } = upstreamOf(plain)
      await wrapFetch(fetch, { headroom: headroom() })(CHAT.url, { method: 'POST', body })
      const sent = await arrived[0]?.request.arrayBuffer()
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      expect(new Uint8Array(sent ?? new ArrayBuffer(0))).toEqual(bytes)
      // As fetch does by itself.
      const type = typeof body === 'string' ? 'text/plain;charset=utf-8' : undefined
      const sentType = arrived[0]?.request.headers.get('content-type') ?? undefined
      expect(sentType?.toLowerCase()).toBe(type)
    })

    it('sends what came where the engine fails, and where the provider refuses what was made of it', async () => {
      const { fetch, arrived } = upstreamOf((_, count) =>
        count === 2 ? Response.json({ error: {} }, { status: 400 }) : Response.json({ count }),
      )
      const [url, init] = requestOf('openai-chat', false)
      const broken = wrapFetch(fetch, { headroom: failing() })
      expect(await (await broken(url, init)).json()).toEqual({ count: 1 })
      const refused = wrapFetch(fetch, { headroom: headroom() })
      expect(await (await refused(url, init)).json()).toEqual({ count: 3 })
      expect(await (await refused(url, init)).json()).toEqual({ count: 4 })
      const came = arrived.map(({ body }) => body === init.body)
      expect(came).toEqual([true, false, true, true])
    })

    it('gives answers of other statuses as they are, and rejects with the error of fetch', async () => {
      const limited = Response.json({ error: 'busy' }, { status: 429, statusText: 'Slow' })
      const asked = requestOf('openai-chat', true)
      const wrapped = wrapFetch(async () => limited, { headroom: headroom() })
      expect(await wrapped(...asked)).toBe(limited)
      const error = new TypeError('fetch failed')
      const failing = wrapFetch(async () => await Promise.reject(error), { headroom: headroom() })
      await expect(failing(...asked)).rejects.toBe(error)
    })

    it('stops when it is told to, before and during its own work', async () => {
      const { fetch, arrived } = modelOf(ends)
      const [url, init] = requestOf('anthropic', false)
      const reason = new Error('not any more')
      const wrapped = wrapFetch(fetch, { headroom: headroom() })
      const before = wrapped(url, { ...init, signal: AbortSignal.abort(reason) })
      await expect(before).rejects.toBe(reason)
      const during = new AbortController()
      const asking = wrapped(url, { ...init, signal: during.signal })
      during.abort(reason)
      await expect(asking).rejects.toBe(reason)
      expect(arrived).toEqual([])
    })

    it('lets the upstream go with its reader, and breaks off where the upstream does', async () => {
      let isGone = false
      const begun = 'data: {"choices":[{"index":0,"delta":{"content":"It"}}]}\n\n'
      const first = new TextEncoder().encode(begun)
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(first),
        cancel: () => {
          isGone = true
        },
      })
      const events = { headers: { 'content-type': 'text/event-stream' } }
      const asked = requestOf('openai-chat', true)
      const going = await wrapFetch(async () => new Response(endless, events), {
        headroom: headroom(),
      })(...asked)
      const reader = going.body?.getReader()
      await reader?.read()
      await reader?.cancel()
      expect(isGone).toBe(true)
      const error = new TypeError('terminated')
      const broken = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(first),
        pull: (controller) => controller.error(error),
      })
      const breaking = await wrapFetch(async () => new Response(broken, events), {
        headroom: headroom(),
      })(...asked)
      await expect(drained(breaking)).rejects.toThrow('terminated')
    })

    it('heeds headers of ours, which never travel on', async () => {
      const { fetch, arrived } = upstreamOf(plain)
      const wrapped = wrapFetch(fetch, { headroom: headroom() })
      const [url, init] = requestOf('openai-chat', false)
      const with_ = (name: string, value: string): RequestInit => ({
        ...init,
        headers: { 'content-type': 'application/json', [name]: value },
      })
      await wrapped(url, with_('x-headroom-bypass', 'true'))
      await wrapped(new Request(url, with_('x-headroom-bypass', 'true')))
      await wrapped(url, with_('x-headroom-preset', 'safe'))
      expect(arrived.map(({ body }) => body === init.body)).toEqual([true, true, false])
      const names = arrived.flatMap(({ request }) => [...request.headers.keys()])
      expect(names.filter((one) => one.startsWith('x-headroom'))).toEqual([])
      await expect(wrapped(url, with_('x-headroom-preset', 'best'))).rejects.toMatchObject({
        code: 'bad-options',
      })
    })

    it('refuses what is asked for wrongly, at once', () => {
      const fetch: Fetch = async () => Response.json({})
      const wrong = (options: object) => () => wrapFetch(fetch, options)
      expect(() => wrapFetch('fetch' as never)).toThrow('must be a fetch')
      expect(wrong({ preset: 'best' })).toThrow('safe, balanced, aggressive')
      expect(wrong({ inject: 'no' })).toThrow('inject must be')
      expect(wrong({ excludeTools: 'Read' })).toThrow('excludeTools must be')
      expect(wrong({ colour: 1 })).toThrow('no option colour')
    })
  })
}
