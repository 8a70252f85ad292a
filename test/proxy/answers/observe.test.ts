import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnswerFacts } from '../../../src/proxy/answers/answer-facts.ts'
import { observe } from '../../../src/proxy/answers/observe.ts'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { ANSWERS } from './answers.ts'
import { cutAt, drain, encode, readable, streamOf } from './streams.ts'

function watchOver(
  source: ReadableStream<Uint8Array> | undefined,
  format: Format | undefined,
  now: () => number = () => 0,
): { readonly body: ReadableStream<Uint8Array>; readonly facts: () => AnswerFacts } {
  const ends: AnswerFacts[] = []
  const body = observe(source, { format, now, onEnd: (facts) => ends.push(facts) })
  return {
    body: body === undefined ? streamOf([]) : readable(body),
    facts: () => {
      const [facts, ...more] = ends
      expect(more).toEqual([])
      if (facts === undefined) throw new Error('no facts yet')
      return facts
    },
  }
}

async function factsOf(format: Format, text: string | readonly Uint8Array[]): Promise<AnswerFacts> {
  const chunks = typeof text === 'string' ? [encode(text)] : text
  const { body, facts } = watchOver(streamOf(chunks), format)
  await drain(body)
  return facts()
}

describe('what passes', () => {
  it('law: is any bytes at all, in any chunks', async () => {
    const chunks = fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.string().map(encode)))
    await fc.assert(
      fc.asyncProperty(chunks, fc.constantFrom(...ANSWERS), async (list, { format }) => {
        const { body, facts } = watchOver(streamOf(list), format)
        const { bytes } = await drain(body)
        expect([...bytes]).toEqual(list.flatMap((chunk) => [...chunk]))
        expect(facts().bytes).toBe(bytes.byteLength)
      }),
    )
  })

  it('passes every chunk when it comes, and reads no further than it is read', async () => {
    let asked = 0
    const source = new ReadableStream<Uint8Array>(
      { pull: (controller) => controller.enqueue(Uint8Array.of(asked++)) },
      { highWaterMark: 0 },
    )
    const { body } = watchOver(source, 'anthropic')
    const reader = body.getReader()
    expect(asked).toBe(0)
    for (const expected of [0, 1, 2]) {
      expect((await reader.read()).value).toEqual(Uint8Array.of(expected))
      expect(asked).toBe(expected + 1)
    }
  })

  it('breaks off where the source breaks off, with its error', async () => {
    const broken = new Error('reset')
    const { body, facts } = watchOver(streamOf([encode('data: 1\n\n')], broken), 'openai-chat')
    expect(await drain(body)).toMatchObject({ text: 'data: 1\n\n', error: broken })
    expect(facts()).toMatchObject({ ending: 'cut', bytes: 9 })
  })

  it('is over when its client is told to have gone, on hosts that do not tell the stream', async () => {
    const ends: AnswerFacts[] = []
    const client = new AbortController()
    const onEnd = (facts: AnswerFacts): void => void ends.push(facts)
    const source = streamOf([encode('data: 1\n\n'), encode('data: 2\n\n')])
    const body = observe(source, { format: 'gemini', gone: client.signal, now: () => 0, onEnd })
    await body?.next()
    client.abort()
    expect(ends).toMatchObject([{ ending: 'cancelled', bytes: 9 }])
  })

  it('lets the source go at once, also while it is silent', async () => {
    let reason: unknown
    const source = new ReadableStream<Uint8Array>(
      {
        pull: () => new Promise(() => undefined),
        cancel: (given) => {
          reason = given
        },
      },
      { highWaterMark: 0 },
    )
    const { body, facts } = watchOver(source, 'gemini')
    const reader = body.getReader()
    const reading = reader.read()
    await reader.cancel('gone')
    expect(reason).toBe('gone')
    expect((await reading).done).toBe(true)
    expect(facts()).toMatchObject({ ending: 'cancelled' })
  })

  it('tells of an answer without a body', () => {
    expect(watchOver(undefined, 'anthropic').facts()).toMatchObject({
      ending: 'complete',
      bytes: 0,
    })
  })

  it('measures from the start it is given', async () => {
    let clock = 100
    const { body, facts } = watchOver(streamOf([encode('a'), encode('b')]), undefined, () => {
      clock += 10
      return clock
    })
    await drain(body)
    expect(facts()).toMatchObject({ firstByte: 10, lastByte: 20, wasRead: false })
  })
})

describe('what is told', () => {
  it('is the same however the answer is cut', async () => {
    for (const { format, text, facts } of ANSWERS) {
      const bytes = encode(text)
      const expected = { ending: 'complete', wasRead: true, error: undefined, ...facts }
      expect(await factsOf(format, text)).toMatchObject(expected)
      expect(await factsOf(format, cutAt(bytes, [...bytes.keys()]))).toMatchObject(expected)
    }
  })

  it('is the same with other line ends, comments and split data', async () => {
    for (const { format, text, facts } of ANSWERS.filter((one) => one.text.includes('data: '))) {
      for (const end of ['\r\n', '\r']) {
        expect(await factsOf(format, text.replaceAll('\n', end))).toMatchObject(facts)
      }
      const odd = text.replaceAll('data: ', ': keep-alive\nid: 1\nretry: 3\ndata:')
      expect(await factsOf(format, odd)).toMatchObject(facts)
      const split = text.replaceAll('data: {', 'data: {\ndata:')
      expect(await factsOf(format, split)).toMatchObject(facts)
      expect(await factsOf(format, `\uFEFF${text}`)).toMatchObject(facts)
    }
  })

  it('of a stream that is cut says so', async () => {
    for (const { format, text } of ANSWERS) {
      const half = text.slice(0, text.length * 0.6)
      expect(await factsOf(format, half)).toMatchObject({ isTerminated: false })
    }
  })

  it('counts an end without its blank line', async () => {
    for (const { format, text, facts } of ANSWERS) {
      expect(await factsOf(format, text.trimEnd())).toMatchObject(facts)
    }
  })

  it('names errors, in the stream and alone', async () => {
    const cases: readonly (readonly [Format, string, string])[] = [
      [
        'anthropic',
        'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n',
        'overloaded_error',
      ],
      [
        'anthropic',
        '{"type":"error","error":{"type":"rate_limit_error","message":"x"}}',
        'rate_limit_error',
      ],
      ['openai-chat', 'data: {"error":{"message":"x","type":"server_error"}}\n\n', 'server_error'],
      [
        'openai-responses',
        'event: error\ndata: {"type":"error","code":"rate_limit","message":"x"}\n\n',
        'rate_limit',
      ],
      [
        'openai-responses',
        'event: response.failed\ndata: {"type":"response.failed","response":{"status":"failed","error":{"code":"server_error"}}}\n\n',
        'server_error',
      ],
      ['gemini', '{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}', 'RESOURCE_EXHAUSTED'],
    ]
    for (const [format, text, error] of cases) {
      expect(await factsOf(format, text)).toMatchObject({ error })
    }
  })

  it('takes bytes after the end, and an answer in another form than asked for', async () => {
    const chat = ANSWERS.find(({ name }) => name === 'chat stream')
    const trailing = `${chat?.text ?? ''}data: {"usage":"odd"}\n\n: bye\n\ngarbage \u0000`
    expect(await factsOf('openai-chat', trailing)).toMatchObject(chat?.facts ?? {})
    expect(await factsOf('openai-chat', '<html>502</html>')).toMatchObject({
      isTerminated: false,
      wasRead: false,
    })
  })

  it('holds nothing of what is too large to be read', async () => {
    const mebibyte = encode('x'.repeat(1 << 20))
    const chunks = [
      encode('{"type":"message","model":"'),
      ...Array.from({ length: 9 }, () => mebibyte),
    ]
    expect(await factsOf('anthropic', [...chunks, encode('"}')])).toMatchObject({
      wasRead: false,
      isTerminated: false,
      ending: 'complete',
    })
    const event = [encode('data: {"model":"'), ...Array.from({ length: 17 }, () => mebibyte)]
    expect(
      await factsOf('openai-chat', [...event, encode('"}\n\ndata: [DONE]\n\n')]),
    ).toMatchObject({
      wasRead: false,
      isTerminated: false,
    })
  })
})
