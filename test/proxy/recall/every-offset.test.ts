import { describe, expect, it } from 'vitest'
import { RECALL_TOOL } from '../../../src/engine/index.ts'
import { answerRecall } from '../../../src/proxy/recall/answer-recall.ts'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { cutAt, encode, streamOf } from '../answers/streams.ts'
import { answerOf, notAsked, recall, textOf } from './exchange.ts'
import {
  call,
  FORMATS,
  PROVIDERS,
  type Script,
  script,
  streamWithoutTool,
  text,
} from './scripts.ts'

const RESET = new Error('reset')
type Ending = 'end' | typeof RESET

const lookup = call('p1', RECALL_TOOL, { hash: 'known' })
const ASKING = script('calls', text('Wait é'), lookup)
const AFTER = script('end', text('It 🔥.'))
const MIXED = script('calls', call('t1', 'Bash', {}), lookup)

describe.each(FORMATS)('an exchange with a lookup, at every offset: %s', (format) => {
  const bytesOf = (one: Script, number: number): Uint8Array =>
    encode(streamWithoutTool(format, one, number))
  const [first, second, mixed] = [bytesOf(ASKING, 0), bytesOf(AFTER, 1), bytesOf(MIXED, 0)]

  it('cut there, either answer comes to the same bytes', async () => {
    const whole = await lookUp(format, [[first], [second]])
    expect(whole).toMatchObject({ asked: 1, error: undefined })
    expect(whole.text).not.toContain(RECALL_TOOL)
    for (let at = 1; at < Math.max(first.byteLength, second.byteLength); at++) {
      const cut = await lookUp(format, [cutAt(first, [at]), cutAt(second, [at])])
      if (cut.text !== whole.text) expect([at, cut]).toEqual([at, whole])
    }
  })

  describe.each([
    ['ended', 'end', undefined],
    ['reset', RESET, RESET],
  ] as const)('%s there', (_, ending, error) => {
    it('the answer that asks, no event is lost and none of a private call is shown', async () => {
      const events = eventsIn((await lookUp(format, [[first], [second]])).text)
      const due = dueIn(first, events)
      for (let at = 0; at < first.byteLength; at++) {
        const seen = await lookUp(format, [[first.subarray(0, at)], [second]], [ending])
        expectBeginning(at, seen, events)
        const count = eventsIn(seen.text).length
        if (seen.error !== error || count < (due[at] ?? 0)) expect([at, due[at]]).toEqual(seen)
      }
    })

    it('what follows the lookup, the client’s answer ends there too', async () => {
      const events = eventsIn((await lookUp(format, [[first], [second]])).text)
      for (let at = 0; at <= second.byteLength; at++) {
        const seen = await lookUp(format, [[first], [second.subarray(0, at)]], ['end', ending])
        expectBeginning(at, seen, events)
        if (seen.error !== error || seen.asked !== 1) expect(at).toEqual(seen)
      }
    })
  })

  it('reset there beside a call of the client’s, it is handed over once or not at all', async () => {
    const whole = await lookUp(format, [[mixed]])
    expect(whole).toMatchObject({ handed: 1, asked: 0, error: undefined })
    const events = eventsIn(whole.text)
    for (let at = 0; at < mixed.byteLength; at++) {
      const seen = await lookUp(format, [[mixed.subarray(0, at)]], [RESET])
      expectBeginning(at, seen, events)
      if (seen.error !== RESET || seen.asked > 0 || seen.handed > 1) expect(at).toEqual(seen)
    }
  })
})

interface Came {
  readonly text: string
  readonly error: unknown
  /** How often the upstream was asked on. */
  readonly asked: number
  /** How often private calls were handed over for the client's next request. */
  readonly handed: number
}

/** One exchange whose answers come in these chunks, and end so. */
async function lookUp(
  format: Format,
  answers: readonly (readonly Uint8Array[])[],
  endings: readonly Ending[] = [],
): Promise<Came> {
  let [asked, handed] = [0, 0]
  const number = (at: number): ReturnType<typeof answerOf> =>
    answerOf(streamOf(answers[at] ?? expect.unreachable(), endings[at]))
  const answer = await answerRecall({
    format,
    answer: number(0),
    body: PROVIDERS[format].body,
    recall,
    ask: async () => number(++asked),
    askAsItCame: notAsked,
    pend: async () => {
      handed++
    },
  })
  return { ...(await textOf(answer)), asked, handed }
}

/** What is shown begins as the whole answer does, and nothing private is in what is torn. */
function expectBeginning(at: number, { text: seen }: Came, whole: readonly string[]): void {
  const events = eventsIn(seen)
  const torn = seen.slice(events.join('').length)
  const isRight =
    !torn.includes(RECALL_TOOL) &&
    events.every((event, number) => withoutSums(event) === withoutSums(whole[number] ?? ''))
  if (!isRight) expect([at, events, torn]).toEqual([at, whole.slice(0, events.length), ''])
}

/** An answer that ended before its figures leaves them out of the sum. */
const withoutSums = (event: string): string =>
  event.replaceAll(/"(output_tokens|completion_tokens|total_tokens)":\d+/g, '"$1":0')

/** For each offset, how many events must have been shown when so many bytes had come. */
function dueIn(first: Uint8Array, events: readonly string[]): readonly number[] {
  const due: number[] = []
  let [bytes, count] = [0, 0]
  for (const event of eventsIn(new TextDecoder().decode(first))) {
    for (const end = bytes + encode(event).byteLength; bytes < end; bytes++) due.push(count)
    if (event === events[count]) count++
  }
  expect(count).toBeGreaterThan(0)
  return due
}

function eventsIn(stream: string): readonly string[] {
  return stream.split(/(?<=\n\n)/).filter((event) => event.endsWith('\n\n'))
}
