import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Retrieve } from '../../../src/engine/index.ts'
import { RECALL_TOOL } from '../../../src/engine/index.ts'
import { answerRecall } from '../../../src/proxy/recall/answer-recall.ts'
import { withPending } from '../../../src/proxy/recall/recall-formats.ts'
import type { Gone } from '../../../src/proxy/stop.ts'
import { ANSWERS } from '../answers/answers.ts'
import { cutAt, drain, encode, readable, sha256, streamOf } from '../answers/streams.ts'
import { seenBy } from './checkers.ts'
import { answerOf, exchange, notAsked, ORIGINAL, recall, textOf } from './exchange.ts'
import { call, FORMATS, PROVIDERS, script, text, thought } from './scripts.ts'

const ours = (id: string, input: object | string = { hash: 'known' }) =>
  call(id, RECALL_TOOL, input)
const bash = (id: string) => call(id, 'Bash', { command: 'ls "é"' })

const QUIET = script('calls', thought('Hm, let me', 'c2ln'), text('I look.'), bash('t1'))
const CALLING = script('calls', thought('I need \u{1F525} it', 'c2ln'), text('Wait. '), ours('p1'))
const ENDING = {
  ...script('end', thought('Now I know', 'c2lnMg=='), text('It is this.')),
  input: 77,
  cached: 3000,
  output: 33,
}
const ACTING = { ...script('calls', text('Next: '), bash('t2')), input: 90 }

/** Looks up as much as it may, and notes how much that was. */
const filling =
  (limits: number[]): Retrieve =>
  async (_ref, _part, { limit }) => {
    limits.push(limit)
    const position = { from: 1, to: 1 }
    return { content: 'x'.repeat(limit), unit: 'lines', position, total: 1, truncated: false }
  }

const FIRST_IDS = {
  anthropic: 'msg_0',
  'openai-chat': 'chatcmpl-0',
  'openai-responses': 'resp_0',
  gemini: 'g_0',
} as const

describe.each(FORMATS)('%s', (format) => {
  // Chat knows neither the order of thoughts and words nor signatures.
  const isChat = format === 'openai-chat'
  const inOrder = (...words: ReturnType<typeof text>[]) => {
    if (!isChat) return words
    const said = (kind: 'text' | 'thought'): string =>
      words.map((block) => (block.kind === kind ? block.text : '')).join('')
    return [
      ...(said('thought') ? [thought(said('thought'), '')] : []),
      ...(said('text') ? [text(said('text'))] : []),
      ...words.filter(({ kind }) => kind === 'call'),
    ]
  }

  describe.each([true, false])('streamed: %s', (isStream) => {
    const run = async (...scripts: Parameters<typeof exchange>[1]) => {
      const done = await exchange(format, scripts, { isStream })
      const { text: body, error } = await textOf(done.answer)
      return { ...done, body, error }
    }

    it('passes an answer without calls of ours byte for byte', async () => {
      for (const given of [QUIET, ENDING, script('length', text('cut'))]) {
        const provider = PROVIDERS[format]
        const before = isStream ? provider.stream(given, 0) : provider.whole(given, 0)
        const { body, asked, pending } = await run(given)
        // Only the list of tools that Responses repeats loses ours.
        if (format === 'openai-responses') expect(body).not.toContain(RECALL_TOOL)
        else expect(body).toBe(before)
        expect([asked, pending]).toEqual([[], []])
      }
    })

    it('answers our call, and shows what the model says then as the same answer', async () => {
      const { body, error, asked, pending, answer } = await run(CALLING, ENDING)
      expect(error).toBeUndefined()
      const seen = seenBy(format, body, isStream)
      expect(seen.blocks).toEqual(inOrder(...CALLING.blocks.slice(0, 2), ...ENDING.blocks))
      expect(seen).toMatchObject({
        id: FIRST_IDS[format],
        stop: 'end',
        input: 77,
        cached: 3000,
        output: 53,
        isTerminated: true,
      })
      expect(body).not.toContain('headroom')
      expect(asked.length).toBe(1)
      expect(pending).toEqual([])
      expect(answer.headers.get('x-request-id')).toBe('r1')
    })

    it('asks on with the turn as it was and its result, and no other byte changed', async () => {
      const { asked } = await run(CALLING, ENDING)
      expect(asked).toMatchSnapshot()
      const [body = ''] = asked
      const before = PROVIDERS[format].body
      // The input of Responses is a text that becomes a list.
      if (format !== 'openai-responses') {
        const more = body.length - before.length
        const at = [...before].findIndex((letter, place) => body[place] !== letter)
        expect(body.slice(0, at) + body.slice(at + more)).toBe(before)
      }
      JSON.parse(body)
      expect(body).toContain(JSON.stringify(ORIGINAL))
    })

    it('answers several calls at once, and several times', async () => {
      const twice = script('calls', text('a'), ours('p1'), ours('p2', { hash: 'nope' }))
      const again = script('calls', ours('p3', { ref: 'known', lines: [2, 2], rows: null }))
      const { body, asked } = await run(twice, again, ACTING)
      const seen = seenBy(format, body, isStream)
      expect(seen.blocks).toEqual(inOrder(text('a'), ...ACTING.blocks))
      expect(seen).toMatchObject({ stop: 'calls', input: 90, output: 60 })
      expect(asked.length).toBe(2)
      expect(asked[0]).toContain('unknown ref: do not retry; run the command again')
      expect(asked[1]).toContain('[lines 2-2 of 3]\\nsecond')
      for (const id of ['p1', 'p2', 'p3']) expect(asked[1]?.split(`"${id}"`).length).toBe(3)
    })

    it("forwards the client's calls, and puts ours into the next request", async () => {
      const mixed = script('calls', text('Both.'), bash('t1'), ours('p1'), bash('t2'), ours('p2'))
      const { body, asked, pending } = await run(mixed)
      const seen = seenBy(format, body, isStream)
      expect(seen).toMatchObject({ stop: 'calls', isTerminated: true, output: 20 })
      expect(seen.blocks).toEqual([text('Both.'), bash('t1'), bash('t2')])
      expect(body).not.toContain('headroom')
      expect(asked).toEqual([])
      expect(pending.length).toBe(1)
      expect(JSON.parse(JSON.stringify(pending))).toEqual(pending)
      expect(pending).toMatchSnapshot()
    })

    it('drops a call that was cut for its length, and does not ask on', async () => {
      const cut = script('length', text('Long.'), ours('p1'))
      const { body, asked, pending } = await run(cut)
      expect(seenBy(format, body, isStream)).toMatchObject({
        stop: 'length',
        blocks: [text('Long.')],
      })
      expect([asked, pending]).toEqual([[], []])
    })

    it('tells the model what was wrong with its call', async () => {
      const inputs = [{}, { hash: 7 }, { hash: 'broken' }, []]
      const calls = inputs.map((input, at) => ours(`p${at}`, input))
      const { asked } = await run(script('calls', ...calls), ENDING)
      expect(asked[0]?.match(/the arguments are no JSON object with a hash/g)?.length).toBe(3)
      expect(asked[0]).toContain('the lookup failed: do not retry; run the command again')
      expect(asked[0]).not.toContain('/home/someone')
    })

    it('stops looking up after its rounds, says so once, and breaks off where the model goes on', async () => {
      const scripts = Array.from({ length: 4 }, (_, at) =>
        script('calls', text('x'), ours(`p${at}`)),
      )
      const done = exchange(format, scripts, { isStream, rounds: 2 })
      const outcome = await done.then(({ answer }) => textOf(answer)).catch((error) => ({ error }))
      expect(String(outcome.error)).toContain('does not stop')
      const heeding = await exchange(format, [...scripts.slice(0, 3), ENDING], {
        isStream,
        rounds: 2,
      })
      const { text: body, error } = await textOf(heeding.answer)
      expect(error).toBeUndefined()
      expect(seenBy(format, body, isStream)).toMatchObject({ stop: 'end' })
      expect(heeding.asked[1]).not.toContain('too much was looked up')
      expect(heeding.asked[2]).toContain('too much was looked up')
    })

    it('looks up no more than fits, and tells the model when that is reached', async () => {
      const limits: number[] = []
      const scripts = [
        script('calls', ours('p1'), ours('p2')),
        script('calls', ours('p3')),
        script('calls', ours('p4')),
        ENDING,
      ]
      const { asked, answer } = await exchange(format, scripts, {
        isStream,
        largest: 1000,
        recall: filling(limits),
      })
      await textOf(answer)
      expect(limits).toEqual([500, 500])
      expect(asked[0]).not.toContain('too much was looked up')
      expect(asked[2]?.split('too much was looked up').length).toBe(3)
    })
  })

  it('gives the client one answer, to the byte', async () => {
    const { answer } = await exchange(format, [CALLING, ACTING])
    expect((await textOf(answer)).text).toMatchSnapshot()
    const { answer: whole } = await exchange(format, [CALLING, ACTING], { isStream: false })
    expect((await textOf(whole)).text).toMatchSnapshot()
  })

  it('law: what the client sees does not depend on how the streams are cut', async () => {
    const scripts = [CALLING, script('calls', ours('p2')), ACTING]
    const whole = await textOf((await exchange(format, scripts)).answer)
    const size = PROVIDERS[format].stream(CALLING, 0).length
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(size), { maxLength: 30 }), async (cuts) => {
        const { answer } = await exchange(format, scripts, { cuts })
        expect(await textOf(answer)).toEqual(whole)
      }),
      { numRuns: 40 },
    )
    const { answer } = await exchange(format, scripts, {
      cuts: Array.from({ length: size }, (_, at) => at),
    })
    expect(await textOf(answer)).toEqual(whole)
  })

  it('law: calls of ours among any others leave no trace and no gap', async () => {
    const block = fc.nat(3).chain((kind) =>
      fc.nat(1e6).map((id) => {
        if (kind === 0) return text(`words ${id} `)
        if (kind === 1) return thought(`thought ${id}`, `s${id}`)
        return kind === 2 ? bash(`t${id}`) : ours(`p${id}`)
      }),
    )
    const blocks = fc.uniqueArray(block, {
      minLength: 1,
      maxLength: 6,
      selector: (one) => JSON.stringify(one),
    })
    await fc.assert(
      fc.asyncProperty(blocks, fc.boolean(), async (list, isStream) => {
        const { answer } = await exchange(format, [script('calls', ...list), ACTING], { isStream })
        const { text: body, error } = await textOf(answer)
        expect(error).toBeUndefined()
        expect(body).not.toContain(isStream ? 'headroom' : '"headroom_retrieve","input')
        const shown = list.filter((one) => one.kind !== 'call' || one.name === 'Bash')
        const isAlone = shown.length < list.length && shown.every(({ kind }) => kind !== 'call')
        const expected = isAlone ? [...shown, ...ACTING.blocks] : shown
        const isUntouched = shown.length === list.length && format === 'openai-responses'
        if (isUntouched && !isStream) return
        expect(seenBy(format, body, isStream).blocks).toEqual(inOrder(...expected))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps line ends, comments and ids of what it says anew', async () => {
    const dress = (stream: string): string =>
      stream.replaceAll('data: ', ': note\ndata:').replaceAll('\n', '\r\n')
    const provider = PROVIDERS[format]
    const answer = await answerRecall({
      format,
      answer: answerOf(streamOf([encode(dress(provider.stream(CALLING, 0)))])),
      body: provider.body,
      recall,
      ask: async () => answerOf(streamOf([encode(dress(provider.stream(ENDING, 1)))])),
      askAsItCame: notAsked,
      pend: async () => undefined,
    })
    const { text: body } = await textOf(answer)
    expect(body).not.toMatch(/[^\r]\n/)
    const plain = body.replaceAll('\r\n', '\n').replaceAll(': note\n', '')
    expect(seenBy(format, plain.replaceAll(/^data:/gm, 'data: '), true).stop).toBe('end')
  })

  it('gives each event on before the next one comes', async () => {
    const events = PROVIDERS[format].stream(QUIET, 0).split(/(?<=\n\n)/)
    let asked = 0
    const source = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const event = events[asked++]
          if (event === undefined) controller.close()
          else controller.enqueue(encode(event))
        },
      },
      { highWaterMark: 0 },
    )
    const answer = await answerRecall({
      format,
      answer: answerOf(source),
      body: PROVIDERS[format].body,
      recall,
      ask: async () => answerOf(undefined),
      askAsItCame: notAsked,
      pend: async () => undefined,
    })
    const reader = readable(answer.body ?? expect.unreachable()).getReader()
    for (const [at] of events.entries()) {
      expect((await reader?.read())?.done).toBe(false)
      expect(asked).toBe(at + 1)
    }
  })

  it('hands our calls over before the client learns that it has to answer its own', async () => {
    const mixed = script('calls', bash('t1'), ours('p1'))
    let seenBefore = ''
    let seenText = ''
    const { answer } = await exchange(format, [mixed], {
      cuts: Array.from({ length: 5000 }, (_, at) => at),
      askAsItCame: notAsked,
      pend: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        seenBefore = seenText
      },
    })
    const reader = readable(answer.body ?? expect.unreachable()).getReader()
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      seenText += new TextDecoder().decode(read.value)
    }
    expect(seenBefore).not.toBe('')
    expect(seenBefore).not.toMatch(
      /"stop_reason":"|"finish_reason":"|response\.completed|finishReason/,
    )
    expect(seenText.length).toBeGreaterThan(seenBefore.length)
  })

  it('goes on where handing over fails', async () => {
    const { answer } = await exchange(format, [script('calls', bash('t1'), ours('p1'))], {
      askAsItCame: notAsked,
      pend: async () => {
        throw new Error('disk full')
      },
    })
    const { text: body, error } = await textOf(answer)
    expect(error).toBeUndefined()
    expect(seenBy(format, body, true)).toMatchObject({ stop: 'calls', isTerminated: true })
  })

  it('breaks off where the upstream can not be asked on', async () => {
    const refusals = [
      async () => await Promise.reject(new Error('unreachable')),
      async () => answerOf(streamOf([encode('{"error":"busy"}')]), { status: 529 }),
      async () => answerOf(undefined),
    ]
    for (const ask of refusals) {
      const { answer } = await exchange(format, [CALLING], { ask })
      const { text: body, error } = await textOf(answer)
      expect(error).toBeInstanceOf(Error)
      expect(body).not.toMatch(/message_stop|\[DONE\]|response\.completed|finishReason|busy/)
    }
  })

  it('passes a whole answer that breaks off, and one that is no JSON', async () => {
    const broken = new Error('reset')
    const bytes = encode(PROVIDERS[format].whole(CALLING, 0))
    for (const [size, ending] of [
      [20, broken],
      [bytes.byteLength, broken],
      [20, 'end'],
    ] as const) {
      const answer = await answerRecall({
        format,
        answer: answerOf(streamOf(cutAt(bytes.subarray(0, size), [7]), ending), {
          type: 'application/json',
        }),
        body: PROVIDERS[format].body,
        recall,
        ask: async () => await Promise.reject(new Error('not to be asked')),
        askAsItCame: notAsked,
        pend: async () => undefined,
      })
      const { text: body, error } = await textOf(answer)
      expect(body).toBe(new TextDecoder().decode(bytes.subarray(0, size)))
      expect(error).toBe(ending === 'end' ? undefined : broken)
    }
  })

  it('gives a whole answer the status of what was asked on', async () => {
    const { answer } = await exchange(format, [CALLING], {
      isStream: false,
      ask: async () =>
        answerOf(streamOf([encode('{"error":"busy"}')]), { status: 429, type: 'application/json' }),
    })
    expect(answer.status).toBe(429)
    expect((await textOf(answer)).text).toBe('{"error":"busy"}')
    const unreachable = exchange(format, [CALLING], {
      isStream: false,
      ask: async () => await Promise.reject(new Error('unreachable')),
    })
    await expect(unreachable).rejects.toThrow('unreachable')
  })

  it('passes what breaks off inside of the continuation', async () => {
    const rest = encode(PROVIDERS[format].stream(ENDING, 1))
    const reset = new Error('reset')
    for (const ending of ['end', reset] as const) {
      const { answer } = await exchange(format, [CALLING], {
        ask: async () => answerOf(streamOf([rest.subarray(0, rest.byteLength / 2)], ending)),
      })
      const { text: body, error } = await textOf(answer)
      expect(error).toBe(ending === 'end' ? undefined : reset)
      expect(body).not.toMatch(/message_stop|\[DONE\]|response\.completed|finishReason/)
    }
  })

  it('lets the upstream go when the client goes: while it speaks, and while it is asked on', async () => {
    let reason: unknown
    const silent = new ReadableStream<Uint8Array>(
      {
        pull: () => new Promise(() => undefined),
        cancel: (given) => {
          reason = given
        },
      },
      { highWaterMark: 0 },
    )
    const options = {
      format,
      body: PROVIDERS[format].body,
      recall,
      askAsItCame: notAsked,
      pend: async () => undefined,
    }
    const speaking = await answerRecall({
      ...options,
      answer: answerOf(silent),
      ask: async () => answerOf(undefined),
    })
    const reader = readable(speaking.body ?? expect.unreachable()).getReader()
    const reading = reader?.read()
    await reader?.cancel('gone')
    await reading
    expect(reason).toBe('gone')

    let signal: Gone | undefined
    let late: ((answer: ReturnType<typeof answerOf>) => void) | undefined
    const asking = await answerRecall({
      ...options,
      answer: answerOf(streamOf([encode(PROVIDERS[format].stream(CALLING, 0))])),
      ask: async (_, given) => {
        signal = given
        return await new Promise((resolve) => {
          late = resolve
        })
      },
    })
    const second = readable(asking.body ?? expect.unreachable()).getReader()
    const all = (async () => {
      for (let read = await second?.read(); read?.done === false; read = await second?.read());
    })()
    while (late === undefined) await new Promise((resolve) => setTimeout(resolve, 0))
    await second?.cancel('gone too')
    expect(signal?.aborted).toBe(true)
    let isLet = false
    const letGo = (): void => {
      isLet = true
    }
    late(answerOf(new ReadableStream({ cancel: letGo })))
    await all
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(isLet).toBe(true)
  })

  it('takes an answer for what its bytes are', async () => {
    const provider = PROVIDERS[format]
    const asEvents = await exchange(format, [CALLING, ENDING])
    const { text: expected } = await textOf(asEvents.answer)
    const answer = await answerRecall({
      format,
      answer: answerOf(streamOf(cutAt(encode(provider.stream(CALLING, 0)), [1, 2, 9])), {
        type: 'application/json',
      }),
      body: provider.body,
      recall,
      ask: async () => answerOf(streamOf([encode(provider.stream(ENDING, 1))])),
      askAsItCame: notAsked,
      pend: async () => undefined,
    })
    expect((await textOf(answer)).text).toBe(expected)
  })
})

it('law: answers without calls of ours pass by SHA-256, cut anywhere, whatever they are', async () => {
  const noise = fc.oneof(
    fc.constantFrom(...ANSWERS.map(({ text: words }) => words)),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc
      .array(
        fc.constantFrom('data: {', '}\n\n', 'data: [DONE]\n\n', '\r\r', '[', '{"a":1}', ': x\n'),
      )
      .map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(
      noise,
      fc.array(fc.nat(3000), { maxLength: 5 }),
      fc.constantFrom(...FORMATS),
      fc.constantFrom('text/event-stream; charset=utf-8', 'application/json', ''),
      async (words, cuts, format, type) => {
        const bytes = encode(words)
        const answer = await answerRecall({
          format,
          answer: answerOf(streamOf(cutAt(bytes, cuts)), { type }),
          body: PROVIDERS[format].body,
          recall,
          ask: async () => await Promise.reject(new Error('not to be asked')),
          askAsItCame: notAsked,
          pend: async () => undefined,
        })
        const passed = answer.body === undefined ? undefined : await drain(answer.body)
        expect(await sha256(passed?.bytes ?? new Uint8Array(0))).toBe(await sha256(bytes))
      },
    ),
  )
})

it('leaves alone what is no answer of the model, or is encoded', async () => {
  const options = {
    format: 'anthropic' as const,
    body: PROVIDERS.anthropic.body,
    recall,
    ask: async () => await Promise.reject(new Error('not to be asked')),
    askAsItCame: notAsked,
    pend: async () => undefined,
  }
  const refused = answerOf(streamOf([encode('{}')]), { status: 429, type: 'application/json' })
  expect(await answerRecall({ ...options, answer: refused })).toBe(refused)
  const plain = answerOf(streamOf([encode(PROVIDERS.anthropic.stream(CALLING, 0))]))
  const encoded = { ...plain, headers: new Headers({ 'content-encoding': 'gzip' }) }
  expect(await answerRecall({ ...options, answer: encoded })).toBe(encoded)
})

it('is not repeated by a second putting in', () => {
  expect(
    withPending('{"messages":[]}', 'anthropic', { clientCalls: ['t'], messages: 0, pairs: [] }),
  ).toBe('{"messages":[]}')
})
