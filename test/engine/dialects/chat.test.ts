import { describe, expect, it } from 'vitest'
import { readBody, readJsonBody } from '../../../src/engine/dialects/index.ts'
import { isEngineError } from '../../../src/engine/errors.ts'
import type { Block, BlockId, Conversation } from '../../../src/engine/ir/conversation.ts'
import { isRecallTool } from '../../../src/engine/ir/recall-tool.ts'

const CLOSED = { compressUser: false }

function read(body: unknown): Conversation {
  return readBody(body, CLOSED).conversation
}

function blocksOf(conversation: Conversation): readonly Block[] {
  return conversation.messages.flatMap(({ blocks }) => blocks)
}

/** What a block is, short: `id kind seal text`. */
function told(body: unknown): readonly string[] {
  return blocksOf(read(body)).map(({ id, kind, seal, text }) => `${id} ${kind} ${seal} ${text}`)
}

describe('plain messages', () => {
  it('are sealed, but for what tools say', () => {
    const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function', 'critic']
    expect(told(roles.map((role) => ({ role, content: 'words' })))).toEqual([
      '0.0 text instruction words',
      '1.0 text instruction words',
      '2.0 text instruction words',
      '3.0 text instruction words',
      '4.0 tool-result open words',
      '5.0 tool-result open words',
      '6.0 text instruction words',
    ])
  })

  it('give every message its role', () => {
    const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function', 'critic']
    const { messages } = read(roles.map((role) => ({ role, content: 'words' })))
    expect(messages.map(({ role }) => role)).toEqual([
      'system',
      'system',
      'user',
      'assistant',
      'tool',
      'tool',
      'assistant',
    ])
  })

  it('may be none at all, but must look like messages', () => {
    expect(read([]).messages).toEqual([])
    for (const body of [
      7,
      null,
      undefined,
      'text',
      {},
      [1],
      [{ role: 'admin' }],
      { messages: 1 },
    ]) {
      expect(() => readBody(body, CLOSED)).toThrow(/messages/)
    }
    try {
      readBody('text', CLOSED)
    } catch (error) {
      expect(isEngineError(error) && error.code).toBe('bad-body')
    }
  })
})

describe('OpenAI chat completions', () => {
  const call = {
    role: 'assistant',
    content: null,
    reasoning_content: 'think',
    tool_calls: [
      { id: 'c1', type: 'function', function: { name: 'ls', arguments: '{"path": "."}' } },
      { id: 'c2', type: 'custom', custom: { name: 'x', input: 'y' } },
    ],
  }

  it('name the call that produced a result, and only an earlier one', () => {
    const result = { role: 'tool', tool_call_id: 'c1', content: 'files' }
    const [early, , , , late] = blocksOf(read([result, call, result]))
    expect(early?.origin).toBeUndefined()
    expect(late?.origin).toEqual({ tool: 'ls', callId: 'c1', input: '{"path": "."}' })
  })

  it('name the nearest call where ids come again', () => {
    const again = {
      ...call,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'cat', arguments: '{}' } }],
    }
    const result = { role: 'tool', tool_call_id: 'c1', content: 'files' }
    const tools = blocksOf(read([call, result, again, result])).map(({ origin }) => origin?.tool)
    expect(tools.filter((tool) => tool !== undefined)).toEqual(['ls', 'cat'])
  })

  it('seal calls and reasoning', () => {
    expect(told([call])).toEqual([
      '0.0 reasoning signed think',
      '0.1 tool-call instruction {"path": "."}',
      '0.2 tool-call instruction y',
    ])
  })

  it('name custom tools as well', () => {
    const result = { role: 'tool', tool_call_id: 'c2', content: 'z' }
    expect(blocksOf(read([call, result])).at(-1)?.origin).toEqual({
      tool: 'x',
      callId: 'c2',
      input: 'y',
    })
    const unheard = { role: 'assistant', tool_calls: [{ id: 'c3', type: 'hologram' }] }
    expect(told([unheard])).toEqual(['0.1 opaque instruction '])
  })

  it('know functions by their name', () => {
    const body = [
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{"a":1}' } },
      { role: 'function', name: 'f', content: 'one' },
      { role: 'function', name: 'unheard', content: 'two' },
    ]
    expect(blocksOf(read(body)).map(({ origin }) => origin)).toEqual([
      undefined,
      { tool: 'f', callId: '', input: '{"a":1}' },
      { tool: 'unheard', callId: '', input: '' },
    ])
  })

  it('open each text part of a result and nothing else in it', () => {
    const content = [
      { type: 'text', text: 'one' },
      { type: 'image_url', image_url: { url: 'data:' } },
      { type: 'text', text: 'two' },
      { type: 'mystery', text: 'three' },
      'four',
      { type: 'text', text: 5 },
    ]
    expect(told([{ role: 'tool', tool_call_id: 'c', content }])).toEqual([
      '0.0 tool-result open one',
      '0.1 media instruction ',
      '0.2 tool-result open two',
      '0.3 opaque instruction ',
      '0.4 opaque instruction ',
      '0.5 opaque instruction ',
    ])
  })
})

describe('Anthropic messages', () => {
  const use = {
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { type: 'redacted_thinking', data: 'd' },
      { type: 'text', text: 'I look.' },
      { type: 'tool_use', id: 't1', name: 'bash', input: { command: 'ls', timeout: 1.0 } },
    ],
  }

  it('open what tools hand back, wherever a breakpoint stands', () => {
    const content = [
      {
        type: 'tool_result',
        tool_use_id: 't1',
        is_error: true,
        content: 'out',
        cache_control: { type: 'ephemeral' },
      },
      {
        type: 'tool_result',
        tool_use_id: 't1',
        content: [
          { type: 'text', text: 'one', cache_control: { type: 'ephemeral' } },
          { type: 'image', source: {} },
          { type: 'search_result', content: [{ type: 'text', text: 'x' }] },
          { type: 'text', text: 'cited', citations: [{ start: 0 }] },
          { type: 'text', text: 'uncited', citations: null },
        ],
      },
      { type: 'text', text: 'and mind the rest', cache_control: { type: 'ephemeral' } },
    ]
    expect(told([use, { role: 'user', content }])).toEqual([
      '0.0 reasoning signed hm',
      '0.1 reasoning signed ',
      '0.2 text instruction I look.',
      '0.3 tool-call instruction {"command":"ls","timeout":1}',
      '1.0 tool-result open out',
      '1.1.0 tool-result open one',
      '1.1.1 media instruction ',
      '1.1.2 opaque instruction ',
      '1.1.3 tool-result signed cited',
      '1.1.4 tool-result open uncited',
      '1.2 text instruction and mind the rest',
    ])
  })

  it('name the call', () => {
    const result = { type: 'tool_result', tool_use_id: 't1', content: 'out' }
    const blocks = blocksOf(read([use, { role: 'user', content: [result] }]))
    expect(blocks.at(-1)?.origin).toEqual({
      tool: 'bash',
      callId: 't1',
      input: '{"command":"ls","timeout":1}',
    })
  })

  it('seal results the assistant holds, signed results and results without content', () => {
    const result = { type: 'tool_result', tool_use_id: 't1', content: 'out' }
    const body = [
      { role: 'assistant', content: [result] },
      {
        role: 'user',
        content: [
          { ...result, encrypted_content: 'e' },
          { type: 'tool_result', tool_use_id: 't1' },
        ],
      },
    ]
    expect(told(body)).toEqual([
      '0.0 opaque instruction ',
      '1.0 opaque signed ',
      '1.1 opaque instruction ',
    ])
  })

  it('put the system text before all', () => {
    const messages = [{ role: 'user', content: 'hi' }]
    expect(told({ system: 'be good', messages })[0]).toBe('-1.0 text instruction be good')
    const parts = [
      { type: 'text', text: 'be' },
      { type: 'text', text: 'good' },
    ]
    expect(told({ system: parts, messages })).toEqual([
      '-1.0 text instruction be',
      '-1.1 text instruction good',
      '0.0 text instruction hi',
    ])
  })

  it('print the input of a call alike on every host, within bounds', () => {
    const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown
    const round: Record<string, unknown> = {}
    round['self'] = round
    for (const input of [deep, round, { a: 1n }, { toJSON: () => 1 }, new Array(200_000).fill(0)]) {
      const part = { type: 'tool_use', id: 't', name: 'n', input }
      expect(blocksOf(read([{ role: 'assistant', content: [part] }]))[0]?.text).toBe('')
    }
  })
})

describe('a body', () => {
  const messages = [{ role: 'user', content: 'hi' }]

  it.each([
    [{ tools: [{ name: 'headroom_retrieve' }] }, true],
    [{ tools: [{ type: 'function', function: { name: 'headroom_retrieve' } }] }, true],
    [{ tools: [{ name: 'ls' }, { name: 'mcp__edge__headroom_retrieve' }] }, true],
    [{ functions: [{ name: 'edge:headroom_retrieve' }] }, true],
    [{ tools: [{ name: 'edge_headroom_retrieve', defer_loading: false }] }, true],
    [{ tools: [{ name: 'headroom_retrieve', defer_loading: true }] }, false],
    [{ tools: [{ name: 'myheadroom_retrieve' }] }, false],
    [{ tools: [{ name: 'retrieve', description: 'headroom_retrieve' }] }, false],
    [{ tools: [] }, false],
    [{}, false],
  ])('can recall by the tools it carries: %j → %s', (envelope, can) => {
    expect(read({ messages, ...envelope }).canRecall).toBe(can)
  })

  it.each([
    [{}, false],
    [{ context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] } }, true],
    [{ context_management: { edits: [{ type: 'compact_20260112' }] } }, true],
    [{ context_management: { edits: [{ type: 'clear_thinking_20251015' }] } }, false],
    [{ context_management: { edits: [{ type: 'clear_thinking_1' }, {}] } }, true],
    [{ context_management: { edits: [] } }, false],
    [{ context_management: null }, false],
    [{ context_management: {} }, true],
    [{ context_management: [{ type: 'compaction' }] }, true],
    [{ truncation: 'auto' }, true],
    [{ truncation: 'disabled' }, false],
    [{ previous_response_id: 'resp_1' }, true],
    [{ previous_response_id: null }, false],
    [{ conversation: { id: 'conv_1' } }, true],
    [{ transforms: ['middle-out'] }, true],
    [{ transforms: [] }, false],
  ])('may lose earlier messages by what it asks for: %j → %s', (envelope, may) => {
    expect(read({ messages, ...envelope }).mayLoseEarlier).toBe(may)
    const text = JSON.stringify({ messages, ...envelope })
    expect(readJsonBody(text, CLOSED)?.conversation.mayLoseEarlier).toBe(may)
  })

  it.each([
    [{ messages, system: '' }, 'anthropic'],
    [[...messages, { role: 'tool', content: '' }], 'openai-chat'],
    [[...messages, { role: 'user', content: [{ type: 'tool_result' }] }], 'anthropic'],
    [[{ role: 'user', content: [{ type: 'image_url' }] }], 'openai-chat'],
    [messages, 'plain'],
  ])('is named for the report: %j', (body, name) => {
    expect(readBody(body, CLOSED).dialect).toBe(name)
  })

  it('names its model', () => {
    expect(read({ messages, model: 'gpt-4o' }).model).toBe('gpt-4o')
    expect(read(messages).model).toBe('')
  })
})

describe('a tool is our recall tool', () => {
  it.each([
    ['headroom_retrieve', true],
    ['mcp__headroom__headroom_retrieve', true],
    ['mcp__a__b__headroom_retrieve', true],
    ['mcp_headroom_headroom_retrieve', true],
    ['mcp--headroom--headroom_retrieve', true],
    ['headroom_headroom_retrieve', true],
    ['headroom:headroom_retrieve', true],
    ['headroom.headroom_retrieve', true],
    ['headroom/headroom_retrieve', true],
    ['c7Xq0mcp0headroom_retrieve', true],
    ['__headroom_retrieve', false],
    [':headroom_retrieve', false],
    ['myheadroom_retrieve', false],
    ['retrieve', false],
    ['headroom_retrieve_all', false],
    ['', false],
  ])('%j: %s', (name, is) => {
    expect(isRecallTool(name)).toBe(is)
  })
})

describe('writing live objects', () => {
  const shared = { type: 'image', source: { data: 'AAAA' } }
  const body = {
    model: 'm',
    messages: [
      { role: 'user', content: 'hi' },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'a' }, shared] },
        ],
      },
      { role: 'tool', content: 'b' },
    ],
  }
  const block = (id: string) => id as BlockId

  it('copies the way to a change and shares the rest', () => {
    const before = structuredClone(body)
    const reading = readBody(body, CLOSED)
    const written = reading.write([{ block: block('1.0.0'), text: 'A' }]) as typeof body
    expect(body).toEqual(before)
    expect(written).not.toBe(body)
    expect(written.messages[0]).toBe(body.messages[0])
    expect(written.messages[2]).toBe(body.messages[2])
    expect(written.messages[1]?.content).toEqual([
      { type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'A' }, shared] },
    ])
    expect(Object.keys(written)).toEqual(Object.keys(body))
  })

  it('gives the very body back when nothing changes', () => {
    const reading = readBody(body, CLOSED)
    expect(reading.write([])).toBe(body)
    expect(reading.write([{ block: block('2.0'), text: 'b' }])).toBe(body)
  })

  it('refuses to write what is sealed or not there', () => {
    const reading = readBody(body, CLOSED)
    for (const id of ['0.0', '1.0', '1.0.1', '9.0'])
      expect(() => reading.write([{ block: block(id), text: 'x' }])).toThrow(/not open/)
  })

  it('writes one message that stands in two places in one of them', () => {
    const twice = { role: 'tool', content: 'same' }
    const written = readBody([twice, twice], CLOSED).write([{ block: block('1.0'), text: 'new' }])
    expect(written).toEqual([twice, { role: 'tool', content: 'new' }])
  })

  it('leaves members named like those of Object where they are', () => {
    const odd = JSON.parse('[{"role":"tool","content":"a","__proto__":{"content":"p"}}]') as unknown
    const written = readBody(odd, CLOSED).write([{ block: block('0.0'), text: 'b' }])
    expect(JSON.stringify(written)).toBe(
      '[{"role":"tool","content":"b","__proto__":{"content":"p"}}]',
    )
  })
})

describe('members that stand twice', () => {
  const open = (text: string) =>
    blocksOf(readJsonBody(text, CLOSED)?.conversation ?? read([])).map(
      ({ id, seal }) => `${id} ${seal}`,
    )

  it.each(['role', 'content', 'tool_call_id', 'tool_calls', 'name'])(
    '%s seals its message',
    (key) => {
      const message = `{"role":"tool","content":"a","tool_call_id":"c","${key}":"b","${key}":"b"}`
      expect(
        open(`[{"role":"user","content":"a"},${message},{"role":"tool","content":"z"}]`),
      ).toEqual(['0.0 instruction', '1.0 instruction', '2.0 open'])
    },
  )

  it.each(['type', 'text', 'cache\\u0064'])('%s in a part', (key) => {
    const part = `{"type":"text","text":"a","cached":1,"${key}":"text"}`
    const sealed = key.startsWith('cache') ? 'open' : 'instruction'
    expect(open(`[{"role":"tool","content":[${part}]}]`)).toEqual([`0.0 ${sealed}`])
    const result = `{"type":"tool_result","content":[${part}]}`
    expect(open(`[{"role":"user","content":[${result}]}]`)).toEqual([`0.0.0 ${sealed}`])
  })

  it('a signature that stands twice still signs', () => {
    expect(open('[{"role":"tool","content":"a","signature":null,"signature":null}]')).toEqual([
      '0.0 signed',
    ])
  })
})
