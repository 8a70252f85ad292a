import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import {
  call,
  FORMATS,
  script,
  streamWithoutTool,
  text,
  thought,
} from '../../proxy/recall/scripts.ts'
import type { StartProxy } from '../proxy.ts'
import { type Answer, type Bench, inParallel, moment, startBench } from './bench.ts'
import { BARE, INJECTED, PATHS } from './requests.ts'

type Ending = 'reset' | 'end'

const PLAIN = script('end', thought('Hm.', 'czE='), text('It is é🔥 well.'))
const ASKING = script('calls', text('Wait. '), call('p1', 'headroom_retrieve', { hash: 'none' }))
const AFTER = script('end', text('Now it is.'))

/** `step`: of how many bytes the stream breaks at one; 1 is at every one. */
export function describeBrokenStreams(name: string, start: StartProxy, step: number): void {
  describe(`streams that break, through ${name}`, () => {
    let bench: Bench

    beforeAll(async () => {
      bench = await startBench(start)
    }, 120_000)
    afterAll(async () => await bench.stop())

    describe.each(FORMATS)('of %s', (format) => {
      const offsetsOf = (size: number, first: number): readonly number[] =>
        Array.from({ length: size }, (_, at) => at).filter((at) => at % step === first % step)
      const wholeAfter = (ending: Ending): boolean => ending === 'end' || !bench.proxy.breaksOff

      it.each([
        ['reset', 'without our tool', BARE[format]],
        ['end', 'without our tool', BARE[format]],
        ['reset', 'with our tool', INJECTED[format]],
        ['end', 'with our tool', INJECTED[format]],
      ] as const)('a %s is passed on, behind every byte before it, %s', async (ending, _, body) => {
        const bytes = Buffer.from(streamWithoutTool(format, PLAIN, 0))
        await inParallel(offsetsOf(bytes.length, ending.length), async (at) => {
          const sent = bytes.subarray(0, at)
          const answer = await bench.send(PATHS[format], {
            body,
            plan: (outgoing) => breaking(outgoing, sent, ending),
          })
          expect([at, answer.status, answer.text, answer.isWhole]).toEqual([
            at,
            200,
            sent.toString(),
            wholeAfter(ending),
          ])
        })
      })

      it.each(['reset', 'end'] as const)(
        'a %s within a lookup, or in what follows it, shows no half of it',
        async (ending) => {
          const answers = [ASKING, AFTER].map((one, at) => streamWithoutTool(format, one, at))
          const full = await lookUp(bench, format, answers)
          expect([full.isWhole, full.text]).toEqual([true, expect.not.stringContaining(PRIVATE)])
          const size = answers.join('').length
          const shown: number[] = []
          await inParallel(offsetsOf(size, ending.length), async (at) => {
            const answer = await lookUp(bench, format, answers, { at, ending })
            shown[at] = expectBeginning(answer, full)
            expect([at, answer.status, answer.isWhole]).toEqual([at, 200, wholeAfter(ending)])
          })
          expectNothingLost(shown, answers[0] ?? '', full.text)
        },
      )
    })
  })
}

const PRIVATE = 'headroom_retrieve'

/** One exchange with a lookup in it, of whose upstream bytes only so many come. */
async function lookUp(
  bench: Bench,
  format: Format,
  answers: readonly string[],
  broken: { readonly at: number; readonly ending: Ending } = { at: Infinity, ending: 'end' },
): Promise<Answer> {
  return await bench.send(PATHS[format], {
    body: INJECTED[format],
    plan: (outgoing, round) => {
      const bytes = Buffer.from(answers[round] ?? '')
      const before = Buffer.byteLength(answers.slice(0, round).join(''))
      const left = Math.max(0, Math.min(bytes.length, broken.at - before))
      return breaking(
        outgoing,
        bytes.subarray(0, left),
        left < bytes.length ? broken.ending : 'end',
      )
    },
  })
}

/** The bytes, and then their end, once what was written has gone. */
async function breaking(outgoing: ServerResponse, bytes: Buffer, ending: Ending): Promise<void> {
  outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
  outgoing.flushHeaders()
  if (ending === 'end') {
    outgoing.end(bytes)
    return
  }
  if (bytes.length > 0) outgoing.write(bytes)
  await moment()
  if (bytes.length % 2 === 0) outgoing.socket?.resetAndDestroy()
  else outgoing.destroy()
}

/** How many whole events are shown: the first of those that a whole answer shows, and nothing private. */
function expectBeginning({ text: seen }: Answer, full: Answer): number {
  const events = eventsIn(seen)
  const torn = seen.slice(events.join('').length)
  expect(events).toEqual(eventsIn(full.text).slice(0, events.length))
  expect(torn).not.toContain(PRIVATE)
  return events.length
}

/** Every event of the first answer that the client sees is there as soon as it has come. */
function expectNothingLost(shown: readonly number[], first: string, full: string): void {
  const whole = eventsIn(full)
  let [at, count] = [0, 0]
  for (const event of eventsIn(first)) {
    at += Buffer.byteLength(event)
    if (event === whole[count]) count++
    for (const seen of shown.slice(at)) if (seen !== undefined) expect(seen >= count).toBe(true)
  }
  expect(count).toBeGreaterThan(0)
}

function eventsIn(stream: string): readonly string[] {
  return stream.split(/(?<=\n\n)/).filter((event) => event.endsWith('\n\n'))
}
