import { EventEmitter, once } from 'node:events'
import { request, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  call,
  FORMATS,
  PROVIDERS,
  script,
  streamWithoutTool,
  text,
} from '../../proxy/recall/scripts.ts'
import type { StartProxy } from '../proxy.ts'
import { answerOf, type Bench, digest, inParallel, type Plan, startBench } from './bench.ts'
import { BARE, INJECTED, PATHS } from './requests.ts'

/** Bytes a body may have here; see `LIMITS`. */
const LARGEST = 4 << 20

/** What the proxy under test is set to, so that its limits are near. */
export const LIMITS = {
  HEADROOM_MAX_BODY_BYTES: String(LARGEST),
  HEADROOM_REQUEST_TIMEOUT_SECONDS: '3',
}

const ASKING = script('calls', text('Wait. '), call('p1', 'headroom_retrieve', { hash: 'none' }))

/** What every host must live through. `start` must set `LIMITS`. */
export function describeHostile(name: string, start: StartProxy, streams: number): void {
  describe(`odd peers of ${name}`, () => {
    let bench: Bench

    beforeAll(async () => {
      bench = await startBench(start)
    }, 120_000)
    afterAll(async () => await bench.stop())

    it.each([
      [429, 'application/json', '{"type":"error","error":{"type":"rate_limit_error"}}'],
      [529, 'application/json', '{"type":"error","error":{"type":"overloaded_error"}}'],
      [500, 'text/html', '<html>\r\n<h1>500</h1></html>'],
      [503, 'text/plain', ''],
      [200, 'text/html', '<html>no model here'],
    ])('status %d in %s comes as it is, once', async (status, type, told) => {
      const cases = FORMATS.flatMap((format) =>
        [BARE, INJECTED].map((bodies) => [format, bodies[format]] as const),
      )
      await inParallel(cases, async ([format, body]) => {
        let rounds = 0
        const answer = await bench.send(PATHS[format], {
          body,
          plan: (outgoing) => {
            rounds++
            outgoing.writeHead(status, { 'content-type': type, 'retry-after': '7' })
            outgoing.end(told)
          },
        })
        expect([answer.status, answer.text, answer.isWhole, rounds]).toEqual([
          status,
          told,
          true,
          1,
        ])
        expect(answer.headers).toMatchObject({ 'retry-after': '7', 'content-type': type })
      })
    })

    it.each([
      ['hangs up', (outgoing: ServerResponse) => outgoing.socket?.resetAndDestroy()],
      ['speaks no HTTP', (outgoing: ServerResponse) => outgoing.socket?.end('SSH-2.0-x\r\n\r\n')],
      ['ends before its head does', (outgoing: ServerResponse) => outgoing.socket?.end('HTTP/1.1')],
    ])('an upstream that %s is 502, without a retry', async (_, plan) => {
      await inParallel([BARE, INJECTED], async (bodies) => {
        let rounds = 0
        const answer = await bench.send('/v1/messages', {
          body: bodies.anthropic,
          plan: (outgoing) => {
            rounds++
            return plan(outgoing)
          },
        })
        expect([answer.status, rounds]).toEqual([502, 1])
        expect(JSON.parse(answer.text).error.type).toBe('upstream_unreachable')
      })
    })

    it('an upstream that falls silent within an answer is waited for', async () => {
      const stream = PROVIDERS.anthropic.stream(script('end', text('Late.')), 0)
      await inParallel([BARE, INJECTED], async (bodies) => {
        const answer = await bench.send('/v1/messages', {
          body: bodies.anthropic,
          plan: async (outgoing) => {
            outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
            outgoing.write(stream.slice(0, 300))
            await new Promise((resolve) => setTimeout(resolve, 3500))
            outgoing.end(stream.slice(300))
          },
        })
        expect([answer.text, answer.isWhole]).toEqual([stream, true])
      })
    })

    it('what follows a lookup must begin in time', async () => {
      await inParallel(FORMATS, async (format) => {
        let gone: Promise<unknown> = Promise.resolve()
        const answer = await bench.send(PATHS[format], {
          body: INJECTED[format],
          plan: (outgoing, round) => {
            if (round === 0) {
              outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
              outgoing.end(PROVIDERS[format].stream(ASKING, 0))
            } else gone = once(outgoing, 'close')
          },
        })
        expect([format, answer.isWhole]).toEqual([format, !bench.proxy.breaksOff])
        expect(answer.text).not.toContain('headroom_retrieve')
        expect(answer.text).not.toMatch(/message_stop|DONE|response\.completed|finishReason/)
        await gone
      })
    })

    it('answers that are encoded pass encoded', async () => {
      const whole = gzipSync(PROVIDERS.anthropic.stream(script('end', text('x'.repeat(500))), 0))
      const answer = await bench.send('/v1/messages', {
        body: BARE.anthropic,
        headers: { 'accept-encoding': 'gzip' },
        plan: (outgoing) => {
          outgoing.writeHead(200, {
            'content-type': 'text/event-stream',
            'content-encoding': 'gzip',
          })
          outgoing.end(whole)
        },
      })
      // workerd undoes the encoding as the body is read, and says so.
      const { breaksOff: isNode } = bench.proxy
      expect(answer.headers['content-encoding']).toBe(isNode ? 'gzip' : undefined)
      expect(isNode ? gunzipSync(answer.bytes) : answer.bytes).toEqual(gunzipSync(whole))
    })

    it.each([
      ['gzip that is cut', gzipSync(BARE.anthropic).subarray(0, 40), 'gzip'],
      ['gzip that is none', Buffer.from(BARE.anthropic), 'gzip'],
      ['zstd that is none', Buffer.from('nonsense'), 'zstd'],
      ['br that is none', Buffer.from('nonsense'), 'br'],
      ['an unknown encoding', Buffer.from(BARE.anthropic), 'snappy'],
      ['an encoding of many', gzipSync(gzipSync(BARE.anthropic)), 'gzip, gzip'],
    ])('a body in %s goes on as it came', async (_, body, encoding) => {
      let got = ''
      const answer = await bench.send('/v1/messages', {
        body,
        headers: { 'content-encoding': encoding },
        plan: (outgoing, __, asked) => {
          got = `${asked.headers['content-encoding']} ${digest(asked.body)}`
          outgoing.end('{}')
        },
      })
      expect([answer.status, got]).toEqual([200, `${encoding} ${digest(body)}`])
    })

    it('a body beyond the bound is 413, announced, in chunks or when it is unpacked', async () => {
      const long = Buffer.alloc(LARGEST + 1, 'x')
      const announced = await bench.send('/v1/messages', { body: long })
      expect([announced.status, JSON.parse(announced.text).error.type]).toEqual([413, 'too_large'])
      const headers = { 'transfer-encoding': 'chunked' }
      const chunked = await bench.send('/v1/messages', { body: long, headers })
      expect(chunked.status).toBe(413)
      const packed = { 'content-encoding': 'gzip' }
      const bomb = await bench.send('/v1/messages', { body: gzipSync(long), headers: packed })
      expect(bomb.status).toBe(413)
      const fits = await bench.send('/v1/messages', { body: long.subarray(0, LARGEST) })
      expect(fits.status).toBe(200)
    })

    it('many streams at once do not mix', async () => {
      const numbers = Array.from({ length: streams }, (_, at) => at)
      await inParallel(
        numbers,
        async (number) => {
          const format = FORMATS[number % FORMATS.length] ?? 'anthropic'
          const given = script('end', text(`I am ${number}. `))
          const stream = streamWithoutTool(format, given, number)
          const answer = await bench.send(PATHS[format], {
            body: (number % 3 === 0 ? BARE : INJECTED)[format],
            plan: async (outgoing) => {
              outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
              for (let at = 0; at < stream.length; at += 150) {
                outgoing.write(stream.slice(at, at + 150))
                await new Promise((resolve) => setTimeout(resolve, 20))
              }
              outgoing.end()
            },
          })
          expect([answer.status, answer.text, answer.isWhole]).toEqual([200, stream, true])
        },
        streams,
      )
    })

    it.each(['while it asks', 'before its answer', 'in the midst of it', 'within a lookup'])(
      'a client that goes %s takes its request along',
      async (when) => {
        const { reached, gone, plan } = abandoned(when)
        const { outgoing } = bench.begin('/v1/messages', { body: INJECTED.anthropic, plan })
        if (when === 'while it asks') outgoing.write(INJECTED.anthropic.slice(0, 50))
        else outgoing.end(INJECTED.anthropic)
        await (when === 'while it asks' ? new Promise((go) => setTimeout(go, 50)) : reached)
        outgoing.destroy()
        if (when !== 'while it asks') await gone
        await untilNobodyIsIn(bench)
      },
    )

    it('slow clients keep nobody out', async () => {
      const { hostname, port, pathname } = new URL(bench.proxy.base)
      const slow = Array.from({ length: 200 }, (_, at) => {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => undefined)
        const head = `POST ${pathname}/v1/messages HTTP/1.1\r\nhost: ${hostname}:${port}\r\n`
        socket.write(at % 2 === 0 ? head : `${head}content-length: 1000\r\n\r\n{"model":`)
        return socket
      })
      const answer = await bench.send('/v1/messages', { body: BARE.anthropic })
      expect([answer.status, answer.text]).toEqual([200, '{}'])
      for (const socket of slow) socket.destroy()
      await untilNobodyIsIn(bench)
    })

    it('a large header passes, a huge one is refused, and neither harms the next request', async () => {
      const large = 'v'.repeat(8000)
      let got: unknown
      const passed = await bench.send('/v1/messages', {
        body: BARE.anthropic,
        headers: { 'x-large': large },
        plan: (outgoing, _, asked) => {
          got = asked.headers['x-large']
          outgoing.end('{}')
        },
      })
      expect([passed.status, got === large]).toEqual([200, true])
      const outgoing = request(`${bench.proxy.base}/v1/messages`, {
        method: 'POST',
        headers: { 'x-huge': 'v'.repeat(200_000) },
      })
      outgoing.on('error', () => undefined)
      outgoing.end('{}')
      const [refused] = await Promise.race([
        once(outgoing, 'response'),
        once(outgoing, 'close').then(() => [undefined]),
      ])
      if (refused !== undefined) expect((await answerOf(refused)).status).toBeGreaterThan(399)
      const next = await bench.send('/v1/messages', { body: BARE.anthropic })
      expect(next.status).toBe(200)
    })
  })
}

/** An exchange that its client leaves, and when its upstream has reached that point, and seen it. */
function abandoned(when: string): {
  readonly reached: Promise<unknown>
  readonly gone: Promise<unknown>
  readonly plan: Plan
} {
  const events = new EventEmitter()
  const plan: Plan = (outgoing, round) => {
    if (when === 'within a lookup' && round === 0) {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
      outgoing.end(PROVIDERS.anthropic.stream(ASKING, 0))
      return
    }
    outgoing.on('close', () => events.emit('gone'))
    if (when === 'in the midst of it') keepTalking(outgoing)
    events.emit('reached')
  }
  return { reached: once(events, 'reached'), gone: once(events, 'gone'), plan }
}

function keepTalking(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
  const timer = setInterval(() => outgoing.write(': still here\n\n'), 20)
  outgoing.on('close', () => clearInterval(timer))
}

/** Waits until every request has left the gate; the one that asks is never in it. */
async function untilNobodyIsIn(bench: Bench): Promise<void> {
  for (;;) {
    const { text: stats } = await bench.send('/stats', { method: 'GET' })
    if (JSON.parse(stats).requests.under_way === 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
