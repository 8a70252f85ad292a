import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHeadroom } from '../../src/runtime-node/index.ts'
import { plainAnswer, type ScriptedUpstream, startUpstream } from '../proxy/scripted-upstream.ts'
import { untouchedBodies } from '../proxy/untouched-bodies.ts'
import { describePage } from './page.ts'

/** A proxy under test, reached over HTTP alone. */
export interface ProxyUnderTest {
  /** Where it answers, token included. */
  readonly base: string
  /** Where it answers without the token. */
  readonly open: string
  /** False for workerd, which ends every stream that breaks off as if it were whole. */
  readonly breaksOff: boolean
  stop(): Promise<void>
}

/** Starts a proxy whose every upstream is `upstream`. */
export type StartProxy = (upstream: string) => Promise<ProxyUnderTest>

const rows = Array.from({ length: 120 }, (_, id) => ({ id, name: `user ${id}`, role: 'viewer' }))
const conversation = JSON.stringify({
  model: 'gpt-4o',
  messages: [
    { role: 'user', content: 'Who is there?' },
    { role: 'tool', tool_call_id: 'call_1', content: JSON.stringify(rows) },
  ],
})

/** More than all sockets between an upstream and its client take in. */
const LARGE_ANSWER = 96 << 20
const CHUNK = Buffer.alloc(1 << 20, 'x')

/** What every host of the proxy must do. */
export function describeProxy(name: string, start: StartProxy): void {
  describe(`proxy on ${name}`, () => {
    let upstream: ScriptedUpstream
    let proxy: ProxyUnderTest

    beforeAll(async () => {
      upstream = await startUpstream()
      proxy = await start(upstream.url)
    }, 120_000)
    afterEach(() => {
      upstream.answer = plainAnswer
      upstream.asked.length = 0
    })
    afterAll(async () => {
      await proxy.stop()
      await upstream.stop()
    })

    const send = async (path: string, given: Sending = {}): Promise<Answer> =>
      await answerOf(await open(proxy.base + path, given))

    it('makes of a conversation what the library makes of it', async () => {
      const expected = await (await createHeadroom()).compressBody(conversation)
      await send('/v1/chat/completions', { body: conversation })
      expect(upstream.asked[0]?.body.toString()).toBe(expected.body)
      expect(expected.tokensSaved).toBeGreaterThan(0)
    })

    it.each(untouchedBodies)('passes every byte of %s', async (_, body) => {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body
      for (const path of [
        '/v1/chat/completions',
        '/v1/messages',
        '/v1/responses',
        '/v1/embeddings',
      ]) {
        await send(path, { body: bytes })
        const asked = upstream.asked.at(-1)
        expect([path, digest(asked?.body ?? '')]).toEqual([path, digest(bytes)])
      }
    })

    it.each([
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
    ])('passes an unchanged body in its own %s', async (encoding, encode) => {
      const body = encode(Buffer.from('{"model":"x","messages":[{"role":"user","content":"hi"}]}'))
      await send('/v1/messages', { body, headers: { 'content-encoding': encoding } })
      expect(digest(upstream.asked[0]?.body ?? '')).toBe(digest(body))
      expect(upstream.asked[0]?.headers['content-encoding']).toBe(encoding)
    })

    it.each([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ])(
      'reads a conversation in %s, and sends what it made of it in none',
      async (encoding, encode) => {
        const expected = await (await createHeadroom()).compressBody(conversation)
        const body = encode(Buffer.from(conversation))
        await send('/v1/chat/completions', { body, headers: { 'content-encoding': encoding } })
        expect(upstream.asked[0]?.body.toString()).toBe(expected.body)
        expect(upstream.asked[0]?.headers['content-encoding']).toBeUndefined()
      },
    )

    it('passes headers but its own and the connection’s', async () => {
      const headers = {
        authorization: 'Bearer sk-test',
        'anthropic-beta': 'a-1,b-2',
        'user-agent': 'claude-cli/2.1.330 (external, sdk-cli)',
        'x-headroom-project': 'shop',
      }
      await send('/v1/messages?beta=true', { body: '{}', headers })
      const asked = upstream.asked[0]
      expect(asked?.url).toBe('/v1/messages?beta=true')
      expect(asked?.headers).toMatchObject({
        authorization: 'Bearer sk-test',
        'anthropic-beta': 'a-1,b-2',
        'user-agent': 'claude-cli/2.1.330 (external, sdk-cli)',
      })
      const ours = Object.keys(asked?.headers ?? {}).filter((header) => header.includes('headroom'))
      expect(ours).toEqual([])
    })

    it.each([400, 401, 404, 429, 500, 529])('gives status %d on as it came', async (status) => {
      upstream.answer = (_, outgoing) => {
        outgoing.writeHead(status, { 'retry-after': '3', 'x-request-id': 'r1' })
        outgoing.end('{"error":{"type":"x"}}')
      }
      const answer = await send('/v1/messages', { body: '{"model":"x","messages":[]}' })
      expect(answer).toMatchObject({ status, text: '{"error":{"type":"x"}}', isWhole: true })
      expect(answer.headers).toMatchObject({ 'retry-after': '3', 'x-request-id': 'r1' })
    })

    it('gives a stream on as it comes', async () => {
      const events = ['event: a\r\ndata: {"x":"é🔥"}\r\n\r\n', ': ping\n\n', 'data: [DONE]\n\nrest']
      const bytes = Buffer.from(events.join(''))
      upstream.answer = async (_, outgoing) => {
        outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
        for (let at = 0; at < bytes.length; at += 7) {
          outgoing.write(bytes.subarray(at, at + 7))
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
        outgoing.end()
      }
      const answer = await send('/v1/chat/completions', { body: conversation })
      expect(answer.text).toBe(bytes.toString())
      expect(answer.headers['content-type']).toBe('text/event-stream')
    })

    it('does not wait for a stream to end', async () => {
      let finish = (): void => undefined
      upstream.answer = (_, outgoing) => {
        outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
        outgoing.write('data: 1\n\n')
        finish = () => outgoing.end('data: 2\n\n')
      }
      const incoming = await open(`${proxy.base}/v1/messages`, { body: conversation })
      const [first] = (await once(incoming, 'data')) as [Buffer]
      expect(first.toString()).toBe('data: 1\n\n')
      finish()
      expect((await answerOf(incoming)).text).toBe('data: 2\n\n')
    })

    it('a reset stays a reset', async () => {
      upstream.answer = (_, outgoing) => {
        outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
        outgoing.write('data: 1\n\n')
        setTimeout(() => outgoing.destroy(), 30)
      }
      const answer = await send('/v1/messages', { body: conversation })
      expect(answer).toMatchObject({ text: 'data: 1\n\n', isWhole: !proxy.breaksOff })
    })

    it('a client that goes lets its upstream go', async () => {
      const gone = new Promise<void>((resolve) => {
        upstream.answer = (_, outgoing) => {
          outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
          const timer = setInterval(() => outgoing.write('data: 1\n\n'), 20)
          outgoing.on('close', () => {
            clearInterval(timer)
            resolve()
          })
        }
      })
      const incoming = await open(`${proxy.base}/v1/messages`, { body: conversation })
      await once(incoming, 'data')
      incoming.destroy()
      await gone
    })

    it('an upstream writes no faster than the client reads', async () => {
      let written = 0
      upstream.answer = async (_, outgoing) => {
        outgoing.writeHead(200, { 'content-type': 'application/octet-stream' })
        for (; written < LARGE_ANSWER; written += CHUNK.length) {
          if (!outgoing.write(CHUNK)) await new Promise((go) => outgoing.once('drain', go))
        }
        outgoing.end()
      }
      const incoming = await open(`${proxy.base}/v1/models`, { method: 'GET' })
      for (let before = -1; before < written; ) {
        before = written
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
      const stalledAt = written
      expect(stalledAt).toBeLessThan(LARGE_ANSWER)
      for await (const _ of incoming) if (written > stalledAt) break
      expect(written).toBeGreaterThan(stalledAt)
    })

    it('an upstream that does not answer is let go at the time-out', async () => {
      const set = async (seconds: number): Promise<void> => {
        const body = JSON.stringify({ HEADROOM_REQUEST_TIMEOUT_SECONDS: String(seconds) })
        expect((await send('/admin/runtime-env', { body })).status).toBe(200)
      }
      const gone = new Promise<void>((resolve) => {
        upstream.answer = (_, outgoing) => outgoing.on('close', resolve)
      })
      await set(1)
      try {
        const answer = await send('/v1/messages', { body: conversation })
        expect([answer.status, answer.text]).toEqual([
          504,
          expect.stringContaining('upstream_timeout'),
        ])
        await gone
      } finally {
        await set(600)
      }
    })

    it('wants the token on every route', async () => {
      for (const path of ['/v1/messages', '/stats', '/health', '/v1/models', '/admin/config']) {
        const answer = await answerOf(await open(proxy.open + path, { method: 'GET' }))
        expect([path, answer.status]).toEqual([path, 401])
      }
      expect(upstream.asked).toHaveLength(0)
    })

    it('keeps out names and pages that are not its own', async () => {
      const evil = { 'x-headroom-token': 'no', host: 'evil.example' }
      expect(
        (await answerOf(await open(`${proxy.open}/health`, { method: 'GET', headers: evil })))
          .status,
      ).toBe(403)
      const page = { origin: 'https://evil.example' }
      expect((await send('/stats', { method: 'GET', headers: page })).status).toBe(403)
    })

    describePage(() => proxy)

    it('tells what it did', async () => {
      await send('/v1/chat/completions', { body: conversation })
      const stats = JSON.parse((await send('/stats', { method: 'GET' })).text)
      expect(stats.tokens.saved).toBeGreaterThan(0)
      const audit = JSON.parse((await send('/audit?limit=1', { method: 'GET' })).text)
      expect(audit.requests[0]).toMatchObject({ format: 'openai-chat', mode: 'on', status: 200 })
      expect(JSON.stringify(audit)).not.toContain('Who is there')
      expect((await send('/metrics', { method: 'GET' })).text).toContain(
        'headroom_tokens_before_total',
      )
    })
  })
}

interface Sending {
  readonly method?: string
  readonly body?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
  /** False where the connection broke before the answer's end. */
  readonly isWhole: boolean
}

async function open(
  url: string,
  { method = 'POST', body, headers = {} }: Sending,
): Promise<IncomingMessage> {
  const outgoing = request(url, { method, headers })
  outgoing.end(body)
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  return incoming
}

async function answerOf(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  await new Promise<void>((resolve) => {
    incoming.on('close', resolve)
    incoming.on('error', () => resolve())
  })
  const { statusCode = 0, headers, complete } = incoming
  return { status: statusCode, headers, text: Buffer.concat(chunks).toString(), isWhole: complete }
}

function digest(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
