import { describe, expect, it } from 'vitest'
import { answerRecall } from '../../../src/proxy/recall/answer-recall.ts'
import type { PendingRecall } from '../../../src/proxy/recall/pending.ts'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { encode, sse, streamOf, typed } from '../answers/streams.ts'
import { seenBy } from './checkers.ts'
import { answerOf, notAsked, recall, textOf } from './exchange.ts'
import { call, FORMATS, PROVIDERS, script, text } from './scripts.ts'

interface Outcome {
  readonly body: string
  readonly error: unknown
  readonly asked: readonly string[]
  readonly pending: readonly PendingRecall[]
}

const ENDING = script('end', text('Done.'))

/** What becomes of a given stream; what is asked on ends the turn. */
async function outcomeOf(format: Format, stream: string): Promise<Outcome> {
  const asked: string[] = []
  const pending: PendingRecall[] = []
  const answer = await answerRecall({
    format,
    answer: answerOf(streamOf([encode(stream)])),
    body: PROVIDERS[format].body,
    recall,
    ask: async (body) => {
      asked.push(body)
      return answerOf(streamOf([encode(PROVIDERS[format].stream(ENDING, asked.length))]))
    },
    askAsItCame: notAsked,
    pend: async (one) => void pending.push(one),
  })
  const { text: body, error } = await textOf(answer)
  return { body, error, asked, pending }
}

/** What was added to the request, as values. */
const addedTo = (asked: string | undefined): readonly unknown[] => {
  const body = JSON.parse(asked ?? '{}')
  return (body.messages ?? body.input ?? body.contents).slice(1)
}

describe('anthropic', () => {
  const block = (index: number, content_block: object, ...deltas: readonly object[]) => [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
  const own = (index: number) =>
    block(
      index,
      { type: 'tool_use', id: 'p1', name: 'headroom_retrieve', input: {} },
      { type: 'input_json_delta', partial_json: '{"hash":"kno' },
      { type: 'input_json_delta', partial_json: 'wn"}' },
    )
  const stream = (...events: readonly { type: string }[]): string =>
    typed([
      { type: 'message_start', message: { id: 'msg_0', content: [], usage: { input_tokens: 3 } } },
      ...events,
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 5 } },
      { type: 'message_stop' },
    ])

  it('says every block of the turn again, known or not', async () => {
    const { asked } = await outcomeOf(
      'anthropic',
      stream(
        ...block(0, { type: 'redacted_thinking', data: 'b3BhcXVl' }),
        ...block(
          1,
          { type: 'text', text: 'a', citations: null },
          { type: 'text_delta', text: 'b' },
          { type: 'citations_delta', citation: { type: 'char_location', n: 1.5 } },
          { type: 'citations_delta', citation: { type: 'char_location', n: 2 } },
        ),
        ...block(
          2,
          { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} },
          { type: 'input_json_delta', partial_json: '{"q":"x"}' },
        ),
        ...block(3, { type: 'web_search_tool_result', tool_use_id: 's1', content: [{ a: 1 }] }),
        ...block(
          4,
          { type: 'new_block', words: '' },
          { type: 'words_delta', words: 'so' },
          { type: 'words_delta', words: ' on', tokens: 3 },
        ),
        ...block(5, { type: 'text', text: '' }),
        ...own(6),
      ),
    )
    expect(addedTo(asked[0])).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'redacted_thinking', data: 'b3BhcXVl' },
          {
            type: 'text',
            text: 'ab',
            citations: [
              { type: 'char_location', n: 1.5 },
              { type: 'char_location', n: 2 },
            ],
          },
          { type: 'server_tool_use', id: 's1', name: 'web_search', input: { q: 'x' } },
          { type: 'web_search_tool_result', tool_use_id: 's1', content: [{ a: 1 }] },
          { type: 'new_block', words: 'so on' },
          { type: 'tool_use', id: 'p1', name: 'headroom_retrieve', input: { hash: 'known' } },
        ],
      },
      { role: 'user', content: [expect.objectContaining({ tool_use_id: 'p1' })] },
    ])
  })

  it('numbers interleaved blocks without ours', async () => {
    const [ownStart, ...ownRest] = own(0)
    const [otherStart, ...otherRest] = block(
      1,
      { type: 'tool_use', id: 't1', name: 'Bash', input: {} },
      { type: 'input_json_delta', partial_json: '{}' },
    )
    if (ownStart === undefined || otherStart === undefined) throw new Error('no blocks')
    const { body, pending } = await outcomeOf(
      'anthropic',
      stream(ownStart, otherStart, ...otherRest, ...ownRest),
    )
    expect(seenBy('anthropic', body, true).blocks).toEqual([call('t1', 'Bash', {})])
    expect(pending[0]?.pairs[0]?.position).toBe(0)
  })

  it('takes arguments that are broken for what they are', async () => {
    const broken = block(
      0,
      { type: 'tool_use', id: 'p1', name: 'headroom_retrieve', input: {} },
      { type: 'input_json_delta', partial_json: '{"hash":"kn' },
    )
    const { asked, body } = await outcomeOf('anthropic', stream(...broken))
    expect(addedTo(asked[0])).toMatchObject([
      { content: [{ input: {} }] },
      { content: [{ is_error: true, content: expect.stringContaining('no JSON object') }] },
    ])
    expect(seenBy('anthropic', body, true).blocks).toEqual(ENDING.blocks)
  })

  it('passes an error in the stream, and does not ask on', async () => {
    const cut = stream(...own(0)).split('event: message_delta')[0] ?? ''
    const error = 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n'
    const { asked, body } = await outcomeOf('anthropic', cut + error)
    expect(asked).toEqual([])
    expect(body.endsWith(error)).toBe(true)
    expect(body).not.toContain('headroom')
  })

  it('keeps figures that the end of the last answer says itself', async () => {
    const usage = { input_tokens: 9, output_tokens: 5, cache_read_input_tokens: 8 }
    const answer = await answerRecall({
      format: 'anthropic',
      answer: answerOf(streamOf([encode(stream(...own(0)))])),
      body: PROVIDERS.anthropic.body,
      recall,
      ask: async () =>
        answerOf(
          streamOf([
            encode(
              typed([
                {
                  type: 'message_start',
                  message: { usage: { input_tokens: 1, cache_creation_input_tokens: 2 } },
                },
                { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage },
                { type: 'message_stop' },
              ]),
            ),
          ]),
        ),
      askAsItCame: notAsked,
      pend: async () => undefined,
    })
    const end = (await textOf(answer)).text.split('\n').find((line) => line.includes('end_turn'))
    expect(JSON.parse(end?.slice('data: '.length) ?? '{}').usage).toEqual({
      ...usage,
      output_tokens: 10,
      cache_creation_input_tokens: 2,
    })
  })
})

describe('chat', () => {
  const chunk = (delta: object, finish: string | null = null, more: object = {}) =>
    [
      undefined,
      { id: 'c0', created: 0, choices: [{ index: 0, delta, finish_reason: finish }], ...more },
    ] as const
  const entry = (index: number, id: string, name: string, input: string) => ({
    index,
    id,
    type: 'function',
    function: { name, arguments: input },
  })
  const own = entry(0, 'p1', 'headroom_retrieve', '{"hash":"known"}')
  const DONE = [undefined, '[DONE]'] as const

  it('takes calls that come whole in one chunk with words and the end', async () => {
    const last = chunk({ role: 'assistant', content: 'w', tool_calls: [own] }, 'stop', {
      usage: { completion_tokens: 4, prompt_tokens: 1, total_tokens: 5 },
    })
    const { body, asked } = await outcomeOf('openai-chat', sse([last, DONE]))
    expect(asked.length).toBe(1)
    const [first = '', ...rest] = body.split('\n\n')
    expect(JSON.parse(first.slice('data: '.length))).toEqual({
      id: 'c0',
      created: 0,
      choices: [{ index: 0, delta: { role: 'assistant', content: 'w' }, finish_reason: null }],
      usage: null,
    })
    expect(rest.join('')).toContain('"completion_tokens":24')
    expect(rest.join('')).toContain('"total_tokens":34')
  })

  it('tells calls apart where every one has the number 0, or none', async () => {
    for (const strip of [(one: object) => one, (one: object) => ({ ...one, index: undefined })]) {
      const calls = [own, entry(0, 't1', 'Bash', '{}'), entry(0, 't2', 'Bash', '{}')]
      const { body, pending } = await outcomeOf(
        'openai-chat',
        sse([
          chunk({ role: 'assistant', content: null }),
          ...calls.map((one) => chunk({ tool_calls: [strip(one)] })),
          chunk({}, 'tool_calls'),
          DONE,
        ]),
      )
      expect(body).not.toContain('headroom')
      expect(body).toContain(JSON.stringify(strip(calls[1] ?? {})))
      expect(pending[0]).toMatchObject({
        clientCalls: ['t1', 't2'],
        pairs: [{ id: 'p1', position: 0 }],
      })
    }
  })

  it('takes parts that repeat the name for parts of one call', async () => {
    const { body, asked } = await outcomeOf(
      'openai-chat',
      sse([
        chunk({ role: 'assistant', content: null }),
        chunk({ tool_calls: [entry(0, 'p1', 'headroom_retrieve', '{"hash"')] }),
        chunk({ tool_calls: [entry(0, 'p1', 'headroom_retrieve', ':"known"}')] }),
        chunk({}, 'tool_calls'),
        DONE,
      ]),
    )
    expect(body).not.toContain('headroom')
    expect(addedTo(asked[0])).toMatchObject([
      { tool_calls: [{ id: 'p1' }] },
      { tool_call_id: 'p1' },
    ])
    expect(asked[0]).toContain('first line')
  })

  it('takes ours out of a chunk that holds several, and numbers the others on', async () => {
    const { body } = await outcomeOf(
      'openai-chat',
      sse([
        chunk({ role: 'assistant', tool_calls: [own, entry(1, 't1', 'Bash', '')] }),
        chunk({
          tool_calls: [
            { index: 1, function: { arguments: '{"a":' } },
            { index: 0, function: { arguments: '' } },
          ],
        }),
        chunk({ tool_calls: [{ index: 1, function: { arguments: '1}' } }] }),
        chunk({}, 'tool_calls'),
        DONE,
      ]),
    )
    expect(seenBy('openai-chat', body, true)).toMatchObject({
      blocks: [call('t1', 'Bash', '{"a":1}')],
      stop: 'calls',
    })
  })

  it('says again what thoughts the provider wants back', async () => {
    const { asked } = await outcomeOf(
      'openai-chat',
      sse([
        chunk({ role: 'assistant', content: '', refusal: null }),
        chunk({ reasoning_content: 'so' }),
        chunk({ reasoning_content: ' it is', reasoning_details: [{ type: 'x', n: 1.0 }] }),
        chunk({ reasoning_details: [{ type: 'y' }] }),
        chunk({
          tool_calls: [{ ...own, extra_content: { google: { thought_signature: 'c2ln' } } }],
        }),
        chunk({}, 'tool_calls'),
        DONE,
      ]),
    )
    expect(addedTo(asked[0])).toEqual([
      {
        role: 'assistant',
        content: null,
        reasoning_content: 'so it is',
        reasoning_details: [{ type: 'x', n: 1 }, { type: 'y' }],
        tool_calls: [
          {
            id: 'p1',
            type: 'function',
            function: { name: 'headroom_retrieve', arguments: '{"hash":"known"}' },
            extra_content: { google: { thought_signature: 'c2ln' } },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'p1', content: expect.any(String) },
    ])
  })

  it('passes an error after our call, and does not ask on', async () => {
    const error = [undefined, { error: { message: 'x', type: 'server_error' } }] as const
    const { body, asked } = await outcomeOf(
      'openai-chat',
      sse([chunk({ role: 'assistant', tool_calls: [own] }), error]),
    )
    expect(asked).toEqual([])
    expect(body).toContain('server_error')
  })
})

describe('responses', () => {
  const own = {
    type: 'function_call',
    id: 'fc_1',
    call_id: 'p1',
    name: 'headroom_retrieve',
    arguments: '{"hash":"known"}',
  }
  const stream = (items: readonly object[], output: readonly object[] = items): string => {
    const events = [
      { type: 'response.created', response: { id: 'resp_0', output: [] } },
      ...items.flatMap((item, output_index) => [
        { type: 'response.output_item.added', output_index, item },
        { type: 'response.output_item.done', output_index, item },
      ]),
      { type: 'response.completed', response: { id: 'resp_0', status: 'completed', output } },
    ]
    return typed(events.map((event, sequence_number) => ({ ...event, sequence_number })))
  }

  it('sends no thought back that can not be read, and then no id that refers to it', async () => {
    const thoughts = { type: 'reasoning', id: 'rs_1', summary: [] }
    const sealed = { ...thoughts, encrypted_content: 'x', id: 'rs_2' }
    const said = {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      content: [],
      phase: 'commentary',
    }
    const bare = await outcomeOf('openai-responses', stream([thoughts, said, own]))
    const { id: _, ...nameless } = said
    const { id: __, ...ownNameless } = own
    expect(addedTo(bare.asked[0]).slice(0, 2)).toEqual([nameless, ownNameless])
    const whole = await outcomeOf('openai-responses', stream([sealed, said, own]))
    expect(addedTo(whole.asked[0]).slice(0, 3)).toEqual([sealed, said, own])
  })

  it('knows calls of the client from what the provider runs itself', async () => {
    const clients = [
      { type: 'custom_tool_call', call_id: 't1', name: 'exec', input: 'ls' },
      { type: 'local_shell_call', call_id: 't1', action: { command: ['ls'] } },
      { type: 'shell_call', call_id: 't1' },
      { type: 'mcp_approval_request', id: 't1' },
      { ...own, call_id: 't1', namespace: 'other' },
    ]
    for (const item of clients) {
      const { asked, pending, body } = await outcomeOf('openai-responses', stream([item, own]))
      expect([item, asked]).toEqual([item, []])
      expect(pending[0]?.clientCalls).toEqual(['t1'])
      expect(body).toContain(JSON.stringify(item))
    }
    const hosted = [
      [{ type: 'web_search_call', id: 'ws_1', status: 'completed' }],
      [
        { type: 'shell_call', call_id: 's1' },
        { type: 'shell_call_output', call_id: 's1' },
      ],
      [{ type: 'tool_search_call', call_id: null }],
    ]
    for (const items of hosted) {
      const { asked } = await outcomeOf('openai-responses', stream([...items, own]))
      expect([items, asked.length]).toEqual([items, 1])
    }
  })

  it('takes an end that repeats no items, and one that alone names them', async () => {
    const silent = await outcomeOf('openai-responses', stream([own], []))
    expect(silent.asked.length).toBe(1)
    const sudden = await outcomeOf('openai-responses', stream([], [own]))
    expect(sudden.asked.length).toBe(1)
    expect(seenBy('openai-responses', sudden.body, true)).toMatchObject({ stop: 'end' })
  })
})

describe('gemini', () => {
  const event = (parts: readonly object[], finishReason?: string, more: object = {}) =>
    [
      undefined,
      {
        candidates: [{ content: { parts, role: 'model' }, ...(finishReason && { finishReason }) }],
        ...more,
      },
    ] as const
  const own = { functionCall: { name: 'headroom_retrieve', args: { hash: 'known' } } }

  it('shows the words of an event that also holds our call and the end', async () => {
    const { body, asked } = await outcomeOf('gemini', sse([event([{ text: 'w' }, own], 'STOP')]))
    const [first = ''] = body.split('\n\n')
    expect(JSON.parse(first.slice('data: '.length))).toEqual({
      candidates: [{ content: { parts: [{ text: 'w' }], role: 'model' } }],
    })
    expect(addedTo(asked[0])).toMatchObject([
      { role: 'model', parts: [{ text: 'w' }, own] },
      { role: 'user', parts: [{ functionResponse: { name: 'headroom_retrieve' } }] },
    ])
  })

  it('ends a mixed turn with an event that clients take for one', async () => {
    const bash = { functionCall: { name: 'Bash', args: {} }, thoughtSignature: 'c2ln' }
    const { body, pending } = await outcomeOf('gemini', sse([event([bash]), event([own], 'STOP')]))
    expect(body).toBe(sse([event([bash]), event([{ text: '' }], 'STOP')]))
    expect(pending[0]?.clientCalls).toEqual(['c2ln'])
  })

  it('keeps signatures on empty texts, and shows nothing that follows a private end', async () => {
    const signed = { text: '', thoughtSignature: 'c2ln' }
    const { body, asked } = await outcomeOf(
      'gemini',
      sse([
        event([{ text: '' }, signed]),
        event([own], 'STOP'),
        [undefined, { usageMetadata: { candidatesTokenCount: 9 } }],
      ]),
    )
    expect(addedTo(asked[0])).toMatchObject([{ parts: [signed, own] }, {}])
    expect(body).not.toContain('"candidatesTokenCount":9}')
    expect(body).toContain('"candidatesTokenCount":24')
  })

  it('does not ask on after a call that went wrong', async () => {
    const { asked } = await outcomeOf('gemini', sse([event([own], 'MALFORMED_FUNCTION_CALL')]))
    expect(asked).toEqual([])
  })
})

it('keeps a loose end of the private part from running into what follows', async () => {
  const own = script('calls', call('p1', 'headroom_retrieve', { hash: 'known' }))
  for (const tail of [': bye', 'data: {"type":"ping"}', 'data: {"type":', '\n', 'event: x\n']) {
    for (const format of FORMATS) {
      const { body, error } = await outcomeOf(format, PROVIDERS[format].stream(own, 0) + tail)
      expect(error).toBeUndefined()
      expect(seenBy(format, body, true)).toMatchObject({ blocks: ENDING.blocks, stop: 'end' })
    }
  }
})
