import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { WebSocket } from 'undici'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { echoing, type SocketServer, startSocketServer } from '../proxy/socket-server.ts'
import type { ProxyUnderTest, StartProxy } from './proxy.ts'

/** Where providers' clients open sockets that carry nothing we could compress. */
const LIVE_PATHS = [
  '/v1/realtime?model=gpt-realtime',
  '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=k',
  '/some/new/thing',
]

/** What every host must do with sockets; `isRaw` where a client's very bytes reach the upstream. */
export function describeSockets(name: string, start: StartProxy, isRaw: boolean): void {
  describe(`sockets through ${name}`, () => {
    let upstream: SocketServer
    let proxy: ProxyUnderTest

    beforeAll(async () => {
      upstream = await startSocketServer()
      proxy = await start(upstream.url)
    }, 120_000)
    afterEach(() => {
      upstream.upgrade = echoing
      upstream.asked.length = 0
      upstream.sockets.length = 0
    })
    afterAll(async () => {
      await proxy.stop()
      await upstream.stop()
    })

    const opened = async (path: string, options = {}): Promise<WebSocket> => {
      const socket = new WebSocket(`${proxy.base.replace('http', 'ws')}${path}`, options)
      socket.binaryType = 'arraybuffer'
      await new Promise((resolve, reject) => {
        socket.addEventListener('open', resolve)
        socket.addEventListener('error', (event) => reject(event.error))
      })
      return socket
    }

    it.each(LIVE_PATHS)('opens %s, and every message passes both ways', async (path) => {
      const socket = await opened(path, { protocols: ['realtime', 'other'] })
      expect(socket.protocol).toBe('realtime')
      const large = new Uint8Array(300_000).map((_, at) => at * 7)
      expect(await echoOf(socket, 'é🔥')).toBe('é🔥')
      expect(Buffer.from((await echoOf(socket, large)) as ArrayBuffer).equals(large)).toBe(true)
      const closed = once(socket, 'close')
      socket.close(1000, 'bye')
      expect((await closed)[0]).toMatchObject({ code: 1000, reason: 'bye' })
      expect(upstream.asked[0]?.url).toBe(path)
    })

    it('says what the client says, without what is ours', async () => {
      const headers = {
        authorization: 'Bearer sk-test',
        'openai-beta': 'realtime=v1',
        'x-headroom-project': 'shop',
      }
      const socket = await opened('/v1/realtime', { headers })
      socket.close()
      expect(upstream.asked[0]?.headers).toMatchObject({
        authorization: 'Bearer sk-test',
        'openai-beta': 'realtime=v1',
        host: new URL(upstream.url).host,
      })
      expect(JSON.stringify(upstream.asked[0]?.rawHeaders)).not.toMatch(/x-headroom|shop/i)
    })

    it('sends what it would compress to HTTP, at once', async () => {
      for (const path of ['/v1/responses', '/v1/chat/completions', '/v1/messages']) {
        const answer = await upgraded(proxy.base, path)
        expect([path, answer.split('\r\n')[0]]).toEqual([path, expect.stringContaining(' 426 ')])
      }
      expect(upstream.asked).toHaveLength(0)
    })

    it('keeps out who has no token, names and pages that are not its own', async () => {
      const none = await upgraded(proxy.open, '/v1/realtime')
      expect(none.split('\r\n')[0]).toContain(' 401 ')
      const page = await upgraded(proxy.base, '/v1/realtime', ['Origin: https://evil.example'])
      expect(page.split('\r\n')[0]).toContain(' 403 ')
      const name = await upgraded(proxy.base, '/v1/realtime', [], 'evil.example')
      expect(name.split('\r\n')[0]).toContain(' 403 ')
      expect(upstream.asked).toHaveLength(0)
    })

    it('gives on an answer that is no switch, and then serves no more on that connection', async () => {
      upstream.upgrade = (_, socket) => {
        const body = '{"error":"no realtime for you"}'
        socket.end(
          `HTTP/1.1 403 Forbidden\r\nX-Request-Id: r7\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        )
      }
      const answer = await upgraded(proxy.base, '/v1/realtime')
      expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/)
      expect(answer.toLowerCase()).toContain('\r\nx-request-id: r7\r\n')
      expect(answer).toContain('{"error":"no realtime for you"}')
    })

    it('says 502 for an upstream that hangs up', async () => {
      upstream.upgrade = (_, socket) => socket.destroy()
      const answer = await upgraded(proxy.base, '/v1/realtime')
      expect(answer.split('\r\n')[0]).toContain(' 502 ')
      expect(answer).toContain('upstream_unreachable')
    })

    it('an upstream that goes lets its client go', async () => {
      const socket = await opened('/v1/realtime')
      const closed = once(socket, 'close')
      upstream.sockets[0]?.destroy()
      expect((await closed)[0]).toMatchObject({ code: 1006 })
    })

    it('a client that goes lets its upstream go', async () => {
      const { socket } = await rawUpgrade(proxy.base, '/v1/realtime')
      const [far] = upstream.sockets
      const gone = new Promise((resolve) => far?.once('close', resolve))
      socket.destroy()
      await gone
    })

    if (isRaw) describeRaw(() => ({ upstream, proxy }))
  })
}

interface Bench {
  readonly upstream: SocketServer
  readonly proxy: ProxyUnderTest
}

/** What only a host can do that has the connections themselves. */
function describeRaw(at: () => Bench): void {
  it('keeps order, case and doubles of headers, there and back', async () => {
    const { upstream, proxy } = at()
    const { head } = await rawUpgrade(proxy.base, '/v1/realtime', [
      'X-Two: 1',
      'anthropic-Beta: a',
      'x-two: 2',
      'X-Headroom-Token: t',
    ])
    expect(upstream.asked[0]?.rawHeaders).toEqual([
      ...['Host', new URL(upstream.url).host, 'Upgrade', 'websocket', 'Connection', 'Upgrade'],
      ...['Sec-WebSocket-Key', KEY, 'Sec-WebSocket-Version', '13'],
      ...['X-Two', '1', 'anthropic-Beta', 'a', 'x-two', '2'],
    ])
    expect(head).toMatch(
      /^HTTP\/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: \S+\r\nX-Request-Id: s1\r\n\r\n$/,
    )
  })

  it('an upstream writes no faster than its client reads', async () => {
    const { upstream, proxy } = at()
    const { socket } = await rawUpgrade(proxy.base, '/v1/realtime')
    socket.pause()
    const far = upstream.sockets[0] ?? expect.unreachable()
    const chunk = Buffer.alloc(1 << 20)
    let written = 0
    const fill = (): void => {
      while (written < LARGE && far.write(chunk)) written += chunk.length
    }
    far.on('drain', fill)
    fill()
    for (let before = -1; before < written; ) {
      before = written
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(written).toBeLessThan(LARGE)
    socket.destroy()
  })

  it('a reset stays a reset, an end an end', async () => {
    const { upstream, proxy } = at()
    const reset = await rawUpgrade(proxy.base, '/v1/realtime')
    const failed = once(reset.socket, 'error')
    upstream.sockets.at(-1)?.resetAndDestroy()
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' })
    const ended = await rawUpgrade(proxy.base, '/v1/realtime')
    const over = once(ended.socket, 'end')
    upstream.sockets.at(-1)?.end()
    await over
    const back = await rawUpgrade(proxy.base, '/v1/realtime')
    const told = once(upstream.sockets.at(-1) ?? expect.unreachable(), 'error')
    back.socket.resetAndDestroy()
    expect((await told)[0]).toMatchObject({ code: 'ECONNRESET' })
  })

  it('a client that goes before the answer takes its question along', async () => {
    const { upstream, proxy } = at()
    const asked = new Promise<Socket>((resolve) => {
      upstream.upgrade = (_, socket) => resolve(socket)
    })
    const client = request(proxy.base, '/v1/realtime')
    const far = await asked
    const gone = new Promise((resolve) => far.once('close', resolve))
    far.resume()
    client.end()
    await gone
    client.destroy()
  })

  it('serves what offers another upgrade as if it had not', async () => {
    const { proxy } = at()
    const socket = request(proxy.base, '/v1/models', [], { upgrade: 'h2c' })
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    expect(chunk.toString()).toMatch(/^HTTP\/1.1 200 OK\r\n/)
    socket.destroy()
  })

  it('counts a socket as under way until it is closed', async () => {
    const { proxy } = at()
    const inside = async (): Promise<number> => {
      const stats = await fetch(`${proxy.base}/stats`)
      const { requests } = (await stats.json()) as { requests: { under_way: number } }
      return requests.under_way
    }
    const before = await inside()
    const { socket } = await rawUpgrade(proxy.base, '/v1/realtime')
    expect(await inside()).toBe(before + 1)
    socket.destroy()
    while ((await inside()) > before) await new Promise((resolve) => setTimeout(resolve, 20))
  })
}

/** More than the sockets in between take in. */
const LARGE = 64 << 20
const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

async function echoOf(socket: WebSocket, message: string | Uint8Array): Promise<unknown> {
  const came = once(socket, 'message')
  socket.send(message)
  const [event] = (await came) as [MessageEvent]
  return event.data
}

/** A handshake written by hand, on a bare connection. */
function request(
  base: string,
  path: string,
  more: readonly string[] = [],
  { name = new URL(base).host, upgrade = 'websocket' } = {},
): Socket {
  const { hostname, port, pathname } = new URL(base)
  const socket = connect(Number(port), hostname)
  const lines = [
    `GET ${pathname.replace(/\/$/, '')}${path} HTTP/1.1`,
    `Host: ${name}`,
    `Upgrade: ${upgrade}`,
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${KEY}`,
    'Sec-WebSocket-Version: 13',
    ...more,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return socket
}

async function rawUpgrade(
  base: string,
  path: string,
  more: readonly string[] = [],
): Promise<{ readonly socket: Socket; readonly head: string }> {
  const socket = request(base, path, more)
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  return { socket, head: chunk.toString() }
}

/** All that is answered to an upgrade, up to the connection's end. */
async function upgraded(
  base: string,
  path: string,
  more: readonly string[] = [],
  name: string = new URL(base).host,
): Promise<string> {
  const socket = request(base, path, more, { name })
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    // Hosts may keep the connection open for the next request.
    if (isComplete(Buffer.concat(chunks).toString())) socket.end()
  })
  await new Promise((resolve) => socket.once('close', resolve))
  return Buffer.concat(chunks).toString()
}

function isComplete(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n')
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  return body !== undefined && length !== undefined && body.length >= Number(length)
}
