import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { goesOnRaw, type Said, withMark } from '../../../src/proxy/exchange/raw-marks.ts'
import type { ProxyApp, UpstreamRequest } from '../../../src/proxy/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { apiAnswer } from '../../runtime-node/cli/headroom.ts'
import { mapStore } from '../../suites/map-store.ts'
import { appOn, bytesSent, post, upstream } from '../test-host.ts'

const FIRST = 'Look into it.'

/** A conversation of so many turns, whose calls are named after it. */
function conversation(name: string, turns: number, model = 'gpt-4o'): object {
  const messages: object[] = [
    { role: 'system', content: `at ${turns}` },
    { role: 'user', content: FIRST },
  ]
  for (let at = 0; at < turns; at++) {
    const id = `call_${at}`
    const call = {
      id,
      type: 'function',
      function: { name: 'query', arguments: `{"of":"${name}"}` },
    }
    messages.push({ role: 'assistant', content: null, tool_calls: [call] })
    messages.push({ role: 'tool', tool_call_id: id, content: apiAnswer(30 + at) })
  }
  return { model, messages }
}

/** Processes over one store; the upstream refuses what was compressed of requests with these words. */
function processes(count: number, refused: () => string | undefined) {
  const store = mapStore()
  const { asked, send } = upstream(({ body }) => {
    const text = new TextDecoder().decode(body as Uint8Array)
    const word = refused()
    const isRefused = word !== undefined && text.includes(word) && text.includes('[packed')
    return isRefused ? { status: 400 } : {}
  })
  const open = (): ProxyApp =>
    appOn({
      headroomFor: async (scope) => await createHeadroom({ store, scope }),
      openStore: async () => store,
      send,
    })
  const apps = Array.from({ length: count }, open)
  const sent = async (body: object, at = 0): Promise<'raw' | 'compressed'> => {
    const response = await post(apps[at] as ProxyApp, '/v1/chat/completions', { body })
    await response.text()
    const bytes = await bytesSent(asked.at(-1) as UpstreamRequest)
    return new TextDecoder().decode(bytes) === JSON.stringify(body) ? 'raw' : 'compressed'
  }
  return {
    sent,
    asked,
    restart: () => apps.splice(0, count, ...Array.from({ length: count }, open)),
  }
}

describe('a provider that refuses one of two conversations that began alike', () => {
  it('leaves the other as it was, in this process, in another and after a restart', async () => {
    let refused: string | undefined
    const { sent, asked, restart } = processes(2, () => refused)
    const both = ['one', 'two']
    for (const turns of [1, 2, 3, 4]) {
      for (const name of both) expect(await sent(conversation(name, turns))).toBe('compressed')
    }
    refused = String.raw`{\"of\":\"one\"}`
    expect(await sent(conversation('one', 5))).toBe('raw')
    expect(await sent(conversation('two', 5))).toBe('compressed')
    const before = asked.length
    expect(await sent(conversation('one', 6))).toBe('raw')
    expect(await sent(conversation('one', 5))).toBe('raw')
    expect(await sent(conversation('two', 6), 1)).toBe('compressed')
    expect(await sent(conversation('one', 7), 1)).toBe('raw')
    restart()
    expect(await sent(conversation('one', 8))).toBe('raw')
    expect(await sent(conversation('two', 8), 1)).toBe('compressed')
    expect(await sent(conversation('two', 1))).toBe('compressed')
    // None of them was refused again.
    expect(asked).toHaveLength(before + 7)
  })

  it('is asked anew after the client has cut its history down, and where it turns to another model', async () => {
    let refused: string | undefined = String.raw`{\"of\":\"one\"}`
    const { sent } = processes(1, () => refused)
    expect(await sent(conversation('one', 2))).toBe('raw')
    refused = undefined
    expect(await sent(conversation('one', 3))).toBe('raw')
    expect(await sent(conversation('one', 1))).toBe('compressed')
    expect(await sent(conversation('one', 3, 'gpt-4o-mini'))).toBe('compressed')
  })
})

describe('what goes on from a marked request', () => {
  const text = fc.constantFrom('a', 'b', 'ab', '')
  const message = fc.record({ role: fc.constantFrom('user', 'assistant', 'tool'), text }).map(
    ({ role, text: said }) =>
      ({
        role,
        blocks: [{ id: '0', kind: 'text', text: said, seal: 'open' }],
      }) as unknown as Said['messages'][number],
  )
  const shown = (messages: Said['messages']): string =>
    JSON.stringify(messages.map(({ role, blocks }) => [role, blocks[0]?.text]))

  it('is what begins with all of it, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 4 }),
        fc.array(message, { maxLength: 4 }),
        async (marked, messages) => {
          const marks = await withMark([], { model: 'm', messages: marked })
          const begins = shown(messages.slice(0, marked.length)) === shown(marked)
          const expected = begins && messages.length >= marked.length
          expect(await goesOnRaw(marks, { model: 'm', messages })).toBe(expected)
          const after = [...marked, ...messages]
          expect(await goesOnRaw(marks, { model: 'm', messages: after })).toBe(true)
        },
      ),
    )
  })
})

describe('the share of conversations that is left alone', () => {
  it.each([{ HEADROOM_HOLDOUT: '0.5' }, { HEADROOM_OBSERVE: '0.5' }])(
    'takes a conversation with all its turns or not at all, from any process: %j',
    async (environment) => {
      const { send, asked } = upstream()
      const modes: string[] = []
      for (const number of Array.from({ length: 12 }, (_, at) => at)) {
        const store = mapStore()
        const seen = new Set<string>()
        for (const turns of [1, 2, 3, 4]) {
          const headroom = createHeadroom({ store })
          const host = { headroomFor: async () => await headroom, openStore: async () => store }
          const app = appOn({ ...host, send }, environment)
          const whole = JSON.stringify(conversation('it', turns)).replace(FIRST, `Task ${number}`)
          await (await post(app, '/v1/chat/completions', { body: whole })).text()
          const bytes = await bytesSent(asked.at(-1) as UpstreamRequest)
          seen.add(new TextDecoder().decode(bytes) === whole ? 'alone' : 'on')
        }
        expect(seen.size).toBe(1)
        modes.push(...seen)
      }
      expect(new Set(modes)).toEqual(new Set(['alone', 'on']))
    },
  )
})
