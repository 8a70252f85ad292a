import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { untouchedBodies } from '../../proxy/untouched-bodies.ts'
import { type UntouchedStream, untouchedStreams } from '../../proxy/untouched-streams.ts'
import { zstdStored } from '../../proxy/zstd-stored.ts'
import type { StartProxy } from '../proxy.ts'
import { type Bench, digest, inParallel, moment, type Plan, startBench } from './bench.ts'
import { BARE, INJECTED, PATHS } from './requests.ts'

/** Every route on which bodies and answers are read. */
const ROUTES = [
  '/v1/messages',
  '/v1/messages/count_tokens',
  '/v1/chat/completions',
  '/v1/responses',
  '/v1beta/models/gemini-x:generateContent',
]

const ENCODINGS = [
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['zstd', zstdStored],
] as const

/** `step`: of how many offsets one is tried; 1 is every one. */
export function describeUntouched(name: string, start: StartProxy, step: number): void {
  describe(`every byte through ${name}`, () => {
    let bench: Bench

    beforeAll(async () => {
      bench = await startBench(start)
    }, 120_000)
    afterAll(async () => await bench.stop())

    it.each(untouchedBodies)('of the body: %s', async (_, body) => {
      const bytes = Buffer.from(body as string)
      const sent = [
        [bytes, undefined] as const,
        ...ENCODINGS.map(([encoding, encode]) => [encode(bytes), encoding] as const),
      ]
      const cases = ROUTES.flatMap((path) => sent.map((one) => [path, ...one] as const))
      await inParallel(cases, async ([path, given, encoding]) => {
        const headers = encoding === undefined ? {} : { 'content-encoding': encoding }
        let got = ''
        const plan: Plan = (outgoing, __, { body: arrived, headers: said }) => {
          got = `${said['content-encoding']} ${digest(arrived)}`
          outgoing.end('{}')
        }
        const answer = await bench.send(path, { body: given, headers, plan })
        expect([path, answer.text, got]).toEqual([path, '{}', `${encoding} ${digest(given)}`])
      })
    })

    it('events that nobody asked for pass as events', async () => {
      const stream = 'event: message_start\ndata: {"type":"message_start","message":{}}\n\n'
      await inParallel([BARE, INJECTED], async (bodies) => {
        const answer = await bench.send('/v1/messages', {
          body: bodies.anthropic.replace('"stream":true', '"stream":false'),
          plan: (outgoing) => {
            outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
            outgoing.end(stream)
          },
        })
        expect([answer.headers['content-type'], answer.text]).toEqual(['text/event-stream', stream])
      })
    })

    describe.each([
      ['without our tool', BARE],
      ['with our tool', INJECTED],
    ] as const)('of an answer, cut anywhere, %s', (_, bodies) => {
      it.each(untouchedStreams)('$name', async (stream) => {
        const { length } = stream.bytes
        const cuts = Array.from({ length: length + 1 }, (__, at) => at)
        const tried = cuts.filter((at) => at % step === length % step)
        await inParallel(tried, async (at) => {
          const path = PATHS[stream.format]
          const answer = await bench.send(path, {
            body: bodies[stream.format],
            plan: cutIn(stream, [at]),
          })
          expect([at, answer.status, answer.isWhole, answer.bytes.toString('latin1')]).toEqual([
            at,
            stream.status ?? 200,
            true,
            stream.bytes.toString('latin1'),
          ])
        })
      })

      it('in very small pieces', async () => {
        const size = Math.min(7, Math.ceil(step / 11))
        await inParallel(untouchedStreams, async (stream) => {
          const cuts = [...stream.bytes.keys()].filter((at) => at % size === 0)
          const plan = cutIn(stream, cuts)
          const path = PATHS[stream.format]
          const answer = await bench.send(path, { body: bodies[stream.format], plan })
          expect([stream.name, digest(answer.bytes)]).toEqual([stream.name, digest(stream.bytes)])
        })
      })

      it('an event of ten megabytes', async () => {
        const event = `data: {"type":"ping","x":"${'é'.repeat(5 << 20)}"}\n\n`
        const plan: Plan = (outgoing) => {
          outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
          outgoing.end(event)
        }
        const answer = await bench.send('/v1/messages', { body: bodies.anthropic, plan })
        expect(digest(answer.bytes)).toBe(digest(event))
      })
    })
  })
}

/** Gives the bytes in chunks that begin at these offsets. */
function cutIn({ bytes, status = 200, type }: UntouchedStream, cuts: readonly number[]): Plan {
  return async (outgoing) => {
    outgoing.writeHead(status, { 'content-type': type ?? 'text/event-stream' })
    let from = 0
    for (const at of cuts) {
      outgoing.write(bytes.subarray(from, at))
      from = at
      await (cuts.length === 1 ? moment() : new Promise(setImmediate))
    }
    outgoing.end(bytes.subarray(from))
  }
}
