import { describe, expect, it } from 'vitest'
import { readBody, readJsonBody } from '../../../src/engine/dialects/index.ts'
import type { BlockId } from '../../../src/engine/ir/conversation.ts'
import { blocksOf, long, originsOf, read, told, toldText } from './told.ts'

const input = (...items: readonly unknown[]) => ({ model: 'gpt-5', input: items })
const call = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'ls', arguments: '{"a":1}' }
const output = { type: 'function_call_output', call_id: 'c1', output: 'files' }
const user = { role: 'user', content: [{ type: 'input_text', text: 'hi' }] }

describe('OpenAI Responses', () => {
  it('take a text for what the user says', () => {
    expect(read({ input: 'hi' }).messages).toEqual([
      { role: 'user', blocks: [{ id: '0.0', kind: 'text', text: 'hi', seal: 'instruction' }] },
    ])
    const reading = readBody({ input: '{"a": 1}' }, { compressUser: true })
    const edit = { block: '0.0' as BlockId, text: '{}' }
    expect(reading.write([edit])).toEqual({ input: '{}' })
    expect(
      readJsonBody('{ "input" : "[1]" }', { compressUser: true })?.write([
        { block: '0.0' as BlockId, text: '"' },
      ]),
    ).toBe('{ "input" : "\\"" }')
  })

  it('seal instructions and what everybody but a tool says', () => {
    const body = {
      instructions: 'be good',
      input: [
        { type: 'message', role: 'developer', content: 'd' },
        { role: 'system', content: [{ type: 'input_text', text: 's' }] },
        user,
        {
          type: 'message',
          id: 'm',
          role: 'assistant',
          phase: 'commentary',
          status: 'completed',
          content: [
            { type: 'output_text', text: 'a', annotations: [], logprobs: [] },
            { type: 'refusal', refusal: 'no' },
          ],
        },
        { role: 'user', content: [{ type: 'input_image', image_url: 'data:' }] },
        { role: 'user', content: [{ type: 'input_file', file_data: 'data:' }] },
      ],
    }
    expect(told(body)).toEqual([
      '-1.0 text instruction be good',
      '0.0 text instruction d',
      '1.0 text instruction s',
      '2.0 text instruction hi',
      '3.0 text instruction a',
      '3.1 opaque instruction ',
      '4.0 media instruction ',
      '5.0 media instruction ',
    ])
    expect(read(body).messages.map(({ role }) => role)).toEqual([
      'system',
      'system',
      'system',
      'user',
      'assistant',
      'user',
      'user',
    ])
  })

  it('open a user’s data where the caller opens it', () => {
    const body = input({ role: 'user', content: [{ type: 'input_text', text: '{"a": 1}' }] })
    const { conversation } = readBody(body, { compressUser: true })
    expect(blocksOf(conversation)).toEqual([
      { id: '0.0', kind: 'text', text: '{"a": 1}', seal: 'open', packOnly: true },
    ])
  })

  it('open what a function gave back: a text, or the texts in a list', () => {
    const parts = [
      { type: 'input_text', text: 'one' },
      { type: 'input_image', image_url: 'data:' },
      { type: 'input_text', text: 'two' },
      { type: 'hologram', text: 'three' },
      { type: 'input_text', text: 4 },
    ]
    expect(told(input(call, output, { ...output, output: parts }))).toEqual([
      '0.0 tool-call instruction {"a":1}',
      '1.0 tool-result open files',
      '2.0.0 tool-result open one',
      '2.0.1 media instruction ',
      '2.0.2 tool-result open two',
      '2.0.3 opaque instruction ',
      '2.0.4 opaque instruction ',
    ])
    const origin = { tool: 'ls', callId: 'c1', input: '{"a":1}' }
    expect(originsOf(input(call, output, { ...output, output: parts }))).toEqual([
      origin,
      origin,
      origin,
    ])
    expect(read(input(call, output)).messages.map(({ role }) => role)).toEqual([
      'assistant',
      'tool',
    ])
  })

  it('name a call only where it stands before, the nearest one first', () => {
    const again = { ...call, name: 'cat', arguments: '{}' }
    const bodies = input(output, call, output, again, output)
    expect(originsOf(bodies).map((origin) => origin?.tool)).toEqual([undefined, 'ls', 'cat'])
  })

  it('pair custom tools', () => {
    const items = [
      { type: 'custom_tool_call', call_id: 'k', name: 'exec', input: 'await run("ls")' },
      { type: 'custom_tool_call_output', call_id: 'k', output: 'files' },
      {
        type: 'custom_tool_call_output',
        call_id: 'k',
        output: [{ type: 'input_text', text: 'more' }],
      },
    ]
    const origin = { tool: 'exec', callId: 'k', input: 'await run("ls")' }
    expect(originsOf(input(...items))).toEqual([origin, origin])
  })

  it('pair local shells by either id', () => {
    const shell = {
      type: 'local_shell_call',
      id: 'lsh_1',
      call_id: 'k',
      action: { type: 'exec', command: ['cat', 'a.txt'], env: {} },
    }
    const items = [
      shell,
      { type: 'local_shell_call_output', id: 'lsh_1', output: '{"stdout":"x"}' },
      { type: 'local_shell_call_output', call_id: 'k', output: '{"stdout":"y"}' },
      { type: 'local_shell_call_output', id: 'k', output: '{"stdout":"z"}' },
    ]
    const origin = {
      tool: 'local_shell',
      callId: 'k',
      input: '{"type":"exec","command":["cat","a.txt"],"env":{}}',
    }
    expect(originsOf(input(...items))).toEqual([origin, origin, origin])
  })

  it('open what shell commands wrote, each under its own command', () => {
    const shell = { type: 'shell_call', call_id: 'k', action: { commands: ['cat a', 'cat b'] } }
    const written = (stdout: string, stderr: string) => ({
      stdout,
      stderr,
      outcome: { type: 'exit', exit_code: 0 },
    })
    const chunks = [written(long('a'), ''), written('short', long('e'))]
    const result = { type: 'shell_call_output', call_id: 'k', max_output_length: 9, output: chunks }
    expect(told(input(shell, result)).slice(1)).toEqual([
      `1.0.0.0 tool-result open ${long('a')}`,
      `1.0.1.1 tool-result open ${long('e')}`,
    ])
    expect(originsOf(input(shell, result))).toEqual([
      { tool: 'shell', callId: 'k', input: 'cat a' },
      { tool: 'shell', callId: 'k', input: 'cat b' },
    ])
    const three = { ...result, output: [...chunks, written(long('c'), '')] }
    expect(originsOf(input(shell, three)).map((origin) => origin?.input)).toEqual(
      new Array(3).fill('{"commands":["cat a","cat b"]}'),
    )
  })

  it('leave to the provider what it ran itself', () => {
    const shell = { type: 'shell_call', call_id: 'k', action: { commands: ['ls'] } }
    const result = { type: 'shell_call_output', call_id: 'k', output: [{ stdout: long('a') }] }
    const isOpen = (environment: unknown) =>
      originsOf(input({ ...shell, environment }, result)).length === 1
    expect(isOpen({ type: 'container_reference', container_id: 'c' })).toBe(false)
    expect(isOpen({ type: 'local' })).toBe(true)
    expect(isOpen(null)).toBe(true)
  })

  it.each([
    ['of a call', { ...call, caller: { type: 'program', caller_id: 'p' } }, output],
    ['of its result', call, { ...output, caller: { type: 'program', caller_id: 'p' } }],
  ])('leave results as they are that a program reads, by the word %s', (_name, made, result) => {
    expect(originsOf(input(made, result))).toEqual([])
    const direct = { type: 'direct' }
    expect(originsOf(input({ ...made, caller: direct }, { ...result, caller: null }))).toHaveLength(
      1,
    )
  })

  it.each([
    { type: 'reasoning', id: 'r', summary: [{ type: 'summary_text', text: 's' }] },
    { type: 'reasoning', encrypted_content: 'e', content: [{ type: 'reasoning_text', text: 't' }] },
    { type: 'compaction', encrypted_content: 'e' },
    { type: 'item_reference', id: 'msg_1' },
    { id: 'msg_1' },
    { type: 'configuration_update', reasoning: { effort: 'high' } },
    { type: 'apply_patch_call', call_id: 'p', operation: { type: 'update_file', diff: '@@' } },
    { type: 'apply_patch_call_output', call_id: 'p', status: 'completed', output: 'Done' },
    { type: 'mcp_call', id: 'm', name: 'n', arguments: '{}', output: 'o', server_label: 's' },
    { type: 'mcp_list_tools', id: 'm', tools: [] },
    { type: 'mcp_approval_response', approve: true, approval_request_id: 'm' },
    { type: 'web_search_call', id: 'w', action: { type: 'search', query: 'q' } },
    { type: 'file_search_call', id: 'f', results: [{ text: 'x' }] },
    { type: 'code_interpreter_call', id: 'c', code: '1', outputs: [{ type: 'logs', logs: 'l' }] },
    { type: 'computer_call_output', call_id: 'c', output: { type: 'computer_screenshot' } },
    { type: 'tool_search_output', call_id: 't', tools: [{ name: 'headroom_retrieve' }] },
    { type: 'image_generation_call', result: 'AAAA' },
    { type: 'program', code: 'c' },
    { type: 'hologram', role: 'tool', content: 'keep', output: 'keep' },
    { ...output, encrypted_content: 'e' },
    { type: 'function_call_output', call_id: 'c1' },
    'text',
    7,
    null,
  ])('leave untouched: %j', (item) => {
    const body = input(user, item)
    const blocks = blocksOf(read(body)).slice(1)
    expect(blocks.map(({ seal }) => seal)).not.toContain('open')
    expect(blocks).toHaveLength(1)
    expect(read(body).canRecall).toBe(false)
  })

  it('say where a summary stands for what is above it', () => {
    const items = [{ type: 'compaction', encrypted_content: 'e' }, { type: 'compaction_summary' }]
    expect(told(input(...items))).toEqual(['0.0 compaction signed ', '1.0 compaction instruction '])
  })

  it('read bare lists of items, where a message comes first', () => {
    expect(told([user, call, output]).at(-1)).toBe('2.0 tool-result open files')
    expect(readBody([user, call, output], { compressUser: false }).dialect).toBe('openai-responses')
    expect(() => read([call, output])).toThrow(/`input`/)
  })

  it('may have no items, but must look like items', () => {
    expect(read({ input: [] }).messages).toEqual([])
    for (const wrong of [['a'], [1], [[1]], [{}], 1, null, { type: 'message' }]) {
      expect(() => read({ input: wrong })).toThrow(/`messages`.*`input`.*`contents`/)
    }
  })
})

describe('members of an item that stand twice', () => {
  const item = (more: string) =>
    toldText(
      `{"input":[{"role":"user","content":"a"},{"type":"function_call_output","call_id":"c","output":"o",${more}}]}`,
    )

  it.each(['type', 'call_id', 'output', 'id', 'name', 'role', 'content'])('%s seals it', (key) => {
    expect(item(`"${key}":"x","${key}":"x"`)).toEqual(['0.0 instruction', '1.0 instruction'])
  })

  it('strange ones do not', () => {
    expect(item('"status":1,"status":2')).toEqual(['0.0 instruction', '1.0 open'])
  })

  it('nor do they open a shell’s output', () => {
    const text = `"stdout":"${long('a')}"`
    expect(
      toldText(`{"input":[{"type":"shell_call_output","output":[{${text},${text}},{${text}}]}]}`),
    ).toEqual(['0.0.0 instruction', '0.0.1.0 open'])
  })
})

describe('a body of Responses', () => {
  const recall = { type: 'function', name: 'headroom_retrieve', parameters: {} }
  const given = (tools: readonly unknown[]) => ({
    type: 'additional_tools',
    role: 'developer',
    tools,
  })

  it.each([
    [[recall], true],
    [
      [
        {
          type: 'namespace',
          name: 'mcp__edge__',
          tools: [{ type: 'function', name: 'x' }, recall],
        },
      ],
      true,
    ],
    [[{ type: 'namespace', name: 'n', tools: [{ ...recall, defer_loading: true }] }], false],
    [[{ type: 'custom', name: 'mcp__edge__headroom_retrieve' }], true],
    [[{ type: 'web_search' }, { type: 'tool_search' }], false],
    [[{ type: 'namespace', name: 'headroom_retrieve', tools: [] }], false],
    [null, false],
  ])('can recall by its tools: %j → %s', (tools, can) => {
    expect(read({ ...input(user), tools }).canRecall).toBe(can)
    expect(read(input(given(tools ?? []), user)).canRecall).toBe(can)
  })

  it('counts tools that items add only before the first result', () => {
    const added = given([recall])
    expect(read(input(user, call, added, output)).canRecall).toBe(true)
    expect(read(input(user, call, output, added, output)).canRecall).toBe(false)
    expect(told(input(added))).toEqual(['0.0 opaque instruction '])
    expect(read(input(added)).messages[0]?.role).toBe('system')
  })

  it('is named for the report', () => {
    expect(readBody({ input: '' }, { compressUser: false }).dialect).toBe('openai-responses')
    expect(readJsonBody('{"input":[]}', { compressUser: false })?.dialect).toBe('openai-responses')
  })
})
