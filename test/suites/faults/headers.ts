import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StartProxy } from '../proxy.ts'
import { type Answer, answerOf, type Bench, startBench } from './bench.ts'
import { BARE, INJECTED } from './requests.ts'

/** What a client says besides its connection's own. */
const SAID = [
  ['User-Agent', 'claude-cli/2.1.330 (external, sdk-cli)'],
  ['X-Stainless-Retry-Count', '0'],
  ['anthropic-beta', 'a-1,b-2'],
  ['Anthropic-Version', '2023-06-01'],
  ['x-api-key', 'sk-test'],
  ['X-Two', '1'],
  ['cookie', 'a=b'],
  ['x-two', '2'],
  ['X-Odd', 'caf\u00e9'],
] as const

/** What belongs to the connection, and what is ours. */
const HOPS = [
  ['Connection', 'keep-alive, X-Hop'],
  ['X-Hop', 'hop'],
  ['Keep-Alive', 'timeout=5'],
  ['Proxy-Connection', 'hop'],
  ['TE', 'trailers'],
  ['X-Headroom-Project', 'hop'],
] as const

const ROUTES = [
  ['a request that passes', 'GET', '/v1/models', undefined],
  ['a body that passes', 'POST', '/v1/embeddings', '{"input":"x"}'],
  ['a conversation', 'POST', '/v1/messages', BARE.anthropic],
  ['a conversation that is changed', 'POST', '/v1/messages', INJECTED.anthropic],
] as const

/**
 * `isRaw` where the host tells how headers were spelled, and what `connection` says: workerd takes that
 * header off before a worker sees it, so that what it names travels on, and reads values as UTF-8.
 */
export function describeHeaders(name: string, start: StartProxy, isRaw: boolean): void {
  describe(`headers through ${name}`, () => {
    let bench: Bench
    let asked: Headers = []

    beforeAll(async () => {
      bench = await startBench(start)
      bench.upstream.answer = ({ rawHeaders }, outgoing) => {
        asked = pairs(rawHeaders)
        outgoing.writeHead(200, [
          ...['Content-Type', 'application/json', 'X-Request-Id', 'r1', 'Set-Cookie', 'a=1'],
          ...['Connection', 'X-Hop', 'X-Hop', 'hop', 'Keep-Alive', 'timeout=7'],
          ...['Set-Cookie', 'b=2', 'Date', 'Mon, 01 Jan 2024 00:00:00 GMT', 'x-ratelimit-a', '7'],
        ])
        outgoing.end('{}')
      }
    }, 120_000)
    afterAll(async () => await bench.stop())

    it.each(ROUTES)('of %s are its own, there and back', async (what, method, path, body) => {
      const answer = await send(bench, { method, path, body })
      expectOwn(isRaw ? asked : asked.filter(([header]) => !/^x-(?:hop|odd)$/i.test(header)), isRaw)
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json',
        'x-request-id': 'r1',
        'x-ratelimit-a': '7',
        'set-cookie': ['a=1', 'b=2'],
      })
      expect(JSON.stringify(answer.rawHeaders)).not.toMatch(/hop|timeout=7|headroom/i)
      if (!isRaw) return
      expect(answer.headers['date']).toBe('Mon, 01 Jan 2024 00:00:00 GMT')
      if (what.endsWith('passes')) expectSpelled(asked, answer)
    })
  })
}

/** What the client said, with nothing of its connection or of ours. */
function expectOwn(asked: Headers, isRaw: boolean): void {
  const texts = JSON.stringify(asked)
  expect(texts).not.toContain('hop')
  expect(texts.toLowerCase()).not.toContain('x-headroom')
  const said = isRaw ? SAID : SAID.filter(([header]) => header !== 'X-Odd')
  for (const [header] of said) expect(valuesOf(asked, header)).toBe(valuesOf(said, header))
}

/** Order, case and doubles are kept. */
function expectSpelled(asked: Headers, answer: Answer): void {
  const names = SAID.map(([header]) => header.toLowerCase())
  expect(asked.filter(([header]) => names.includes(header.toLowerCase()))).toEqual(SAID)
  const told = pairs(answer.rawHeaders).map(([header]) => header)
  expect(told.slice(0, 3)).toEqual(['Content-Type', 'X-Request-Id', 'Set-Cookie'])
}

type Headers = readonly (readonly [name: string, value: string])[]

/** What a header says in all, however often it came. */
function valuesOf(headers: Headers, name: string): string {
  const named = headers.filter(([other]) => other.toLowerCase() === name.toLowerCase())
  return named.map(([, value]) => value).join(', ')
}

interface Sending {
  readonly method: string
  readonly path: string
  readonly body: string | undefined
}

async function send(bench: Bench, { method, path, body }: Sending): Promise<Answer> {
  const { host } = new URL(bench.proxy.base)
  const length = body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))]
  const outgoing = request(bench.proxy.base + path, {
    method,
    headers: ['Host', host, ...SAID.flat(), ...HOPS.flat(), ...length] as never,
  })
  outgoing.end(body === undefined ? undefined : Buffer.from(body))
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  return await answerOf(incoming)
}

function pairs(raw: readonly string[]): Headers {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []))
}
