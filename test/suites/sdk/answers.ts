import { expect, it } from 'vitest'
import { text, thought } from '../../proxy/recall/scripts.ts'
import { COUNTED } from '../../proxy/scripted-model.ts'
import {
  type Bench,
  ends,
  expectClean,
  logOf,
  read,
  resultsIn,
  says,
  turnWithCall,
  user,
} from './bench.ts'

/** One white pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** What a package makes of plain answers, images, calls, thoughts and counts. */
export function describeAnswers(at: () => Bench): void {
  it('gives a plain answer', async () => {
    const { sdk, model, open } = at()
    model.say(ends('It is \u{1F525} well, and “so” am I.'))
    const reply = await open().ask([user('How are you?')])
    expect(reply).toMatchObject({
      text: 'It is \u{1F525} well, and “so” am I.',
      calls: [],
      stop: sdk.stops[0],
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
      stop: sdk.stops[1],
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
