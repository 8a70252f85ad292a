import { describe, expect, it } from 'vitest'
import { readBody, readJsonBody } from '../../../src/engine/dialects/index.ts'
import type { BlockId } from '../../../src/engine/ir/conversation.ts'
import { blocksOf, long, originsOf, read, told, toldText } from './told.ts'

const user = { role: 'user', parts: [{ text: 'hi' }] }
const calls = (...made: readonly unknown[]) => ({
  role: 'model',
  parts: made.map((functionCall) => ({ functionCall })),
})
const answers = (...given: readonly unknown[]) => ({
  role: 'user',
  parts: given.map((functionResponse) => ({ functionResponse })),
})
const ls = { name: 'ls', args: { path: '.' } }
const files = { name: 'ls', response: { output: long('files') } }

describe('Gemini', () => {
  it('seal what everybody but a function says', () => {
    const body = {
      systemInstruction: { role: 'user', parts: [{ text: 'be' }, { text: 'good' }] },
      contents: [
        user,
        {
          role: 'model',
          parts: [
            { text: 'plan', thought: true },
            { text: 'told', thoughtSignature: 's==' },
            { text: 'said', thought: false },
            { functionCall: ls, thoughtSignature: 's==' },
            { executableCode: { language: 'PYTHON', code: '1' } },
            { codeExecutionResult: { outcome: 'OUTCOME_OK', output: long('1') } },
          ],
        },
        { parts: [{ text: 'and' }, { inlineData: { data: 'AAAA' } }, { fileData: {} }] },
      ],
    }
    expect(told(body)).toEqual([
      '-1.0 text instruction be',
      '-1.1 text instruction good',
      '0.0 text instruction hi',
      '1.0 reasoning signed plan',
      '1.1 text signed told',
      '1.2 text instruction said',
      '1.3 tool-call instruction {"path":"."}',
      '1.4 opaque instruction ',
      '1.5 opaque instruction ',
      '2.0 text instruction and',
      '2.1 media instruction ',
      '2.2 media instruction ',
    ])
    expect(read(body).messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ])
  })

  it('take a system text in either spelling and as a bare text', () => {
    const texts = (body: object) => told({ contents: [], ...body })
    expect(texts({ system_instruction: { parts: [{ text: 'a' }] } })).toEqual([
      '-1.0 text instruction a',
    ])
    expect(texts({ systemInstruction: 'b' })).toEqual(['-1.0 text instruction b'])
    expect(texts({})).toEqual([])
  })

  it('open every text in an answer that is worth a block, wherever it stands', () => {
    const response = {
      output: long('a'),
      exitCode: 0,
      note: 'short',
      list: [long('b'), { deep: { deeper: [null, long('c')] } }, true],
      '': long('d'),
    }
    const parts = [{ inlineData: { mimeType: 'image/png', data: long('AAAA') } }]
    expect(told({ contents: [answers({ id: 'x', name: 'ls', response, parts })] })).toEqual([
      `0.0.0 tool-result open ${long('a')}`,
      `0.0.3.0 tool-result open ${long('b')}`,
      `0.0.3.1.0.0.1 tool-result open ${long('c')}`,
      `0.0.4 tool-result open ${long('d')}`,
    ])
  })

  it.each(['[packed lines#00000000 x]\n', '[headroom_retrieve(ref="0")]'])(
    'find what was shortened before again, however short: %j',
    (output) => {
      expect(told({ contents: [answers({ name: 'ls', response: { output } })] })).toHaveLength(1)
    },
  )

  it('leave answers alone that are too deep or too many', () => {
    const nested = (depth: number): unknown => (depth === 0 ? long('x') : { a: nested(depth - 1) })
    const openIn = (response: unknown) =>
      blocksOf(read({ contents: [answers({ name: 'f', response })] })).length
    expect([nested(8), nested(9), nested(5_000)].map(openIn)).toEqual([1, 0, 0])
    expect(openIn(new Array(500).fill(long('x')))).toBe(200)
    expect(openIn([...new Array(200_000).fill(0), long('x')])).toBe(0)
    const round: Record<string, unknown> = { text: long('x') }
    round['self'] = round
    expect(openIn(round)).toBe(8)
  })

  it('write into an answer and nothing beside it', () => {
    const text = `{"contents":[{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"a":1.0,"10":"${long('x\\u00e9')}","b":{"\\u0061":["${long('y')}"]}}}}]}]}`
    const edits = [
      { block: '0.0.2.0.0' as BlockId, text: '"' },
      { block: '0.0.1' as BlockId, text: '\n' },
    ]
    const written = readJsonBody(text, { compressUser: false })?.write(edits)
    expect(written).toBe(text.replace(long('x\\u00e9'), '\\n').replace(long('y'), '\\"'))
  })

  it('pair by id, else the calls of a turn in their order, else by the nearest name', () => {
    const cat = (path: string, id?: string) => ({ name: 'cat', id, args: { path } })
    const answer = (id?: string) => ({ name: 'cat', id, response: { output: long('text') } })
    const inputs = (...contents: readonly unknown[]) =>
      originsOf({ contents }).map((origin) => origin?.input.at(9))
    expect(inputs(calls(cat('a'), cat('b')), answers(answer(), answer(), answer()))).toEqual([
      'a',
      'b',
      'b',
    ])
    expect(
      inputs(calls(cat('a', '1'), cat('b', '2')), answers(answer('2'), answer(), answer('1'))),
    ).toEqual(['b', 'a', 'a'])
    expect(inputs(calls(cat('a'), cat('b')), calls(cat('c')), answers(answer('z')))).toEqual(['c'])
    expect(inputs(answers(answer()), calls(cat('a')))).toEqual([undefined])
    expect(originsOf({ contents: [answers(answer('7'))] })).toEqual([
      { tool: 'cat', callId: '7', input: '' },
    ])
  })

  it('take either spelling, but not both at once', () => {
    const snake = {
      contents: [
        { role: 'model', parts: [{ function_call: ls, thought_signature: 's' }] },
        { role: 'user', parts: [{ function_response: files }] },
        { role: 'user', parts: [{ inline_data: {} }] },
      ],
    }
    expect(told(snake)).toEqual([
      '0.0 tool-call instruction {"path":"."}',
      `1.0.0 tool-result open ${long('files')}`,
      '2.0 media instruction ',
    ])
    expect(originsOf(snake)).toEqual([{ tool: 'ls', callId: '', input: '{"path":"."}' }])
    const both = { functionResponse: files, function_response: files }
    expect(told({ contents: [{ role: 'user', parts: [both] }] })).toEqual([
      '0.0 opaque instruction ',
    ])
  })

  it.each([
    { functionResponse: files, thoughtSignature: 's' },
    { functionResponse: files, text: 'and more' },
    { functionResponse: { name: 'ls' } },
    { functionResponse: null },
    { toolResponse: files },
    { hologram: long('keep') },
    { text: 5 },
    'text',
    null,
  ])('leave untouched: %j', (part) => {
    const blocks = blocksOf(read({ contents: [user, { role: 'user', parts: [part] }] }))
    expect(blocks.slice(1).map(({ kind }) => kind)).toEqual(['opaque'])
  })

  it('leave what a model says that functions answered', () => {
    expect(told({ contents: [{ role: 'model', parts: [{ functionResponse: files }] }] })).toEqual([
      '0.0 opaque instruction ',
    ])
    const asFunction = { role: 'function', parts: [{ functionResponse: files }] }
    expect(originsOf({ contents: [asFunction] })).toHaveLength(1)
  })

  it('open a user’s data where the caller opens it', () => {
    const body = { contents: [{ parts: [{ text: '{"a": 1}' }] }] }
    expect(blocksOf(readBody(body, { compressUser: true }).conversation)[0]?.packOnly).toBe(true)
  })

  it('are found where tokens are counted', () => {
    const inner = { contents: [answers(files)], tools: [{ functionDeclarations: [] }] }
    expect(told({ generateContentRequest: { model: 'm', ...inner } })).toEqual(told(inner))
    expect(read({ generateContentRequest: { model: 'm', ...inner } }).model).toBe('m')
  })
})

describe('members that stand twice', () => {
  const answer = (part: string) => toldText(`{"contents":[{"role":"user","parts":[${part}]}]}`)
  const given = `"name":"f","response":{"output":"${long('x')}"}`

  it('seal their content, their part or their answer', () => {
    expect(answer(`{"functionResponse":{${given}}}`)).toEqual(['0.0.0 open'])
    for (const part of [
      `{"functionResponse":{${given}},"functionResponse":{${given}}}`,
      `{"functionResponse":{${given},"name":"g"}}`,
      `{"functionResponse":{${given},"id":"1","id":"2"}}`,
    ])
      expect(answer(part)).toEqual(['0.0 instruction'])
    expect(answer(`{"functionResponse":{"response":{"a":1,"a":"${long('x')}"}}}`)).toEqual([])
    expect(answer(`{"functionResponse":{"response":[{"a":1,"a":2},"${long('x')}"]}}`)).toEqual([
      '0.0.1 open',
    ])
    expect(
      toldText(`{"contents":[{"parts":[{"functionResponse":{${given}}}],"role":"a","role":"b"}]}`),
    ).toEqual(['0.0 instruction'])
  })
})

describe('a body of Gemini', () => {
  it.each([
    [[{ functionDeclarations: [{ name: 'ls' }, { name: 'headroom_retrieve' }] }], true],
    [
      [{ googleSearch: {} }, { function_declarations: [{ name: 'mcp_e_headroom_retrieve' }] }],
      true,
    ],
    [[{ functionDeclarations: [{ name: 'ls' }] }], false],
    [[{ functionDeclarations: 'headroom_retrieve' }], false],
    [undefined, false],
  ])('can recall by its tools: %j → %s', (tools, can) => {
    expect(read({ contents: [user], tools }).canRecall).toBe(can)
    expect(read({ contents: [user], config: { tools } }).canRecall).toBe(can)
  })

  it('loses nothing of itself to what the provider has cached', () => {
    expect(read({ contents: [user], cachedContent: 'cachedContents/1' }).mayLoseEarlier).toBe(false)
  })

  it('is named for the report', () => {
    expect(readBody({ contents: [] }, { compressUser: false }).dialect).toBe('gemini')
    const text = '{"contents":[{"parts":[]}]}'
    expect(readJsonBody(text, { compressUser: false })?.dialect).toBe('gemini')
  })

  it('must look like contents', () => {
    for (const contents of ['hi', [1], ['hi'], [{ role: 'user', content: 'x' }], { parts: [] }])
      expect(() => read({ contents })).toThrow(/`contents`/)
  })
})
