import { expect, it } from 'vitest'
import { childrenAt, spanAt } from '../../../src/proxy/json/json-spans.ts'
import { type Heard, LISTS } from '../../proxy/model-request.ts'
import { script, text, thought } from '../../proxy/recall/scripts.ts'
import type { Doing } from '../../proxy/scripted-model.ts'
import type { Given, Reply, Sdk } from '../sdk-clients/client.ts'
import {
  type Bench,
  ends,
  expectClean,
  logOf,
  lookUp,
  read,
  refIn,
  resultsIn,
  says,
  turnWithCall,
  user,
} from './bench.ts'

/** Private calls within answers, of which the package sees nothing. */
export function describeRecall(at: () => Bench): void {
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
      stop: sdk.stops[0],
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
      stop: sdk.stops[1],
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
