import { describe, expect, it } from 'vitest'
import type { AnswerFacts } from '../../../src/proxy/answers/answer-facts.ts'
import { observe } from '../../../src/proxy/answers/observe.ts'
import { answerRecall } from '../../../src/proxy/recall/answer-recall.ts'
import { answerOf, notAsked, recall } from '../recall/exchange.ts'
import { PROVIDERS } from '../recall/scripts.ts'
import { type UntouchedStream, untouchedStreams } from '../untouched-streams.ts'
import { cutAt, drain, readable, streamOf } from './streams.ts'

const RESET = new Error('reset')
const ENDINGS = [
  ['end', undefined, 'complete'],
  [RESET, RESET, 'cut'],
] as const

/** The ways of an answer: only looked at, or also searched for private calls, as its route wants it. */
const WAYS = [
  ['looked at', observed],
  ['searched for calls of ours', searched],
] as const

type Source = ReturnType<typeof streamOf>
interface Watched {
  readonly body: Source
  readonly facts: () => AnswerFacts | undefined
}

describe.each(WAYS)('an answer that is %s, at every offset', (_, passed) => {
  it.each(untouchedStreams)('cut there, comes as it was: $name', async (stream) => {
    const bytes = new Uint8Array(stream.bytes)
    const whole = await outcome(await passed(streamOf([bytes]), stream))
    expect(whole.text).toBe(stream.bytes.toString('latin1'))
    for (let at = 0; at <= bytes.byteLength; at++) {
      const cut = await outcome(await passed(streamOf(cutAt(bytes, [at])), stream))
      if (!isSame(cut, whole)) expect([at, cut]).toEqual([at, whole])
    }
    const single = cutAt(bytes, [...bytes.keys()])
    expect(await outcome(await passed(streamOf(single), stream))).toEqual(whole)
  })

  it.each(untouchedStreams)('broken there, comes up to the break: $name', async (stream) => {
    const bytes = new Uint8Array(stream.bytes)
    const text = stream.bytes.toString('latin1')
    for (let at = 0; at <= bytes.byteLength; at++) {
      for (const [ending, error, told] of ENDINGS) {
        const source = streamOf([bytes.subarray(0, at)], ending)
        const came = await outcome(await passed(source, stream))
        const isRight =
          came.error === error && came.ending === told && came.text === text.slice(0, at)
        if (!isRight) expect(at).toEqual(came)
      }
    }
  })

  it.each(untouchedStreams)(
    'left there by its client, lets its source go: $name',
    async (stream) => {
      const bytes = new Uint8Array(stream.bytes)
      for (let at = 0; at <= bytes.byteLength; at++) {
        const { source, reasons } = endless(bytes.subarray(0, at))
        const { body, facts } = await passed(source, { ...stream, type: 'text/event-stream' })
        const reader = body.getReader()
        const reading = reader.read().catch(() => undefined)
        if (at > 0) await turnOfTheLoop(at)
        await reader.cancel('gone')
        await reading
        const seen = [reasons, facts()?.ending]
        if (reasons[0] !== 'gone' || facts()?.ending !== 'cancelled') expect(at).toEqual(seen)
      }
    },
  )
})

/** A stream that falls silent behind these bytes, and says why it was let go. */
function endless(bytes: Uint8Array): { readonly source: Source; readonly reasons: unknown[] } {
  const reasons: unknown[] = []
  let isSent = bytes.byteLength === 0
  const source: Source = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (isSent) return new Promise(() => undefined)
        isSent = true
        controller.enqueue(bytes)
        return undefined
      },
      cancel: (reason) => void reasons.push(reason),
    },
    { highWaterMark: 0 },
  )
  return { source, reasons }
}

/** Now and then, what has been read is waited for; mostly the client goes while it is on its way. */
async function turnOfTheLoop(at: number): Promise<void> {
  await (at % 5 === 0 ? new Promise(setImmediate) : Promise.resolve())
}

async function observed(source: Source, { format }: UntouchedStream): Promise<Watched> {
  let told: AnswerFacts | undefined
  const onEnd = (facts: AnswerFacts): void => {
    told = facts
  }
  const body = observe(source, { format, now: () => 0, onEnd })
  return { body: body === undefined ? streamOf([]) : readable(body), facts: () => told }
}

async function searched(source: Source, stream: UntouchedStream): Promise<Watched> {
  const { format, type, status } = stream
  const { body, facts } = await observed(source, stream)
  const answer = await answerRecall({
    format,
    answer: answerOf(body, { type: type ?? 'text/event-stream', status: status ?? 200 }),
    body: PROVIDERS[format].body,
    recall,
    ask: async () => await Promise.reject(new Error('not to be asked')),
    askAsItCame: notAsked,
    pend: async () => expect.unreachable(),
  })
  return { body: answer.body === undefined ? streamOf([]) : readable(answer.body), facts }
}

interface Came {
  /** Its bytes, each as the letter of its number. */
  readonly text: string
  readonly error: unknown
  readonly ending: AnswerFacts['ending'] | undefined
  readonly told: string
}

async function outcome({ body, facts }: Watched): Promise<Came> {
  const { bytes, error } = await drain(body)
  const { ending, ...told } = facts() ?? {}
  return { text: Buffer.from(bytes).toString('latin1'), error, ending, told: JSON.stringify(told) }
}

function isSame(one: Came, other: Came): boolean {
  return one.text === other.text && one.error === other.error && one.told === other.told
}
