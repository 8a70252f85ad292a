import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RECALL_TOOL } from '../../../src/engine/index.ts'
import { parsed } from '../../../src/proxy/answers/json-values.ts'
import type { PendingRecall } from '../../../src/proxy/recall/pending.ts'
import { withPending } from '../../../src/proxy/recall/recall-formats.ts'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { exchange, ORIGINAL, textOf } from './exchange.ts'
import { type Block, call, FORMATS, PROVIDERS, script, text, thought } from './scripts.ts'

const ours = (id: string) => call(id, RECALL_TOOL, { hash: 'known' })
const bash = (id: string) => call(id, 'Bash', { command: `ls ${id}`, b: 1, a: [2] })

/** The same arguments with their members the other way round, as a client may write them. */
const turned = (input: string): object =>
  Object.fromEntries(Object.entries(JSON.parse(input)).reverse())

/** The next request as a client builds it from what it saw: its turn, and a result for each call. */
const HISTORIES: Readonly<Record<Format, (blocks: readonly Block[]) => readonly object[]>> = {
  anthropic: (blocks) => [
    {
      role: 'assistant',
      content: blocks.map((block) => {
        if (block.kind !== 'call') return { type: 'text', text: block.text }
        return { type: 'tool_use', id: block.id, name: block.name, input: turned(block.input) }
      }),
    },
    {
      role: 'user',
      content: blocks
        .filter(({ kind }) => kind === 'call')
        .map((block) => ({
          type: 'tool_result',
          tool_use_id: 'id' in block && block.id,
          content: 'x',
        })),
    },
  ],
  'openai-chat': (blocks) => {
    const calls = blocks.flatMap((block) =>
      block.kind === 'call'
        ? [
            {
              id: block.id,
              type: 'function',
              function: { name: block.name, arguments: block.input },
            },
          ]
        : [],
    )
    return [
      { role: 'assistant', content: 'said', tool_calls: calls },
      ...calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: 'x' })),
    ]
  },
  'openai-responses': (blocks) => {
    const calls = blocks.flatMap((block) => (block.kind === 'call' ? [block] : []))
    return [
      { type: 'message', role: 'assistant', content: [] },
      ...calls.map(({ id, name, input }) => ({
        type: 'function_call',
        call_id: id,
        name,
        arguments: input,
      })),
      ...calls.map(({ id }) => ({ type: 'function_call_output', call_id: id, output: 'x' })),
    ]
  },
  gemini: (blocks) => [
    {
      role: 'model',
      parts: blocks.map((block) =>
        block.kind === 'call'
          ? { functionCall: { id: block.id, name: block.name, args: turned(block.input) } }
          : { text: block.text },
      ),
    },
    {
      role: 'user',
      parts: blocks.flatMap((block) =>
        block.kind === 'call'
          ? [{ functionResponse: { id: block.id, name: block.name, response: { output: 'x' } } }]
          : [],
      ),
    },
  ],
}

const LISTS = {
  anthropic: 'messages',
  'openai-chat': 'messages',
  'openai-responses': 'input',
  gemini: 'contents',
} as const

/** A request of that history; odd blanks between, as no parser would print them. */
function requestOf(format: Format, history: readonly object[]): string {
  const first = { role: 'user', content: 'hi', parts: [{ text: 'hi' }] }
  const items = [first, ...history].map((item) => JSON.stringify(item))
  return `{ "model":"m","${LISTS[format]}": [ ${items.join(' ,\n ')} ], "seed":1.0 }`
}

async function pendingOf(format: Format, blocks: readonly Block[]): Promise<PendingRecall> {
  const done = await exchange(format, [script('calls', ...blocks)], { body: requestOf(format, []) })
  await textOf(done.answer)
  const [pending] = done.pending
  if (pending === undefined) throw new Error('nothing pending')
  return pending
}

/** The order of calls, then of results, in a request. */
function pairsIn(format: Format, body: string): readonly string[] {
  const json = JSON.stringify(JSON.parse(body)[LISTS[format]])
  const ids = [...json.matchAll(/"(?:id|call_id|tool_use_id|tool_call_id)":"([^"]*)"/g)]
  return ids.map(([, id]) => id ?? '')
}

const results = (
  format: Format,
  clients: readonly string[],
  own: readonly string[],
  calls: readonly string[],
) => (format === 'gemini' ? calls : [...own, ...clients])

describe.each(FORMATS)('%s', (format) => {
  it('law: calls of ours come back to their places, with their results, and no other byte changes', async () => {
    const kinds = fc
      .array(fc.boolean(), { minLength: 2, maxLength: 6 })
      .filter((list) => list.includes(true) && list.includes(false))
    await fc.assert(
      fc.asyncProperty(kinds, fc.nat(2), async (list, later) => {
        const blocks = list.map((isOurs, at) => (isOurs ? ours(`p${at}`) : bash(`t${at}`)))
        const shown = blocks.filter((block) => block.kind === 'call' && block.name === 'Bash')
        const pending = await pendingOf(format, blocks)
        const more = Array.from({ length: later }, (_, at) =>
          HISTORIES[format]([bash(`u${at}`)]),
        ).flat()
        const before = requestOf(format, [...HISTORIES[format](shown), ...more])
        const after = withPending(before, format, pending)
        const ids = blocks.map((block) => ('id' in block ? block.id : ''))
        const own = ids.filter((id) => id.startsWith('p'))
        const clients = ids.filter((id) => id.startsWith('t'))
        const tail = Array.from({ length: later }, (_, at) => [`u${at}`, `u${at}`]).flat()
        expect(pairsIn(format, after)).toEqual([
          ...ids,
          ...results(format, clients, own, ids),
          ...tail,
        ])
        expect(after.split(JSON.stringify(ORIGINAL)).length - 1).toBe(own.length)
        let rest = after
        for (const { call: made, result } of pending.pairs) {
          for (const piece of [made, result]) {
            const joined = [`${piece},`, `,${piece}`].find((one) => rest.includes(one)) ?? 'absent'
            rest = rest.replace(joined, () => '')
          }
        }
        expect(rest).toBe(before)
        expect(withPending(after, format, pending)).toBe(after)
      }),
      { numRuns: 40 },
    )
  })

  it('law: what was put in stays where it is while the conversation grows', async () => {
    const blocks = [text('Both'), bash('t1'), ours('p1'), bash('t2')]
    const pending = await pendingOf(format, blocks)
    const shown = blocks.filter((block) => block.kind !== 'call' || block.name === 'Bash')
    let history = HISTORIES[format](shown)
    let last = withPending(requestOf(format, history), format, pending)
    for (let turn = 0; turn < 20; turn++) {
      history = [...history, ...HISTORIES[format]([bash(`u${turn}`)])]
      const next = withPending(requestOf(format, history), format, pending)
      const end = last.lastIndexOf(' ], "seed"')
      expect(next.slice(0, end)).toBe(last.slice(0, end))
      last = next
    }
  })

  it('law: ids that come again in every answer do not move it, nor does a second one', async () => {
    let history: readonly object[] = []
    const pending: PendingRecall[] = []
    let last = ''
    for (let turn = 0; turn < 12; turn++) {
      const before = pending.reduce(
        (body, one) => withPending(body, format, one),
        requestOf(format, history),
      )
      const end = Math.max(0, last.lastIndexOf(' ], "seed"'))
      expect(before.slice(0, end)).toBe(last.slice(0, end))
      expect(before.split(JSON.stringify(ORIGINAL)).length - 1).toBe(pending.length)
      last = before
      const isMixed = turn % 4 === 1
      const blocks = isMixed ? [ours(`p${turn}`), bash('call_0')] : [bash('call_0')]
      const done = await exchange(format, [script('calls', ...blocks)], { body: before })
      await textOf(done.answer)
      pending.push(...done.pending)
      history = [...history, ...HISTORIES[format]([bash('call_0')])]
    }
    expect(pending.length).toBe(3)
  })

  it('finds the turn in a history that was rewritten, where it can be only one', async () => {
    const pending = await pendingOf(format, [ours('p1'), bash('t1')])
    const turn = HISTORIES[format]([bash('t1')])
    const more = HISTORIES[format]([bash('t2')])
    const moved = withPending(requestOf(format, [...more, ...turn]), format, pending)
    expect(moved).toContain(JSON.stringify(ORIGINAL))
    const twice = requestOf(format, [...more, ...turn, ...turn])
    if (format !== 'openai-responses') expect(withPending(twice, format, pending)).toBe(twice)
  })

  it("leaves a request alone without the client's calls, or their results", async () => {
    const pending = await pendingOf(format, [bash('t1'), ours('p1')])
    const history = HISTORIES[format]([bash('t1')])
    const others = [
      [],
      HISTORIES[format]([bash('t9')]),
      history.slice(0, format === 'openai-responses' ? 2 : 1),
      [
        ...history.slice(0, format === 'openai-responses' ? 2 : 1),
        { role: 'user', content: 'stop', parts: [] },
      ],
    ]
    for (const other of others) {
      const body = requestOf(format, other)
      expect(withPending(body, format, pending)).toBe(body)
    }
    for (const body of [
      '{}',
      '[]',
      `{"${LISTS[format]}":"t1"}`,
      `{"${LISTS[format]}":[null,"t1",{"content":"t1"}]}`,
    ]) {
      expect(withPending(body, format, pending)).toBe(body)
    }
  })

  it('asks on within a mixed exchange only for what came before it', async () => {
    const first = script('calls', thought('hm', 's'), ours('p1'))
    const { answer, asked, pending } = await exchange(format, [
      first,
      script('calls', ours('p2'), bash('t1')),
    ])
    await textOf(answer)
    expect(asked.length).toBe(1)
    expect(pending.map(({ pairs }) => pairs.map(({ id }) => id))).toEqual([['p2']])
    expect(pending[0]?.messages).toBe(format === 'openai-responses' ? 0 : 1)
  })
})

describe('gemini calls without ids', () => {
  const nameless = (blocks: readonly Block[]): string =>
    PROVIDERS.gemini.stream(script('calls', ...blocks), 0).replaceAll(/"id":"[^"]*",/g, '')

  it('are found by their signature, or where they stood by what they say', async () => {
    const { answerRecall } = await import('../../../src/proxy/recall/answer-recall.ts')
    const { answerOf, notAsked, recall } = await import('./exchange.ts')
    const { encode, streamOf } = await import('../answers/streams.ts')
    const pending: PendingRecall[] = []
    const answer = await answerRecall({
      format: 'gemini',
      answer: answerOf(streamOf([encode(nameless([ours('p1'), bash('t1')]))])),
      body: requestOf('gemini', []),
      recall,
      ask: async () => answerOf(undefined),
      askAsItCame: notAsked,
      pend: async (one) => void pending.push(one),
    })
    await textOf(answer)
    const strip = (body: string): string => body.replaceAll(/"id":"[^"]*",/g, '')
    const turn = HISTORIES.gemini([bash('t1')])
    const [first] = pending
    if (first === undefined) throw new Error('nothing pending')
    const body = strip(requestOf('gemini', [...turn, ...turn]))
    const after = withPending(body, 'gemini', first)
    const contents = JSON.parse(after).contents
    expect(contents[1].parts.length).toBe(2)
    expect(contents[3].parts.length).toBe(1)
    expect(parsed(after)).toBeDefined()
    expect(withPending(after, 'gemini', first)).toBe(after)
  })
})
