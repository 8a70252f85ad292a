import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { childrenAt, spanAt } from '../../src/proxy/json/json-spans.ts'
import { findRefs } from '../../src/runtime-node/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { type Heard, newest } from '../proxy/model-request.ts'
import { call, script, text, thought } from '../proxy/recall/scripts.ts'
import { COUNTED, type Doing, type ScriptedModel, startModel } from '../proxy/scripted-model.ts'
import type { ProxyUnderTest, StartProxy } from './proxy.ts'
import { anthropicSdk } from './sdk-clients/anthropic.ts'
import { chatSdk } from './sdk-clients/chat.ts'
import type { Call, Given, Reply, Sdk, Session, SessionOptions } from './sdk-clients/client.ts'
import { geminiSdk } from './sdk-clients/gemini.ts'
import { responsesSdk } from './sdk-clients/responses.ts'

const SDKS = [anthropicSdk, chatSdk, responsesSdk, geminiSdk]

/** One white pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** Results too large to pass whole under `aggressive`; each is less than one lookup may give back. */
const LOGS = ['redis.log', 'mariadb.log', 'dovecot.log', 'memcached.log'].map(
  (name) => serviceLogs.get(name) ?? expect.unreachable(),
)
const logOf = (turn: number): string => LOGS[turn % LOGS.length] ?? ''

const STOPS = {
  anthropic: ['end_turn', 'tool_use'],
  'openai-chat': ['stop', 'tool_calls'],
  'openai-responses': ['completed', 'completed'],
  gemini: ['STOP', 'STOP'],
} as const

/** Where each format lists what was said. */
const LISTS = {
  anthropic: 'messages',
  'openai-chat': 'messages',
  'openai-responses': 'input',
  gemini: 'contents',
} as const

const user = (words: string): Given => ({ kind: 'text', text: words })
const read = (id: string) => ({
  ...call(id, 'Read', { path: `${id}.log` }),
  signature: `signed ${id}`,
})
const lookUp = (id: string, more: object): ReturnType<typeof call> =>
  call(id, 'headroom_retrieve', more)

const says =
  (...given: Parameters<typeof script>) =>
  (): Doing => ({ script: script(...given) })
const ends = (words: string): (() => Doing) => says('end', text(words))

/** The results that a request brings, in their order. */
const resultsIn = (heard: Heard): readonly string[] =>
  newest(heard).flatMap((one) => (one.kind === 'result' ? [one.text] : []))

/** The ref that stands in a request's newest results for what was left out. */
function refIn(heard: Heard): string {
  return findRefs(resultsIn(heard).join('\n'))[0] ?? expect.unreachable('nothing was folded')
}

/** What the official packages must find on every host of the proxy. `start` must fold: preset `aggressive`. */
export function describeSdk(name: string, start: StartProxy): void {
  describe(`official packages on ${name}`, () => {
    let model: ScriptedModel
    let proxy: ProxyUnderTest

    beforeAll(async () => {
      model = await startModel()
      proxy = await start(model.url)
    }, 120_000)
    afterAll(async () => {
      await proxy.stop()
      await model.stop()
    })

    describe.each(SDKS)('$name', (sdk) => {
      describe.each([
        ['streamed', true],
        ['whole', false],
      ] as const)('%s', (_, isStream) => {
        const at = (): Bench => ({
          sdk,
          model,
          breaksOff: proxy.breaksOff,
          open: (more) => sdk.open(proxy.base, { isStream, ...more }),
        })
        describeAnswers(at)
        describeRecall(at)
        describeFailures(at, isStream)
      })
    })
  })
}

/** One package before the model. */
interface Bench {
  readonly sdk: Sdk
  readonly model: ScriptedModel
  readonly breaksOff: boolean
  readonly open: (more?: Partial<SessionOptions>) => Session
}

/** Nothing of ours is seen by the client, and nothing was sent that a provider would refuse. */
function expectClean({ model }: Bench, ...replies: readonly Reply[]): void {
  for (const { shown } of replies) expect(shown).not.toContain('headroom')
  expect(model.faults).toEqual([])
}

/** A turn in which the model wants one file. */
async function turnWithCall(session: Session, words: string): Promise<Call> {
  const { calls } = await session.ask([user(words)])
  return calls[0] ?? expect.unreachable('no call')
}

function describeAnswers(at: () => Bench): void {
  it('gives a plain answer', async () => {
    const { sdk, model, open } = at()
    model.say(ends('It is \u{1F525} well, and “so” am I.'))
    const reply = await open().ask([user('How are you?')])
    expect(reply).toMatchObject({
      text: 'It is \u{1F525} well, and “so” am I.',
      calls: [],
      stop: STOPS[sdk.format][0],
      usage: { input: 10, cached: 2000, output: 20 },
    })
    expect(model.heard[0]?.tools).toEqual(['Read', 'headroom_retrieve'])
    expectClean(at(), reply)
  })

  it('brings an image, calls side by side and thoughts there and back', async () => {
    const { sdk, model, open } = at()
    const session = open()
    model.say(
      says(
        'calls',
        thought('A white one. \u{1F525}', 'c2ln'),
        text('I look.'),
        read('a1'),
        read('b1'),
      ),
      says('end', thought('So it was.', 'c2lnMg=='), text('Both are there.')),
      ends('Yes.'),
    )
    const first = await session.ask([user('What is this?'), { kind: 'image', data: PIXEL }])
    expect(first).toMatchObject({
      text: 'I look.',
      calls: [
        { id: 'a1', name: 'Read', input: { path: 'a1.log' } },
        { id: 'b1', name: 'Read', input: { path: 'b1.log' } },
      ],
      stop: STOPS[sdk.format][1],
    })
    const second = await session.ask(
      first.calls.map((one, index) => ({ kind: 'result', call: one, text: `line ${index}` })),
    )
    const third = await session.ask([user('Sure?')])
    const [asked] = model.heard
    expect(asked?.said.find(({ kind }) => kind === 'image')?.text).toBe(PIXEL)
    expect(resultsIn(model.heard[1] ?? expect.unreachable())).toEqual(['line 0', 'line 1'])
    const thoughts = model.heard[2]?.said.filter(({ kind }) => kind === 'thought') ?? []
    const expected =
      sdk.format === 'openai-chat' ? [] : ['c2lnA white one. \u{1F525}', 'c2lnMg==So it was.']
    expect(thoughts.map((one) => one.signature + one.text)).toEqual(expected)
    expect([...first.thoughts, ...second.thoughts]).toEqual(expected)
    const calls = model.heard[2]?.said.filter(({ kind }) => kind === 'call') ?? []
    const signed = sdk.format === 'gemini' ? ['signed a1', 'signed b1'] : ['', '']
    expect(calls.map(({ signature }) => signature)).toEqual(signed)
    expectClean(at(), first, second, third)
  })

  it('counts the tokens of what would be sent', async () => {
    const { sdk, model, open } = at()
    const session = open()
    model.say(says('calls', read('a1')), ends('Done.'))
    const made = await turnWithCall(session, 'Read it.')
    await session.ask([{ kind: 'result', call: made, text: logOf(0) }])
    if (session.count === undefined) return
    expect(await session.count()).toBe(COUNTED)
    const [, answered, counted] = model.heard
    // Gemini's package can't name tools where it counts; then nothing folds.
    if (sdk.format === 'gemini') return
    // Responses says nothing of storing where it counts, so that our tool stays away there.
    if (sdk.format === 'openai-responses') return
    expect(counted?.tools).toEqual(answered?.tools)
    expect(counted?.said.slice(0, answered?.said.length)).toEqual(answered?.said)
  })
}

function describeRecall(at: () => Bench): void {
  it('looks originals up in the midst of an answer, twice, and shows nothing of it', async () => {
    const { sdk, model, open } = at()
    const session = open()
    const found: string[] = []
    let ref = ''
    model.say(
      says('calls', read('a1')),
      (heard) => {
        ref = refIn(heard)
        const words = [thought('Hm.', 'czE='), text('Let me see. ')]
        return { script: script('calls', ...words, lookUp('p1', { hash: ref })) }
      },
      (heard) => {
        found.push(...resultsIn(heard))
        const words = [thought('More.', 'czI='), text('And more. ')]
        return { script: script('calls', ...words, lookUp('p2', { hash: ref, lines: [3, 5] })) }
      },
      (heard) => {
        found.push(...resultsIn(heard))
        const said = script('end', thought('Now.', 'czM='), text('The disk was full.'))
        return { script: { ...said, input: 70, cached: 3000, output: 5 } }
      },
      ends('Yes.'),
    )
    const made = await turnWithCall(session, 'What is in the log?')
    const reply = await session.ask([{ kind: 'result', call: made, text: logOf(0) }])
    expect(reply).toMatchObject({
      text: 'Let me see. And more. The disk was full.',
      calls: [],
      stop: STOPS[sdk.format][0],
      usage: { input: 70, cached: 3000, output: 45 },
    })
    expect(found[0] === logOf(0)).toBe(true)
    expect(found[1]).toContain(logOf(0).split('\n').slice(2, 5).join('\n'))
    const last = await session.ask([user('Sure?')])
    expect(model.heard).toHaveLength(5)
    expectClean(at(), reply, last)
  })

  it('looks originals up beside a call of the client’s', async () => {
    const { sdk, model, open } = at()
    const session = open()
    const found: (readonly string[])[] = []
    const note = (heard: Heard): void => void found.push(resultsIn(heard))
    model.say(
      says('calls', read('a1')),
      (heard) => {
        const part = { hash: refIn(heard), lines: [1, 2] }
        return { script: script('calls', text('Both.'), lookUp('p1', part), read('b1')) }
      },
      (heard) => {
        note(heard)
        return { script: script('end', text('I see.')) }
      },
      ends('Yes.'),
    )
    const made = await turnWithCall(session, 'What is in the log?')
    const mixed = await session.ask([{ kind: 'result', call: made, text: logOf(1) }])
    expect(mixed).toMatchObject({
      text: 'Both.',
      calls: [{ id: 'b1', name: 'Read' }],
      stop: STOPS[sdk.format][1],
    })
    const results = mixed.calls.map((one): Given => ({ kind: 'result', call: one, text: 'short' }))
    const next = await session.ask(results)
    const last = await session.ask([user('Sure?')])
    expect(found[0]).toHaveLength(2)
    expect(found[0]?.join('\n')).toContain(logOf(1).split('\n').slice(0, 2).join('\n'))
    expect(found[0]?.join('\n')).toContain('short')
    expectPrefixes(sdk, model.heard)
    expectClean(at(), mixed, next, last)
  })

  it('keeps the prefix over 12 turns', async () => {
    const { sdk, model, open } = at()
    const session = open()
    const turns = Array.from({ length: 12 }, (_, turn) => turn)
    model.say(...turns.flatMap(doingsOf), ends('All done.'))
    let given: readonly Given[] = [user('What happened to the replica?')]
    const replies: Reply[] = []
    for (const turn of [...turns, turns.length]) {
      const reply = await session.ask(given)
      replies.push(reply)
      given = reply.calls.map((one) => ({
        kind: 'result',
        call: one,
        text: `${turn}\n${logOf(turn)}`,
      }))
    }
    expect(replies.at(-1)?.text).toBe('All done.')
    expectPrefixes(
      sdk,
      model.heard.filter((heard) => !model.isAskedOn(heard)),
    )
    const sizes = model.heard.map(({ raw }) => raw.length)
    const sent = turns.reduce((sum, turn) => sum + logOf(turn).length, 0)
    expect(Math.max(...sizes)).toBeLessThan(sent / 2)
    expectClean(at(), ...replies)
  })
}

/** A call in each turn; now and then a lookup before it, or beside it. */
function doingsOf(turn: number): readonly ((heard: Heard) => Doing)[] {
  const next = [thought(`Turn ${turn}.`, `c2ln${turn}`), text(`Turn ${turn}. `), read(`t${turn}`)]
  const look = (id: string) => (heard: Heard) => lookUp(id, { hash: refIn(heard), lines: [1, 9] })
  if (turn === 4) {
    const before = look(`p${turn}`)
    return [(heard) => ({ script: script('calls', before(heard)) }), says('calls', ...next)]
  }
  if (turn !== 7) return [says('calls', ...next)]
  const beside = look(`p${turn}`)
  return [(heard) => ({ script: script('calls', ...next, beside(heard)) })]
}

/** What each request has in common with the one before it is all that was said there. */
function expectPrefixes({ format }: Sdk, heard: readonly Heard[]): void {
  const kept = heard.slice(1).map(({ raw }, index) => {
    const before = heard[index]?.raw ?? ''
    const list = spanAt(before, [LISTS[format]]) ?? expect.unreachable()
    const end = childrenAt(before, list.start).at(-1)?.value.end ?? 0
    return raw.slice(0, end) === before.slice(0, end)
  })
  expect(kept).toEqual(heard.slice(1).map(() => true))
  for (const { tools } of heard) expect(tools).toEqual(heard[0]?.tools)
}

/** The package throws; where the host can only end a stream, it may give what came, but not as finished. */
async function expectBroken(asking: Promise<Reply>, at: Bench, half: string): Promise<void> {
  const { sdk, breaksOff } = at
  const reply = await asking.catch(() => undefined)
  if (breaksOff || half === 'error') expect(reply).toBeUndefined()
  expect(STOPS[sdk.format]).not.toContain(reply?.stop)
}

function describeFailures(at: () => Bench, isStream: boolean): void {
  it.each([400, 401, 429, 500, 529])('throws its own error for status %d', async (status) => {
    const { sdk, model, open } = at()
    model.say(() => ({ status, headers: { 'retry-after': '7' } }))
    const error = await open()
      .ask([user('Hello?')])
      .catch((thrown: unknown) => thrown)
    expect([sdk.isError(error, status), String(error)]).toEqual([
      true,
      expect.stringContaining(`scripted ${status}`),
    ])
    const headers = (error as { headers?: Headers }).headers
    if (sdk.format !== 'gemini') expect(headers?.get('retry-after')).toBe('7')
  })

  it('tries again when the package wants to', async () => {
    const { sdk, model, open } = at()
    if (sdk.format === 'gemini') return
    model.say(() => ({ status: 429, headers: { 'retry-after-ms': '5' } }), ends('Now.'))
    const reply = await open({ retries: 1 }).ask([user('Hello?')])
    expect([reply.text, model.heard.length]).toEqual(['Now.', 2])
    expect(model.heard[0]?.raw).toBe(model.heard[1]?.raw)
  })

  const halves = isStream ? (['reset', 'error'] as const) : (['reset'] as const)
  it.each(halves)('throws at an answer’s %s, also in what follows a lookup', async (half) => {
    const { model, open } = at()
    const breaks = (): Doing => ({
      script: script('end', text('It was a '), text('long day.')),
      half,
    })
    model.say(breaks)
    await expectBroken(open().ask([user('Hello?')]), at(), half)

    const session = open()
    model.say(
      says('calls', read('a1')),
      (heard) => ({
        script: script('calls', text('Wait. '), lookUp('p1', { hash: refIn(heard) })),
      }),
      breaks,
    )
    const made = await turnWithCall(session, 'What is in the log?')
    const result: Given = { kind: 'result', call: made, text: logOf(2) }
    await expectBroken(session.ask([result]), at(), half)
    expect(model.heard).toHaveLength(3)
  })

  // A whole answer has nothing to be aborted in the midst of.
  if (isStream) {
    it('lets the model go when the client aborts', async () => {
      const { model, open } = at()
      const controller = new AbortController()
      model.say(() => ({
        script: script('end', text('It was a '), text('long day.')),
        half: 'endless',
      }))
      const asking = { signal: controller.signal, onEvent: () => controller.abort() }
      await expect(open().ask([user('Hello?')], asking)).rejects.toThrow()
      await model.gone()
    })
  }
}
