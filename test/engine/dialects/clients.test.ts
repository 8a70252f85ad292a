import { describe, expect, it } from 'vitest'
import { readBody, readJsonBody } from '../../../src/engine/dialects/index.ts'
import type { BlockId } from '../../../src/engine/ir/conversation.ts'
import { changedStrings } from '../../suites/changed-strings.ts'
import { clients, RESULT } from './clients.ts'
import { blocksOf, originsOf, read, told } from './told.ts'

const CLOSED = { compressUser: false }

describe.each(Object.entries(clients))('a body of %s', (_name, client) => {
  const { body, dialect, canRecall, open } = client
  const text = JSON.stringify(body)
  const ids = open.map((one) => one.split(' ', 1)[0] as BlockId)
  const edits = ids.map((block, at) => ({ block, text: `"${at}"` }))

  it('is read for what it is', () => {
    const reading = readBody(body, CLOSED)
    const blocks = blocksOf(reading.conversation).filter(({ seal }) => seal === 'open')
    expect(blocks.map(({ id, origin }) => `${id} ${origin?.tool ?? ''}`)).toEqual(open)
    expect(blocks.every((block) => block.text === RESULT)).toBe(true)
    expect(reading.dialect).toBe(dialect)
    expect(reading.conversation.canRecall).toBe(canRecall)
    expect(reading.conversation.mayLoseEarlier).toBe(false)
    expect(readJsonBody(text, CLOSED)?.conversation).toEqual(reading.conversation)
  })

  it('comes back as it came', () => {
    expect(readBody(body, CLOSED).write([])).toBe(body)
    for (const spelling of [text, ` ${text}\n`, JSON.stringify(body, null, '\t')])
      expect(readJsonBody(spelling, CLOSED)?.write([]) === spelling).toBe(true)
  })

  it('changes in its results alone', () => {
    const written = readBody(body, CLOSED).write(edits)
    const changed = ids.map((_, at) => ({ before: RESULT, after: `"${at}"` }))
    expect(changedStrings(body, written)).toEqual(changed)
    const pieces = text.split(JSON.stringify(RESULT))
    const spliced = pieces.map((piece, at) => (at === 0 ? piece : `"\\"${at - 1}\\""${piece}`))
    expect(readJsonBody(text, CLOSED)?.write(edits)).toBe(spliced.join(''))
  })
})

describe('field notes 3.3: pairing', () => {
  const uses = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
    type: 'tool_use',
    id: `toolu_${id}`,
    name: id,
    input: {},
  }))
  const result = (id: string, content: unknown, more: object = {}) => ({
    type: 'tool_result',
    tool_use_id: `toolu_${id}`,
    content,
    ...more,
  })

  it('six calls at once, answered out of order, one failed, one empty, one with an image', () => {
    const results = [
      result('f', 'six'),
      result('b', 'two', { is_error: true }),
      result('a', ''),
      result('e', [
        { type: 'image', source: {} },
        { type: 'text', text: 'five' },
      ]),
      result('d', [{ type: 'text', text: 'four' }]),
      result('c', []),
    ]
    const body = [
      { role: 'assistant', content: uses },
      { role: 'user', content: results },
    ]
    expect(originsOf(body).map((origin) => origin?.tool)).toEqual(['f', 'b', 'a', 'e', 'd'])
    expect(told(body).slice(6)).toEqual([
      '1.0 tool-result open six',
      '1.1 tool-result open two',
      '1.2 tool-result open ',
      '1.3.0 media instruction ',
      '1.3.1 tool-result open five',
      '1.4.0 tool-result open four',
    ])
  })

  it('breakpoints seal nothing: four of them, the hour before the minutes', () => {
    const mark = (ttl: string) => ({ cache_control: { type: 'ephemeral', ttl } })
    const body = {
      system: [{ type: 'text', text: 's', ...mark('1h') }],
      tools: [{ name: 'a', input_schema: {}, ...mark('1h') }],
      messages: [
        { role: 'assistant', content: uses },
        {
          role: 'user',
          content: [
            result('a', [{ type: 'text', text: 'one', ...mark('5m') }]),
            result('b', 'two', mark('5m')),
          ],
        },
      ],
    }
    expect(told(body).slice(-2)).toEqual(['1.0.0 tool-result open one', '1.1 tool-result open two'])
  })

  it('a conversation cut at its start keeps results whose calls are gone', () => {
    const body = [{ role: 'user', content: [result('a', 'one')] }]
    expect(originsOf(body)).toEqual([undefined])
  })
})

describe('Anthropic’s newer blocks', () => {
  const use = { type: 'tool_use', id: 't', name: 'query', input: {} }
  const result = { type: 'tool_result', tool_use_id: 't', content: 'rows' }
  const turn = (made: object, given: object) => [
    { role: 'assistant', content: [made] },
    { role: 'user', content: [given] },
  ]

  it('leave results as they are that code reads', () => {
    const byCode = { type: 'code_execution_20260120', tool_id: 'srvtoolu_1' }
    expect(originsOf(turn({ ...use, caller: byCode }, result))).toEqual([])
    expect(originsOf(turn({ ...use, caller: { type: 'direct' } }, result))).toHaveLength(1)
  })

  it.each([
    { type: 'mcp_tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'x' }] },
    { type: 'web_search_tool_result', tool_use_id: 't', content: [{ encrypted_content: 'e' }] },
    { type: 'web_fetch_tool_result', tool_use_id: 't', content: { content: { text: 'x' } } },
    { type: 'bash_code_execution_tool_result', tool_use_id: 't', content: { stdout: 'x' } },
    { type: 'tool_search_tool_result', tool_use_id: 't', content: { tool_references: [] } },
    { type: 'container_upload', file_id: 'f' },
    { type: 'search_result', source: 's', content: [{ type: 'text', text: 'x' }] },
  ])('are untouched: %j', (block) => {
    for (const role of ['user', 'assistant', 'tool'])
      expect(told([{ role, content: [block] }])).toEqual(['0.0 opaque instruction '])
  })

  it('say where a summary stands for what is above it', () => {
    expect(told([{ role: 'assistant', content: [{ type: 'compaction', content: 's' }] }])).toEqual([
      '0.0 compaction instruction ',
    ])
  })

  it('are untouched inside a result, beside texts that are open', () => {
    const content = [
      { type: 'search_result', source: 's', content: [{ type: 'text', text: 'x' }] },
      { type: 'document', source: { type: 'text', data: 'x' } },
      { type: 'tool_reference', tool_name: 'x' },
      { type: 'text', text: 'open' },
    ]
    expect(told(turn(use, { ...result, content })).slice(1)).toEqual([
      '1.0.0 opaque instruction ',
      '1.0.1 media instruction ',
      '1.0.2 opaque instruction ',
      '1.0.3 tool-result open open',
    ])
  })

  it('a message may have no content at all', () => {
    expect(read([{ role: 'system', content: [] }]).messages).toEqual([
      { role: 'system', blocks: [] },
    ])
  })
})
